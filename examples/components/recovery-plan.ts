import { RecoveryPlan, ReplicatedVirtualMachine } from "azure-evergreen";
import { replicatedPlace } from "./place";

const { machine, replication, recoveryGroup } = replicatedPlace();
const replicated = new ReplicatedVirtualMachine("web", {
  virtualMachineId: machine.virtualMachineId,
  containerMappingId: replication.sourceToTargetMappingId,
  targetContainerId: replication.targetContainerId,
  replicationPolicyId: replication.replicationPolicyId,
  cacheStorageAccountId: replication.cacheStorageAccountId,
  recoveryResourceGroupId: recoveryGroup.id,
});

// One machine, and somebody who looks at it before the rest would go on.
const plan = new RecoveryPlan("web", {
  primaryFabricId: replication.sourceFabricId,
  recoveryFabricId: replication.targetFabricId,
  groups: {
    web: {
      protectedItemIds: [replicated.protectedItemId],
      after: { look: { instruction: "Open the site and sign in." } },
    },
  },
});

export const recoveryPlanId = plan.recoveryPlanId;
