import type { RoleTemplate } from "azure-evergreen/simulator";
import actions from "./deployer-actions.json";

/** What the fleet's stack says of its size. */
export const fleetSizes = ["defaults", "max", "resilient"] as const;

export type FleetSize = (typeof fleetSizes)[number];

/**
 * What the identity that runs `pulumi up` on the fleet has to be allowed, in its subscription: every
 * action that the simulated Azure saw it use, and no other. Destroying the fleet takes more.
 */
export function fleetDeployerRole(size: FleetSize): RoleTemplate {
  return {
    roleName: "Fleet deployer",
    description: "Deploys the example fleet.",
    permission: { actions: actions[size], notActions: [], dataActions: [], notDataActions: [] },
  };
}
