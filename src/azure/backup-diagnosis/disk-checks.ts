import { isBackedUp } from "../backed-up-machine";
import { backupKeyDataActions, missingBackupPermissions } from "../backup-key-access";
import { backupDiskFindings, mostDisks } from "../backup-limits";
import type { Finding } from "../finding";
import { permissionAllows } from "../permission";
import { isAtOrBelow, parseResourceId, sameId } from "../resource-id";
import { type BackupCheck, judged, ok, problem, unknown, warning } from "./check";
import type { BackupFacts, DiskFacts, ItemFacts, KeyVaultFacts } from "./facts";
import { protectingItem } from "./protection-checks";

/** Number, size and encryption of the disks that are backed up. */
export function diskChecks(facts: BackupFacts): BackupCheck[] {
  const item = "value" in facts.items ? protectingItem(facts.items.value) : undefined;
  const enhancedPolicy = "value" in facts.policy ? facts.policy.value?.policy.type !== "V1" : true;
  return [
    judged("disk-count", facts.disks, (disks) => diskCount(backedUp(disks, item))),
    judged("disk-size", facts.disks, (disks) => diskSize(backedUp(disks, item), enhancedPolicy)),
    judged("key-vault", facts.disks, (disks) => keyVaults(backedUp(disks, item), facts)),
  ];
}

function backedUp(disks: readonly DiskFacts[], item: ItemFacts | undefined): DiskFacts[] {
  return disks.filter(({ lun }) => isBackedUp(lun, item ?? {}));
}

function findingsOf(disks: readonly DiskFacts[], enhancedPolicy: boolean): Finding[] {
  const encrypted = disks.some(({ encryption }) => encryption !== undefined);
  return backupDiskFindings(disks, { encrypted, enhancedPolicy }, "");
}

const countRule = "EVG-BACKUP-003";

function diskCount(disks: readonly DiskFacts[]): BackupCheck {
  const id = "disk-count";
  const found = findingsOf(disks, true).find(({ ruleId }) => ruleId === countRule);
  return found === undefined
    ? ok(id, `${disks.length} of at most ${mostDisks}.`)
    : problem(id, found.message, found.fix);
}

function diskSize(disks: readonly DiskFacts[], enhancedPolicy: boolean): BackupCheck {
  const id = "disk-size";
  const found = findingsOf(disks, enhancedPolicy).filter(({ ruleId }) => ruleId !== countRule);
  const [first] = found;
  if (first !== undefined) {
    return problem(id, found.map(({ message }) => message).join(" "), first.fix);
  }
  const unsized = disks.filter(({ sizeInGiB }) => sizeInGiB === undefined);
  return unsized.length > 0
    ? unknown(
        id,
        `Azure does not tell the size of ${unsized.map(({ name }) => name).join(", ")}: the action Microsoft.Compute/disks/read may be missing, or the disk is not a managed one.`,
      )
    : ok(id, disks.map(({ name, sizeInGiB }) => `${name}: ${String(sizeInGiB)} GiB`).join(", "));
}

function keyVaults(disks: readonly DiskFacts[], facts: BackupFacts): BackupCheck {
  const id = "key-vault";
  const encrypted = disks.flatMap(({ encryption }) => encryption ?? []);
  const unseen = disks.find(({ isHidden }) => isHidden);
  if (unseen !== undefined) {
    return unknown(
      id,
      `Whether the disk ${unseen.name} is encrypted cannot be seen: the action Microsoft.Compute/disks/read may be missing.`,
    );
  }
  if (encrypted.length === 0) {
    return ok(id, "No disk is encrypted in the guest.");
  }
  const keyUsed = encrypted.some(({ keyEncryptionKeyUsed }) => keyEncryptionKeyUsed);
  const wanted = encrypted.flatMap(({ keyVaultIds }) => keyVaultIds);
  return judged(id, facts.keyVaults, (vaults) => {
    const hidden = wanted.filter((each) => !vaults.some((vault) => sameId(vault.id, each)));
    if (hidden.length > 0) {
      return unknown(
        id,
        `The key vault ${parseResourceId(hidden[0] ?? "").name} cannot be seen: the action Microsoft.KeyVault/vaults/read may be missing.`,
      );
    }
    const [first] = vaults.flatMap((vault) => {
      const check = keyVault(vault, keyUsed, facts);
      return check === undefined ? [] : [check];
    });
    const names = vaults.map((vault) => parseResourceId(vault.id).name).join(", ");
    return first ?? ok(id, `Azure Backup may read and back up what it needs of ${names}.`);
  });
}

/** What is wrong with a key vault; `undefined` when nothing is. */
function keyVault(
  vault: KeyVaultFacts,
  keyUsed: boolean,
  facts: BackupFacts,
): BackupCheck | undefined {
  const id = "key-vault";
  const { name } = parseResourceId(vault.id);
  const who = facts.backupServiceObjectId?.toLowerCase();
  const letIn = vault.rolesUsed ? letInByRoles(vault, facts) : letInByPolicies(vault, keyUsed);
  if ("reason" in letIn) {
    return unknown(id, letIn.reason);
  }
  if (who === undefined ? letIn.value.size === 0 : !letIn.value.has(who)) {
    return problem(
      id,
      `The key vault ${name} goes by ${vault.rolesUsed ? "roles" : "access policies"}, and none lets the service "Backup Management Service" read and back up what encrypts the machine.`,
      vault.rolesUsed
        ? `Assign "Backup Management Service" a role with the data actions of rolePresets.backupKeyReader at ${name}.`
        : `Give "Backup Management Service" get, list and backup of secrets${keyUsed ? " and keys" : ""} in an access policy of ${name}.`,
    );
  }
  return who === undefined
    ? warning(
        id,
        `The key vault ${name} lets ${[...letIn.value].join(", ")} in; whether that is the service "Backup Management Service", Azure Resource Manager does not tell.`,
        'Give the object id of the service with --backup-service, to be sure: `az ad sp list --display-name "Backup Management Service" --query [].id`.',
      )
    : undefined;
}

/** Object ids, in lower case, that access policies let do what Azure Backup needs. */
function letInByPolicies(vault: KeyVaultFacts, keyUsed: boolean): { readonly value: Set<string> } {
  const enough = vault.accessPolicies.filter(
    (policy) => missingBackupPermissions(policy, keyUsed).length === 0,
  );
  return { value: new Set(enough.map(({ objectId }) => objectId.toLowerCase())) };
}

function letInByRoles(
  vault: KeyVaultFacts,
  { roleGrants }: BackupFacts,
): { readonly value: Set<string> } | { readonly reason: string } {
  if ("reason" in roleGrants) {
    return roleGrants;
  }
  const { name } = parseResourceId(vault.id);
  const reaching = roleGrants.value.filter(({ scope }) => isAtOrBelow(vault.id, scope));
  if (reaching.length === 0) {
    return {
      reason: `No role at the key vault ${name} can be seen: the action Microsoft.Authorization/roleAssignments/read may be missing.`,
    };
  }
  if (reaching.every(({ permissions }) => permissions === undefined)) {
    return {
      reason: `What the roles at the key vault ${name} allow cannot be seen: the action Microsoft.Authorization/roleDefinitions/read may be missing.`,
    };
  }
  const principals = new Set(reaching.map(({ principalId }) => principalId));
  const enough = [...principals].filter((principal) =>
    backupKeyDataActions.every((action) =>
      reaching.some(
        ({ principalId, permissions }) =>
          principalId === principal &&
          permissions?.some((each) => permissionAllows(each, action, "dataAction")) === true,
      ),
    ),
  );
  return { value: new Set(enough.map((principal) => principal.toLowerCase())) };
}
