import type { ResourceSchema } from "./schema";
import { flag, text, wholes } from "./schema-types";

/** What the engine reads of `BackupProtectedItem`. */
export const backupProtectedItemSchema: ResourceSchema = {
  description: "A virtual machine that a Recovery Services vault backs up.",
  properties: {
    vaultId: text("Id of the Recovery Services vault."),
    virtualMachineId: text("Id of the virtual machine."),
    policyId: text("Id of the backup policy, of the same vault."),
    protection: text("Whether the machine is backed up: `Active`, `Stopped` or `Suspended`."),
  },
  requiredInputs: ["vaultId", "virtualMachineId", "policyId"],
  optional: {
    includedDiskLuns: wholes("Logical unit numbers of the only data disks that are backed up."),
    excludedDiskLuns: wholes("Logical unit numbers of the data disks that are not backed up."),
  },
  told: {
    protectionState: text("Azure's word for the state."),
    healthStatus: text("Azure's word for the health of the backups."),
  },
  switches: {
    onDestroy: text(
      "What becomes of the backups when this is deleted: `Retained`, `Stopped` or `SoftDeleted`.",
    ),
    adopt: flag("Whether a protection that is there already is taken over."),
    standardPolicyAllowed: flag("Whether a Standard policy may back up a Trusted Launch machine."),
    restorePointGroupId: text(
      "Id of the stack's own resource group for instant recovery points; refused with a lock.",
    ),
  },
};
