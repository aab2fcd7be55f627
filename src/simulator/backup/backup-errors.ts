import type { Finding } from "../../azure/finding";
import { ArmError } from "../operation";

/*
 * Azure Backup's refusals. Where a text is published it is repeated; its source stands beside its
 * code in witnesses.ts.
 */

export function itemMissing(): ArmError {
  return new ArmError(
    404,
    "BMSUserErrorDataSourceObjectNotFound",
    "Item not found. Selected item might have been deleted. Please check if item is registered to the vault.",
  );
}

export function objectMissing(what: string, name: string): ArmError {
  return new ArmError(404, "BMSUserErrorObjectNotFound", `The ${what} '${name}' was not found.`);
}

/** @param reason - What is wrong; told after the service's own words, which name nothing. */
export function invalidPolicy(reason: Pick<Finding, "message">): ArmError {
  return new ArmError(
    400,
    "BMSUserErrorInvalidPolicyInput",
    "Input for create or update policy is not in proper format\r\nPlease check format of parameters like " +
      `schedule time, schedule days, retention time and retention days ${reason.message}`,
  );
}

export function policyInUse(policyName: string, machines: readonly string[]): ArmError {
  return new ArmError(
    400,
    "BMSUserErrorPolicyObjectInUse",
    `The backup policy '${policyName}' cannot be deleted because it protects: ${machines.join(", ")}.`,
  );
}

/** @param reason - What is wrong; told after the service's own words, which name nothing. */
export function invalidProtection(reason: string): ArmError {
  return new ArmError(
    400,
    "BMSUserErrorInvalidConfigureProtectionRequest",
    "Input for configure protection is not in proper format\r\nPlease ensure that container exists and " +
      `other parameters are in valid format ${reason}`,
  );
}

export function protectedElsewhere(): ArmError {
  return new ArmError(
    400,
    "UserErrorVmRegisteredWithAnotherVault",
    "Virtual machine is already registered\\registering with another recovery services vault Please select a " +
      "different virtual machine for registration.",
  );
}

export function softDeleted(): ArmError {
  return new ArmError(
    400,
    "UserErrorItemInSoftDeletedState",
    "The backup item is in soft deleted state. Undelete it before any other operation on it.",
  );
}

export function protectionBeingConfigured(): ArmError {
  return new ArmError(
    409,
    "BMSUserErrorConflictingProtectionOperation",
    "Another configure protection operation is in progress for this item.",
  );
}

export function itemLocked(): ArmError {
  return new ArmError(
    409,
    "BMSUserErrorObjectLocked",
    "Another operation is in progress on the selected item.",
  );
}

export function backupInProgress(): ArmError {
  return new ArmError(
    409,
    "UserErrorBackupOperationInProgress",
    "Unable to initiate backup as another backup operation is currently in progress.",
  );
}

export function tooManyBackups(): ArmError {
  return new ArmError(
    400,
    "CloudDosAbsoluteLimitReached",
    "Operation is blocked as you have reached the limit on number of operations permitted in 24 hours.",
  );
}

export function notProtected(): ArmError {
  return new ArmError(
    400,
    "UserErrorBcmDatasourceNotPresent",
    "Backup failed: This virtual machine is not (actively) protected by Azure Backup.",
  );
}

export function notCancellable(): ArmError {
  return new ArmError(
    400,
    "UserErrorJobNotCancellable",
    "The job cannot be cancelled in its current state: a backup is cancelled only while its snapshot is taken.",
  );
}

export function immutableVault(): ArmError {
  return new ArmError(
    400,
    "UserErrorOperationDeniedOnImmutableItem",
    "The Vault and Backup Item is immutable, hence operation is denied. Refer to the documentation to learn " +
      "more: https://aka.ms/AB-ImmutableVaults-States",
  );
}
