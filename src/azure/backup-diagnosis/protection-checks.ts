import { isActivelyBackedUp } from "../backup-jobs";
import { instantPointFindings } from "../backup-standards";
import { parseResourceId } from "../resource-id";
import { type BackupCheck, judged, ok, problem, warning } from "./check";
import type { BackupFacts, BackupPolicyFacts, ItemFacts } from "./facts";

/** Whether and how the machine is protected. */
export function protectionChecks({ items, policy }: BackupFacts): BackupCheck[] {
  return [
    judged("protection", items, protection),
    judged("other-vault", items, otherVaults),
    judged("policy", policy, policyFit),
  ];
}

/** The item that protects the machine: an active one before one that only keeps backups. */
export function protectingItem(items: readonly ItemFacts[]): ItemFacts | undefined {
  const kept = items.filter(({ isSoftDeleted }) => !isSoftDeleted);
  return kept.find(isActivelyBackedUp) ?? kept[0];
}

function protection(items: readonly ItemFacts[]): BackupCheck {
  const id = "protection";
  const item = protectingItem(items);
  if (item === undefined) {
    const [deleted] = items;
    return deleted === undefined
      ? problem(
          id,
          "No vault that can be seen protects the machine.",
          "Protect it in a Recovery Services vault of its region; the action Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/read shows the items of a vault.",
        )
      : problem(
          id,
          `Its item in the vault ${nameOf(deleted.vaultId)} is deleted, and kept for a while by soft delete.`,
          "Undelete the item and resume its backups: `evergreen backup resume`.",
        );
  }
  const where = `in the vault ${nameOf(item.vaultId)}`;
  if (!isActivelyBackedUp(item)) {
    return problem(
      id,
      `It is ${item.protectionState} ${where}: no backup is made.`,
      "Make the protection active: `evergreen backup resume`.",
    );
  }
  return ["ProtectionError", "Invalid"].includes(item.protectionState)
    ? warning(
        id,
        `Azure says ${item.protectionState} ${where}.`,
        "Look at the item's health and its last job, and mend what they tell.",
      )
    : ok(id, `It is ${item.protectionState} ${where}.`);
}

function otherVaults(items: readonly ItemFacts[]): BackupCheck {
  const id = "other-vault";
  const own = protectingItem(items);
  const others = items.filter((item) => item !== own && !item.isSoftDeleted);
  return others.length === 0
    ? ok(id, "No other vault that can be seen holds the machine.")
    : warning(
        id,
        `It is also ${others.map((item) => `${item.protectionState} in the vault ${nameOf(item.vaultId)}`).join(", ")}.`,
        "See that no job of the old vault is under way, and delete its backups when nobody needs them.",
      );
}

function policyFit(facts: BackupPolicyFacts | undefined): BackupCheck {
  const id = "policy";
  if (facts === undefined) {
    return ok(id, "The machine has none.");
  }
  const { name, policy } = facts;
  const [finding] = instantPointFindings(policy, "");
  const kind = policy.type === "V2" ? "an Enhanced" : "a Standard";
  return finding === undefined
    ? ok(id, `${name} is ${kind} policy, and backs up ${policy.frequency.toLowerCase()}.`)
    : warning(id, `${name}: ${finding.message}`, finding.fix);
}

export function nameOf(id: string): string {
  return parseResourceId(id).name;
}
