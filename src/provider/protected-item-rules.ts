import { asObject } from "../arm/errors";
import {
  encryptionVaultFindings,
  noDiskFindings,
  recoveryEncryptionFindings,
} from "../azure/replicated-disk-rules";
import { recoveryPlacementFindings } from "../azure/replicated-machine-rules";
import { isUnknown, type CheckFailure } from "../plugin/handlers";
import { textOf } from "../arm/azure-object";
import { failureAt, failuresOf } from "./findings";
import {
  addressFields,
  diskFields,
  diskNameFields,
  interfaceFields,
  itemFields,
} from "./protected-item-fields";
import { fieldFailures, type SettingsField } from "./settings-fields";

const lists = ["disks", "networkInterfaces"] as const;

const places = {
  availabilitySet: "recoveryAvailabilitySetId",
  availabilityZone: "recoveryAvailabilityZone",
  scaleSet: "recoveryVirtualMachineScaleSetId",
};

/** What is wrong with the settings of a protected item; what is unknown is not judged. */
export function settingsFailures(value: unknown, property: string): CheckFailure[] {
  const failures = fieldFailures(itemFields, value, property, lists);
  const settings = asObject(value) ?? {};
  const { disks, networkInterfaces } = settings;
  const isEmpty = disks === undefined || (Array.isArray(disks) && disks.length === 0);
  if (asObject(value) !== undefined && isEmpty) {
    failures.push(...failuresOf(noDiskFindings(0, `${property}.disks`)));
  }
  failures.push(
    ...listFailures([...diskFields, ...diskNameFields], disks, `${property}.disks`, []),
  );
  if (Array.isArray(disks)) {
    disks.forEach((disk, i) => {
      failures.push(...encryptionFailures(disk, `${property}.disks[${i}]`));
    });
  }
  failures.push(
    ...listFailures(interfaceFields, networkInterfaces, `${property}.networkInterfaces`, [
      "ipConfigurations",
    ]),
  );
  if (Array.isArray(networkInterfaces)) {
    networkInterfaces.forEach((each, i) => {
      const path = `${property}.networkInterfaces[${i}].ipConfigurations`;
      const addresses = isUnknown(each) ? undefined : asObject(each)?.ipConfigurations;
      failures.push(...listFailures(addressFields, addresses, path, []));
    });
  }
  failures.push(...failuresOf(recoveryPlacementFindings(settings, places, property)));
  return failures;
}

function encryptionFailures(value: unknown, path: string): CheckFailure[] {
  const disk = isUnknown(value) ? undefined : asObject(value);
  if (disk === undefined) {
    return [];
  }
  const known = (name: string): string | undefined =>
    isUnknown(disk[name]) ? undefined : textOf(disk[name]);
  const inVault = (urlName: string, vaultName: string) => {
    const url = known(urlName);
    const vaultId = known(vaultName);
    return url === undefined || vaultId === undefined
      ? []
      : encryptionVaultFindings(url, vaultId, `${path}.${vaultName}`);
  };
  return failuresOf([
    ...recoveryEncryptionFindings(disk, path),
    ...inVault("recoveryEncryptionSecretUrl", "recoveryEncryptionSecretVaultId"),
    ...inVault("recoveryEncryptionKeyUrl", "recoveryEncryptionKeyVaultId"),
  ]);
}

/** The first field of an entry is its key. */
function listFailures(
  fields: readonly SettingsField[],
  value: unknown,
  path: string,
  inner: readonly string[],
): CheckFailure[] {
  if (value === undefined || isUnknown(value)) {
    return [];
  }
  if (!Array.isArray(value)) {
    return [failureAt(path, `${path} must be a list.`)];
  }
  const key = fields[0]?.name ?? "";
  const seen = new Set<string>();
  return value.flatMap((each: unknown, i) => {
    if (isUnknown(each)) {
      return [];
    }
    const at = `${path}[${i}]`;
    const failures = fieldFailures(fields, each, at, inner);
    const named = asObject(each)?.[key];
    const text = isUnknown(named) ? undefined : textOf(named)?.toLowerCase();
    if (text !== undefined && seen.has(text)) {
      failures.push(failureAt(`${at}.${key}`, `"${String(named)}" is given twice. Give it once.`));
    }
    seen.add(text ?? "");
    return failures;
  });
}
