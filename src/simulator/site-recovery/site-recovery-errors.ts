import { deterministicGuid } from "../../azure/guid";
import { ArmError } from "../operation";
import type { SiteRecoveryErrorCode } from "./witnesses";

/*
 * Site Recovery answers with a plain HTTP word as its code and puts its own code, the causes and
 * what to do into one entry of `details`. Source of the form, and of the words for a missing
 * fabric: hashicorp/terraform-provider-azurerm issue 11180. Where no public text was found the
 * words are ours; the rule behind each is sourced where it is thrown.
 */

const words = { 400: "BadRequest", 404: "NotFound", 409: "Conflict" } as const;

/** An error in Site Recovery's form. */
export function siteRecoveryError(
  status: 400 | 404 | 409,
  code: SiteRecoveryErrorCode,
  message: string,
  help: { readonly possibleCauses: string; readonly recommendedAction: string },
): ArmError {
  const detail = {
    activityId: deterministicGuid("activity", code, message),
    code,
    message,
    ...help,
  };
  return new ArmError(status, words[status], message, undefined, [detail]);
}

interface EntityWords {
  /** The error's code. */
  readonly code: SiteRecoveryErrorCode;
  /** How the message names it. */
  readonly name: string;
}

/** The entities below a vault, by the segment of their path. */
const entities: ReadonlyMap<string, EntityWords> = new Map(
  Object.entries<EntityWords>({
    replicationfabrics: { code: "FabricArmEntityMissing", name: "Fabric" },
    replicationprotectioncontainers: {
      code: "ProtectionContainerArmEntityMissing",
      name: "Protection container",
    },
    replicationprotectioncontainermappings: {
      code: "ProtectionContainerMappingArmEntityMissing",
      name: "Protection container mapping",
    },
    replicationprotecteditems: { code: "ProtectedItemArmEntityMissing", name: "Protected item" },
    recoverypoints: { code: "RecoveryPointMissing", name: "Recovery point" },
    replicationnetworks: { code: "NetworkArmEntityMissing", name: "Network" },
    replicationnetworkmappings: { code: "NetworkMappingArmEntityMissing", name: "Network mapping" },
    replicationpolicies: { code: "PolicyArmEntityMissing", name: "Policy" },
    replicationjobs: { code: "JobArmEntityMissing", name: "Job" },
    replicationrecoveryplans: { code: "RecoveryPlanArmEntityMissing", name: "Recovery plan" },
    replicationalertsettings: { code: "AlertSettingArmEntityMissing", name: "Alert setting" },
    replicationvaultsettings: { code: "VaultSettingArmEntityMissing", name: "Vault setting" },
    replicationprotectionintents: {
      code: "ProtectionIntentArmEntityMissing",
      name: "Protection intent",
    },
    replicationevents: { code: "EventArmEntityMissing", name: "Event" },
  }),
);

/** The 404 for an entity below a vault, worded as Azure words a missing fabric. */
export function entityMissing(id: string, status: 400 | 404 = 404): ArmError {
  const [segment = "", name = ""] = id.split("/").slice(-2);
  const { code, name: what } = entities.get(segment.toLowerCase()) ?? {
    code: "ArmEntityMissing",
    name: segment,
  };
  return siteRecoveryError(status, code, `${what} with name ${name} could not be located.`, {
    possibleCauses: `The ${what.toLowerCase()} might have been unregistered from the Microsoft Azure Site Recovery vault.`,
    recommendedAction: `Retry the operation with a valid ${what.toLowerCase()}.`,
  });
}

/** Text as it stands in MicrosoftDocs/azure-docs issue 22802 (Site Recovery error 575). */
export function existsUnderAnotherName(existingName: string, newName: string): ArmError {
  return siteRecoveryError(
    409,
    "575",
    `The resource already exists under resource name '${existingName}'.`,
    {
      possibleCauses: `The resource was created before using resource name '${existingName}' but now being recreated using a new name '${newName}'.`,
      recommendedAction: "Use the resource's existing resource name for any action on it.",
    },
  );
}

/** Refuses to remove what something else still needs. Source: learn.microsoft.com site-recovery/delete-vault. */
export function stillInUse(what: string, users: readonly string[]): ArmError {
  return siteRecoveryError(
    409,
    "OperationNotAllowedOnEntityInUse",
    `${what} cannot be removed because it is in use by: ${users.join(", ")}.`,
    {
      possibleCauses: "Other objects of the vault depend on it.",
      recommendedAction: "Remove the objects that are named, then retry the operation.",
    },
  );
}

/** Refuses a body that Site Recovery cannot use. */
export function invalidInput(message: string, recommendedAction: string): ArmError {
  return siteRecoveryError(400, "InvalidParameter", message, {
    possibleCauses: "The request does not fit the replication scenario.",
    recommendedAction,
  });
}
