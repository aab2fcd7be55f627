import type { FunctionTranslation, Translation } from "./translation";
import { authorizationAndPolicyTranslations } from "./translations/authorization-and-policy";
import { automationTranslations } from "./translations/automation";
import { computeTranslations } from "./translations/compute";
import { functionTranslations } from "./translations/functions";
import { maintenanceAndMonitoringTranslations } from "./translations/maintenance-and-monitoring";
import { networkTranslations } from "./translations/network";
import { recoveryServicesTranslations } from "./translations/recovery-services";
import { resourceAndIdentityTranslations } from "./translations/resources-and-identities";
import { storageAndKeyVaultTranslations } from "./translations/storage-and-key-vault";

/** Every resource type that has a translation. */
export const translations: readonly Translation[] = [
  ...resourceAndIdentityTranslations,
  ...authorizationAndPolicyTranslations,
  ...automationTranslations,
  ...recoveryServicesTranslations,
  ...computeTranslations,
  ...networkTranslations,
  ...storageAndKeyVaultTranslations,
  ...maintenanceAndMonitoringTranslations,
];

const resources = new Map(translations.map((row) => [`azure-native:${row.token}`, row]));
const functions = new Map(functionTranslations.map((row) => [`azure-native:${row.token}`, row]));

/** The translation of a token such as `azure-native:compute:Disk`. */
export function findTranslation(token: string): Translation | undefined {
  return resources.get(token);
}

export function findFunction(token: string): FunctionTranslation | undefined {
  return functions.get(token);
}

/** The resource that a function such as `azure-native:compute:getDisk` reads. */
export function translationReadBy(token: string): Translation | undefined {
  const [, module = "", name = ""] = token.split(":");
  return name.startsWith("get")
    ? findTranslation(`azure-native:${module}:${name.slice(3)}`)
    : undefined;
}
