import { PatchGovernance } from "azure-evergreen";
import * as resources from "@pulumi/azure-native/resources";

const group = new resources.ResourceGroup("governed", { location: "westeurope" });

// Whatever machine is made in the group looks for missing updates once a day.
const governance = new PatchGovernance("patching", {
  scope: group.id,
  location: "westeurope",
  assessments: {
    windows: { operatingSystemType: "Windows" },
    linux: { operatingSystemType: "Linux" },
  },
});

export const policyAssignmentIds = governance.policyAssignmentIds;
