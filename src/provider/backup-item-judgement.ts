import type { ArmClient } from "../arm/arm-client";
import { asObject } from "../arm/errors";
import {
  backupPolicyChangeFindings,
  backupRegionFindings,
  backupSecurityFindings,
  ephemeralDiskFindings,
  isBackedUp,
  missingLunFindings,
} from "../azure/backed-up-machine";
import { backupSuspensionFindings, type BackupVaultSecurity } from "../azure/backup-destruction";
import { shorterRetentionFindings, type KeptPoints } from "../azure/backup-immutability";
import {
  backupDiskFindings,
  largestEncryptedDiskInGiB,
  type BackedUpDisk,
} from "../azure/backup-limits";
import { restorePointLockFindings } from "../azure/backup-point-locks";
import type { BackupPolicyType } from "../azure/backup-policy";
import type { Finding } from "../azure/finding";
import { parseResourceId, sameId, subscriptionScope } from "../azure/resource-id";
import { containsUnknown, type Properties } from "../plugin/handlers";
import {
  armUrl,
  backupApiVersion,
  diskApiVersion,
  locksApiVersion,
  virtualMachineApiVersion,
} from "../arm/api";
import { azureObject, objectsIn, textOf, type AzureObject } from "../arm/azure-object";
import { lunsIn } from "./backup-item-inputs";
import { readBackupItem } from "./backup-item-reading";
import { textIn } from "./site-recovery-kind";
import { findVault } from "./vault-contents";

/** What a rule needs to look into Azure for one item. */
export interface BackupJudgement {
  readonly client: ArmClient;
  readonly inputs: Properties;
  /** The item as it is; left out when there is none. */
  readonly object?: AzureObject | undefined;
  readonly signal: AbortSignal;
  /** Called when something cannot be read; throws where the rule must be certain. */
  readonly onUnreadable: (error: unknown) => void;
}

/** What is wrong between a machine, its policy, its vault and their surroundings. What is unknown is not judged. */
export async function judgeBackupItem(judgement: BackupJudgement): Promise<Finding[]> {
  const { client, inputs, signal } = judgement;
  const known = (name: string): boolean =>
    inputs[name] !== undefined && !containsUnknown(inputs[name]);
  const machine = known("virtualMachineId")
    ? await read(judgement, "virtualMachineId", virtualMachineApiVersion)
    : undefined;
  const policy = known("policyId")
    ? await read(judgement, "policyId", backupApiVersion)
    : undefined;
  const vault = known("vaultId") ? await vaultIn(judgement) : undefined;
  const findings: Finding[] = [];
  const [at, where] = [textOf(machine?.whole.location), textOf(vault?.whole.location)];
  if (at !== undefined && where !== undefined) {
    findings.push(...backupRegionFindings({ machine: at, vault: where }, "vaultId"));
  }
  if (vault !== undefined && typeof inputs.protection === "string") {
    findings.push(
      ...backupSuspensionFindings(inputs.protection, securityOf(vault, inputs), "protection"),
    );
  }
  if (machine !== undefined && policy !== undefined) {
    findings.push(...(await machineFindings(judgement, machine, policyTypeOf(policy))));
  }
  if (policy !== undefined) {
    findings.push(...(await policyChangeFindings(judgement, policy, vault)));
  }
  if (known("restorePointGroupId")) {
    const groupId = textIn(inputs, "restorePointGroupId");
    const { subscriptionId = "" } = parseResourceId(groupId);
    const scopes = [groupId, subscriptionScope(subscriptionId)];
    try {
      const lists = await Promise.all(
        scopes.map((scope) =>
          client.list(
            armUrl(scope, locksApiVersion, "providers/Microsoft.Authorization/locks"),
            signal,
          ),
        ),
      );
      const ids = lists.flat().flatMap(({ id }) => textOf(id) ?? []);
      findings.push(...restorePointLockFindings(groupId, ids, "restorePointGroupId"));
    } catch (error) {
      judgement.onUnreadable(error);
    }
  }
  return findings;
}

async function read(
  { client, inputs, signal, onUnreadable }: BackupJudgement,
  name: string,
  apiVersion: string,
): Promise<AzureObject | undefined> {
  try {
    return azureObject(await client.get(armUrl(textIn(inputs, name), apiVersion), signal));
  } catch (error) {
    onUnreadable(error);
    return undefined;
  }
}

async function vaultIn(judgement: BackupJudgement): Promise<AzureObject | undefined> {
  try {
    const { client, inputs, signal } = judgement;
    return await findVault(client, textIn(inputs, "vaultId"), signal);
  } catch (error) {
    judgement.onUnreadable(error);
    return undefined;
  }
}

/** What a vault says of the backups in it. */
export function securityOf(
  { properties }: AzureObject,
  inputs: Properties,
): BackupVaultSecurity & { readonly vaultId: string } {
  const security = asObject(properties.securitySettings);
  return {
    vaultId: textIn(inputs, "vaultId"),
    immutability: textOf(asObject(security?.immutabilitySettings)?.state),
    softDelete: textOf(asObject(security?.softDeleteSettings)?.softDeleteState),
  };
}

function policyTypeOf({ properties }: AzureObject): BackupPolicyType {
  return properties.policyType === "V2" ? "V2" : "V1";
}

async function machineFindings(
  judgement: BackupJudgement,
  { properties }: AzureObject,
  policyType: BackupPolicyType,
): Promise<Finding[]> {
  const { inputs } = judgement;
  const luns = lunsIn(inputs);
  const listed = !containsUnknown([luns.includedDiskLuns ?? [], luns.excludedDiskLuns ?? []]);
  const storage = asObject(properties.storageProfile);
  const data = objectsIn(storage?.dataDisks);
  const system = asObject(storage?.osDisk) ?? {};
  const disks = [system, ...data.filter(({ lun }) => isBackedUp(lun as number, luns))];
  const securityType = textOf(asObject(properties.securityProfile)?.securityType);
  const standardPolicyAllowed = inputs.standardPolicyAllowed === true;
  return [
    ...(asObject(system.diffDiskSettings)?.option === "Local"
      ? ephemeralDiskFindings("virtualMachineId")
      : []),
    ...backupSecurityFindings({ securityType, policyType, standardPolicyAllowed }, "policyId"),
    ...(listed
      ? [
          ...missingLunFindings(
            luns,
            data.map(({ lun }) => lun as number),
          ),
          ...backupDiskFindings(
            disks.map(backedUpDisk),
            {
              encrypted: await areEncrypted(judgement, system, disks),
              enhancedPolicy: policyType === "V2",
            },
            "virtualMachineId",
          ),
        ]
      : []),
  ];
}

function backedUpDisk(disk: Properties): BackedUpDisk {
  return {
    name: textOf(disk.name) ?? "",
    sizeInGiB: typeof disk.diskSizeGB === "number" ? disk.diskSizeGB : undefined,
    storageType: textOf(asObject(disk.managedDisk)?.storageAccountType),
  };
}

/** Whether disks are encrypted in the guest. A disk itself is asked only when its size makes it matter. */
async function areEncrypted(
  { client, signal, onUnreadable }: BackupJudgement,
  system: Properties,
  disks: readonly Properties[],
): Promise<boolean> {
  if (asObject(system.encryptionSettings)?.enabled === true) {
    return true;
  }
  const large = disks.filter(
    ({ diskSizeGB }) => typeof diskSizeGB === "number" && diskSizeGB > largestEncryptedDiskInGiB,
  );
  for (const disk of large) {
    const id = textOf(asObject(disk.managedDisk)?.id);
    if (id === undefined) {
      continue;
    }
    try {
      const { properties } = azureObject(await client.get(armUrl(id, diskApiVersion), signal));
      if (asObject(properties.encryptionSettingsCollection)?.enabled === true) {
        return true;
      }
    } catch (error) {
      onUnreadable(error);
    }
  }
  return false;
}

/** Rules on the way from the policy that an item follows to another one. */
async function policyChangeFindings(
  judgement: BackupJudgement,
  policy: AzureObject,
  vault: AzureObject | undefined,
): Promise<Finding[]> {
  const { inputs, object } = judgement;
  const before = object === undefined ? undefined : readBackupItem(object).policyId;
  if (before === undefined || sameId(before, textIn(inputs, "policyId"))) {
    return [];
  }
  const old = await read({ ...judgement, inputs: { before } }, "before", backupApiVersion);
  if (old === undefined) {
    return [];
  }
  const types = { from: policyTypeOf(old), to: policyTypeOf(policy) };
  return [
    ...backupPolicyChangeFindings(types, "policyId"),
    ...(vault === undefined
      ? []
      : shorterRetentionFindings(
          {
            immutability: undefined,
            ...securityOf(vault, inputs),
            after: keptBy(policy),
            before: keptBy(old),
          },
          () => "policyId",
        )),
  ];
}

function keptBy({ properties }: AzureObject): KeptPoints {
  const retention = asObject(properties.retentionPolicy);
  const count = (span: string): number | undefined => {
    const value = asObject(asObject(retention?.[span])?.retentionDuration)?.count;
    return typeof value === "number" ? value : undefined;
  };
  return {
    daily: count("dailySchedule"),
    weekly: count("weeklySchedule"),
    monthly: count("monthlySchedule"),
    yearly: count("yearlySchedule"),
  };
}

/** The item as Azure holds it, deleted softly or not; `undefined` when there is none. */
export async function findBackupItem(
  client: ArmClient,
  id: string,
  signal: AbortSignal,
): Promise<AzureObject | undefined> {
  const found = await client.getOrUndefined(armUrl(id, backupApiVersion), signal);
  return found === undefined ? undefined : azureObject(found);
}
