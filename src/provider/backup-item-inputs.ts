import {
  backupLunFindings,
  backupPolicyVaultFindings,
  type BackedUpLuns,
} from "../azure/backed-up-machine";
import {
  backupOnDestroyWords,
  backupProtectionWords,
  backupWordFindings,
} from "../azure/backup-destruction";
import { backupContainerName, backupFabricName, backupItemName } from "../azure/backup-names";
import { parseResourceId, resourceIdFindings, sameId } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  type CallContext,
  type CheckFailure,
  type Properties,
  type PropertyChange,
} from "../plugin/handlers";
import { backupPolicyType, vaultType, virtualMachineType } from "../arm/api";
import { defined, textOf } from "../arm/azure-object";
import { toFailures, unknownPropertyFailures } from "./findings";
import { textIn } from "./site-recovery-kind";

const idTypes = {
  vaultId: { type: vaultType, meaning: "the id of a Recovery Services vault" },
  virtualMachineId: { type: virtualMachineType, meaning: "the id of a virtual machine" },
  policyId: { type: backupPolicyType, meaning: "the id of a backup policy" },
  restorePointGroupId: {
    type: "Microsoft.Resources/resourceGroups",
    meaning: "the id of a resource group",
  },
} as const;

const requiredIds: readonly string[] = ["vaultId", "virtualMachineId", "policyId"];
const lists = ["includedDiskLuns", "excludedDiskLuns"] as const;
const flags = ["adopt", "standardPolicyAllowed"] as const;
const words = { onDestroy: backupOnDestroyWords, protection: backupProtectionWords } as const;

/** Inputs that only steer the work: a change of them alone changes nothing in Azure. */
const steering: readonly string[] = ["onDestroy", ...flags, "restorePointGroupId"];

const properties = [...Object.keys(idTypes), ...lists, ...Object.keys(words), ...flags];

/** The inputs with their defaults, and what is wrong with those that are known. */
export function checkBackupItem(
  newInputs: Properties,
  context: CallContext,
): { readonly inputs: Properties; readonly failures: CheckFailure[] } {
  const given = defined(newInputs);
  const inputs: Properties = { onDestroy: "Stopped", protection: "Active", ...given };
  for (const name of Object.keys(idTypes)) {
    const value = inputs[name];
    if (typeof value === "string") {
      inputs[name] = value.replace(/\/+$/, "");
    }
  }
  for (const name of lists) {
    const value = inputs[name];
    if (Array.isArray(value) && !containsUnknown(value)) {
      inputs[name] = [...(value as number[])].sort((left, right) => left - right);
    }
  }
  return {
    inputs,
    failures: [
      ...unknownPropertyFailures(inputs, properties),
      ...Object.entries(idTypes).flatMap(([name, { type, meaning }]) =>
        idFailures(name, inputs[name], { type, meaning, context }),
      ),
      ...lunFailures(inputs, context),
      ...Object.entries(words).flatMap(([name, known]) =>
        isUnknown(inputs[name])
          ? []
          : toFailures(backupWordFindings(String(inputs[name]), known, name), context),
      ),
      ...flags
        .filter((name) => ![undefined, true, false].includes(inputs[name] as boolean | undefined))
        .filter((name) => !isUnknown(inputs[name]))
        .map((name) => ({ property: name, reason: `${name} must be true or false.` })),
      ...placeFailures(inputs, context),
    ],
  };
}

function idFailures(
  name: string,
  value: unknown,
  expected: {
    readonly type: string;
    readonly meaning: string;
    readonly context: CallContext;
  },
): CheckFailure[] {
  if (isUnknown(value) || (value === undefined && !requiredIds.includes(name))) {
    return [];
  }
  const text = textOf(value);
  return text === undefined
    ? [{ property: name, reason: `${name} must be ${expected.meaning}.` }]
    : toFailures(resourceIdFindings(text, name, expected.type), expected.context);
}

function lunFailures(inputs: Properties, context: CallContext): CheckFailure[] {
  const wrong = lists.filter((name) => {
    const value = inputs[name];
    return !(
      value === undefined ||
      containsUnknown(value) ||
      (Array.isArray(value) && value.every((lun) => typeof lun === "number"))
    );
  });
  if (wrong.length > 0) {
    return wrong.map((name) => ({
      property: name,
      reason: `${name} must be a list of logical unit numbers.`,
    }));
  }
  return lists.some((name) => containsUnknown(inputs[name]))
    ? []
    : toFailures(backupLunFindings(lunsIn(inputs)), context);
}

function placeFailures(inputs: Properties, context: CallContext): CheckFailure[] {
  const [vaultId, policyId] = [textOf(inputs.vaultId), textOf(inputs.policyId)];
  return vaultId === undefined ||
    policyId === undefined ||
    isUnknown(vaultId) ||
    isUnknown(policyId)
    ? []
    : resourceIdFindings(policyId, "").length > 0
      ? []
      : toFailures(backupPolicyVaultFindings({ vaultId, policyId }, "policyId"), context);
}

/** The lists of disks in checked inputs. */
export function lunsIn(inputs: Properties): BackedUpLuns {
  const [includedDiskLuns, excludedDiskLuns] = lists.map((name) => {
    const value = inputs[name];
    return Array.isArray(value) ? (value as number[]) : undefined;
  });
  return { includedDiskLuns, excludedDiskLuns };
}

/** Id of the item that protects a machine: it follows from vault and machine. */
export function backupItemIdOf(inputs: Properties): string {
  const { resourceGroupName = "", name } = parseResourceId(textIn(inputs, "virtualMachineId"));
  const machine = { resourceGroupName, machineName: name };
  return `${textIn(inputs, "vaultId")}/backupFabrics/${backupFabricName}/protectionContainers/${backupContainerName(machine)}/protectedItems/${backupItemName(machine)}`;
}

/** What a change of inputs does: another machine or vault needs another item. */
export function backupItemChanges(
  oldInputs: Properties,
  newInputs: Properties,
): Record<string, PropertyChange> {
  const changes: Record<string, PropertyChange> = {};
  for (const name of properties.filter((each) => !steering.includes(each))) {
    const [before, after] = [oldInputs[name], newInputs[name]];
    if (JSON.stringify(before) === JSON.stringify(after)) {
      continue;
    }
    const ids = name in idTypes && typeof before === "string" && typeof after === "string";
    if (ids && sameId(before, after)) {
      continue;
    }
    const replaces = name === "vaultId" || name === "virtualMachineId";
    changes[name] = containsUnknown(after) || !replaces ? "update" : "update-replace";
  }
  return changes;
}

/** Whether what is asked of Azure, or what it is judged by, has changed. */
export function asksForMore(oldInputs: Properties, newInputs: Properties): boolean {
  return (
    Object.keys(backupItemChanges(oldInputs, newInputs)).length > 0 ||
    JSON.stringify(oldInputs.restorePointGroupId) !== JSON.stringify(newInputs.restorePointGroupId)
  );
}
