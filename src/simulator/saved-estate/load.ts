import type { World } from "../world";
import type { SavedEstate } from "./saved-estate";

/** Fills a new world with a saved estate. What is loaded is no change that a request made. */
export function loadInto(world: World, saved: SavedEstate): void {
  const { estate, registrations, features, directory, roles, access } = world;
  const copy = structuredClone(saved);
  estate.asPlatform(() => {
    for (const resource of copy.resources) {
      estate.put(resource);
    }
  });
  for (const [subject, values] of Object.entries(copy.notes)) {
    const notes = estate.notes(subject);
    for (const [key, value] of Object.entries(values)) {
      notes.set(key, value);
    }
  }
  registrations.load(copy.registrations);
  features.load(copy.features);
  directory.load(copy.directory);
  roles.load(copy.roles);
  for (const assignment of copy.operatorAssignments) {
    access.addOperatorAssignment(assignment);
  }
}
