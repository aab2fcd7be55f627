import type { World } from "../world";
import { type SavedEstate, savedEstateFormat, savedEstateVersion } from "./saved-estate";

/** The world as plain JSON, a copy that later changes do not reach. */
export function save(world: World): SavedEstate {
  // Reading the clock first does what is due.
  const time = world.clock.now().toISOString();
  const saved: SavedEstate = {
    format: savedEstateFormat,
    version: savedEstateVersion,
    time,
    tenantId: world.tenantId,
    subscriptionId: world.subscriptionId,
    randomSeed: world.randomSeed,
    idsDrawn: world.drawn(),
    resources: world.estate.all(),
    notes: world.estate.allNotes(),
    registrations: world.registrations.save(),
    features: world.features.save(),
    directory: world.directory.save(),
    roles: world.roles.brought(),
    operatorAssignments: world.access.operatorAssignments(),
  };
  return JSON.parse(JSON.stringify(saved)) as SavedEstate;
}
