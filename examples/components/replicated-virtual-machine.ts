import { ReplicatedVirtualMachine } from "azure-evergreen";
import { replicatedPlace } from "./place";

const { machine, replication, recoveryGroup } = replicatedPlace();

// All of the machine's disks, through what SiteRecovery has made.
const replicated = new ReplicatedVirtualMachine("web", {
  virtualMachineId: machine.virtualMachineId,
  containerMappingId: replication.sourceToTargetMappingId,
  targetContainerId: replication.targetContainerId,
  replicationPolicyId: replication.replicationPolicyId,
  cacheStorageAccountId: replication.cacheStorageAccountId,
  recoveryResourceGroupId: recoveryGroup.id,
});

export const { protectedItemId, protectionState } = replicated;
