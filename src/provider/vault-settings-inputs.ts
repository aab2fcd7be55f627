import { asObject } from "../arm/errors";
import { propertyPath, type Finding } from "../azure/finding";
import { keyAddressFindings } from "../azure/key-address";
import { resourceIdFindings } from "../azure/resource-id";
import { mailAddressFindings, mailReceiverFindings } from "../azure/vault";
import {
  containsUnknown,
  isUnknown,
  type CallContext,
  type CheckFailure,
  type Properties,
} from "../plugin/handlers";
import { vaultType } from "../arm/api";
import { defined, textOf } from "../arm/azure-object";
import { failureAt, toFailures, unknownPropertyFailures } from "./findings";

/** A key that the vault's own identity reads. */
export interface VaultEncryption {
  readonly keyUri: string;
  readonly infrastructureEncryptionEnabled: boolean;
}

/** To whom Site Recovery sends mail. */
export interface SiteRecoveryMail {
  readonly emailAddresses: readonly string[];
  readonly ownersToldEnabled: boolean;
  readonly locale: string;
}

/** What becomes of the backups that are in a vault when it is deleted. */
export const onDestroyWords = ["Refused", "SoftDeleted"] as const;

const properties = ["vaultId", "encryption", "siteRecoveryMail", "protectedItemsOnDestroy"];

/** The inputs with their defaults, and what is wrong with those that are known. */
export function checkVaultSettings(
  newInputs: Properties,
  context: CallContext,
): { readonly inputs: Properties; readonly failures: CheckFailure[] } {
  const given = defined(newInputs);
  const inputs = defined({
    ...given,
    vaultId: typeof given.vaultId === "string" ? given.vaultId.replace(/\/+$/, "") : given.vaultId,
    protectedItemsOnDestroy: given.protectedItemsOnDestroy ?? "Refused",
    encryption: withDefaults(given.encryption, { infrastructureEncryptionEnabled: false }),
    siteRecoveryMail: withDefaults(given.siteRecoveryMail, {
      emailAddresses: [],
      ownersToldEnabled: false,
      locale: "en-US",
    }),
  });
  return {
    inputs,
    failures: [
      ...unknownPropertyFailures(inputs, properties),
      ...vaultIdFailures(inputs.vaultId, context),
      ...wordFailures(inputs.protectedItemsOnDestroy),
      ...encryptionFailures(inputs.encryption, context),
      ...mailFailures(inputs.siteRecoveryMail, context),
    ],
  };
}

function withDefaults(value: unknown, defaults: Properties): unknown {
  const object = asObject(value);
  return object === undefined || isUnknown(value) ? value : { ...defaults, ...defined(object) };
}

function vaultIdFailures(value: unknown, context: CallContext): CheckFailure[] {
  if (isUnknown(value)) {
    return [];
  }
  const text = textOf(value);
  return text === undefined
    ? [{ property: "vaultId", reason: "Give vaultId, the id of a Recovery Services vault." }]
    : toFailures(resourceIdFindings(text, "vaultId", vaultType), context);
}

function wordFailures(value: unknown): CheckFailure[] {
  return isUnknown(value) || onDestroyWords.some((word) => word === value)
    ? []
    : [
        {
          property: "protectedItemsOnDestroy",
          reason: `protectedItemsOnDestroy must be "Refused" or "SoftDeleted".`,
        },
      ];
}

function encryptionFailures(value: unknown, context: CallContext): CheckFailure[] {
  const path = "encryption";
  return partsFailures(
    value,
    path,
    ["keyUri", "infrastructureEncryptionEnabled"],
    ({ keyUri, infrastructureEncryptionEnabled }) => [
      ...textFailures(keyUri, `${path}.keyUri`, context, keyAddressFindings),
      ...flagFailures(infrastructureEncryptionEnabled, `${path}.infrastructureEncryptionEnabled`),
    ],
  );
}

function mailFailures(value: unknown, context: CallContext): CheckFailure[] {
  const path = "siteRecoveryMail";
  return partsFailures(
    value,
    path,
    ["emailAddresses", "ownersToldEnabled", "locale"],
    ({ emailAddresses, ownersToldEnabled, locale }) => {
      const failures = [
        ...flagFailures(ownersToldEnabled, `${path}.ownersToldEnabled`),
        ...textFailures(locale, `${path}.locale`, context, () => []),
      ];
      if (isUnknown(emailAddresses)) {
        return failures;
      }
      if (!Array.isArray(emailAddresses)) {
        return [...failures, failureAt(`${path}.emailAddresses`, "It must be a list of texts.")];
      }
      failures.push(
        ...emailAddresses.flatMap((address: unknown, index) =>
          textFailures(address, `${path}.emailAddresses[${index}]`, context, mailAddressFindings),
        ),
      );
      if (failures.length === 0 && !containsUnknown(value)) {
        const mail = { emailAddresses, ownersToldEnabled: ownersToldEnabled === true };
        failures.push(...toFailures(mailReceiverFindings(mail, path), context));
      }
      return failures;
    },
  );
}

function partsFailures(
  value: unknown,
  path: string,
  names: readonly string[],
  failures: (parts: Properties) => CheckFailure[],
): CheckFailure[] {
  if (value === undefined || isUnknown(value)) {
    return [];
  }
  const parts = asObject(value);
  return parts === undefined
    ? [failureAt(path, `${path} must be an object.`)]
    : [...unknownPropertyFailures(parts, names, path), ...failures(parts)];
}

function textFailures(
  value: unknown,
  path: string,
  context: CallContext,
  findings: (text: string, path: string) => Finding[],
): CheckFailure[] {
  if (isUnknown(value)) {
    return [];
  }
  const text = textOf(value);
  return text === undefined
    ? [failureAt(path, "It must be a text that is not empty.")]
    : toFailures(findings(text, path), context);
}

function flagFailures(value: unknown, path: string): CheckFailure[] {
  return isUnknown(value) || typeof value === "boolean"
    ? []
    : [failureAt(path, "It must be true or false.")];
}

/** The encryption that checked inputs ask for. */
export function encryptionIn(inputs: Properties): VaultEncryption | undefined {
  const { keyUri, infrastructureEncryptionEnabled } = asObject(inputs.encryption) ?? {};
  return typeof keyUri === "string"
    ? { keyUri, infrastructureEncryptionEnabled: infrastructureEncryptionEnabled === true }
    : undefined;
}

/** The mail that checked inputs ask for. */
export function mailIn(inputs: Properties): SiteRecoveryMail | undefined {
  const mail = asObject(inputs.siteRecoveryMail);
  return mail === undefined
    ? undefined
    : {
        emailAddresses: Array.isArray(mail.emailAddresses) ? mail.emailAddresses.map(String) : [],
        ownersToldEnabled: mail.ownersToldEnabled === true,
        locale: textOf(mail.locale) ?? "en-US",
      };
}

/** Paths of the settings in which two checked inputs differ. */
export function changedPaths(left: Properties, right: Properties): string[] {
  const paths = ["encryption", "siteRecoveryMail"].flatMap((name) => {
    const [a, b] = [asObject(left[name]), asObject(right[name])];
    if (a === undefined || b === undefined) {
      return left[name] === right[name] ? [] : [name];
    }
    const parts = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...parts]
      .filter((part) => JSON.stringify(a[part]) !== JSON.stringify(b[part]))
      .map((part) => propertyPath(name, part));
  });
  return left.protectedItemsOnDestroy === right.protectedItemsOnDestroy
    ? paths
    : [...paths, "protectedItemsOnDestroy"];
}
