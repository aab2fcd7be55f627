import type { RoleTemplate } from "azure-evergreen/simulator";

/** What the identity that runs `pulumi up` on the fleet has to be allowed, in its subscription. */
export const fleetDeployerRole: RoleTemplate = {
  roleName: "Fleet deployer",
  description: "Deploys the example fleet.",
  permission: {
    actions: ["*"],
    notActions: [],
    dataActions: [],
    notDataActions: [],
  },
};
