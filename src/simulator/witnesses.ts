import { authorizationErrors } from "./authorization/witnesses";
import { automationErrors, automationLimits, automationStateChanges } from "./automation/witnesses";
import {
  backupErrors,
  backupLimits,
  backupStateChanges,
  backupVaultErrors,
} from "./backup/witnesses";
import { computeErrors, computeStateChanges } from "./compute/witnesses";
import { restorePointErrors } from "./compute/restore-point-witnesses";
import { eventGridErrors } from "./event-grid/witnesses";
import { frontErrors, frontHeaders } from "./front/witnesses";
import { graphErrors } from "./graph/witnesses";
import { keyVaultErrors } from "./key-vault/witnesses";
import {
  maintenanceErrors,
  maintenanceLimits,
  maintenanceStateChanges,
} from "./maintenance/witnesses";
import { managedIdentityErrors } from "./managed-identity/witnesses";
import { monitorErrors } from "./monitor/witnesses";
import { networkErrors } from "./network/witnesses";
import { policyErrors, policyStateChanges } from "./policy/witnesses";
import { resourceGraphErrors, resourceGraphLimits } from "./resource-graph/witnesses";
import {
  recoveryServicesErrors,
  recoveryServicesStateChanges,
} from "./recovery-services/witnesses";
import { resourceManagerErrors, resourceManagerLimits } from "./resource-manager/witnesses";
import { resourcesErrors, resourcesLimits } from "./resources/witnesses";
import { siteRecoveryHealthErrors } from "./site-recovery/health-witnesses";
import { siteRecoveryErrors, siteRecoveryStateChanges } from "./site-recovery/witnesses";
import { storageErrors } from "./storage/witnesses";

/*
 * The sources of everything that the simulated Azure does, beside the witness of each operation and
 * the assumptions. What has no row here does not compile; a row that nothing uses fails a test.
 */

/** Error codes by who answers them. A source that begins with `assumption:` is none. */
export const errors = {
  "Azure Resource Manager": resourceManagerErrors,
  "endpoint and sign-in": frontErrors,
  "Microsoft.Authorization": authorizationErrors,
  "Microsoft.Authorization (Azure Policy)": policyErrors,
  "Microsoft.Automation": automationErrors,
  "Microsoft.Compute": { ...computeErrors, ...restorePointErrors },
  "Microsoft.EventGrid": eventGridErrors,
  "Microsoft Graph": graphErrors,
  "Microsoft.Insights": monitorErrors,
  "Microsoft.KeyVault": keyVaultErrors,
  "Microsoft.Maintenance": maintenanceErrors,
  "Microsoft.ManagedIdentity": managedIdentityErrors,
  "Microsoft.Network": networkErrors,
  "Microsoft.RecoveryServices": { ...recoveryServicesErrors, ...backupVaultErrors },
  "Microsoft.RecoveryServices (Backup)": backupErrors,
  "Microsoft.RecoveryServices (Site Recovery)": siteRecoveryErrors,
  "Microsoft.ResourceGraph": resourceGraphErrors,
  "Microsoft.RecoveryServices (Site Recovery, health)": siteRecoveryHealthErrors,
  "Microsoft.Resources": resourcesErrors,
  "Microsoft.Storage": storageErrors,
} as const;

/** Headers of answers. */
export const headers = frontHeaders;

/** Limits that are enforced. */
export const limits = {
  ...resourceManagerLimits,
  ...automationLimits,
  ...backupLimits,
  ...maintenanceLimits,
  ...resourceGraphLimits,
  ...resourcesLimits,
} as const;

/** What Azure does by itself as time goes by. */
export const stateChanges = {
  ...automationStateChanges,
  ...backupStateChanges,
  ...computeStateChanges,
  ...maintenanceStateChanges,
  ...policyStateChanges,
  ...recoveryServicesStateChanges,
  ...siteRecoveryStateChanges,
} as const;

type KeysOf<T> = T extends unknown ? Extract<keyof T, string> : never;

/** A code of Azure's error envelope. */
export type ErrorCode = KeysOf<(typeof errors)[keyof typeof errors]>;

/** Name of an answer's header, in lower case. */
export type Header = keyof typeof headers;

/** A change that no request makes; see `Platform.later`. */
export type StateChange = keyof typeof stateChanges;
