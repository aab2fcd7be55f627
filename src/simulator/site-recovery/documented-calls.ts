import { mappingType, protectedItemType, vaultType } from "./vault-entities";

/** One kind of call of the agent updater, with the right it takes and where it is documented. */
export interface DocumentedCall {
  /** Right at the vault. */
  readonly action: string;
  /** The page of learn.microsoft.com, or the public file, that shows the call. */
  readonly source: string;
}

const script = "site-recovery/azure-to-azure-autoupdate (the script's REST calls)";
const restReference = "rest/api/site-recovery/replication-protection-container-mappings/update";
const powerShell = "site-recovery/azure-to-azure-powershell";

/**
 * The calls by which Microsoft documents that agent auto-update is set on a vault's mappings. The
 * script makes three of them; the others are its REST and PowerShell counterparts.
 */
export const documentedCalls = {
  readVault: { action: `${vaultType}/read`, source: powerShell },
  listMappings: {
    action: `${vaultType}/replicationProtectionContainerMappings/read`,
    source: script,
  },
  updateMapping: { action: `${mappingType}/write`, source: script },
  readOperationStatus: {
    action: `${vaultType}/replicationOperationStatus/read`,
    source: script,
  },
  readOperationResult: { action: `${mappingType}/operationresults/read`, source: restReference },
  readJob: { action: `${vaultType}/replicationJobs/read`, source: powerShell },
  readMapping: { action: `${mappingType}/read`, source: powerShell },
} as const satisfies Record<string, DocumentedCall>;

/** The rights that the documented calls take, all at the vault. */
export const documentedActions: readonly string[] = Object.values(documentedCalls).map(
  ({ action }) => action,
);

const mobilityService = "site-recovery/azure-to-azure-autoupdate (manage updates manually)";

/** The calls of an update by hand, machine by machine. */
export const manualPushCalls = {
  listItems: { action: `${vaultType}/replicationProtectedItems/read`, source: mobilityService },
  readItem: { action: `${protectedItemType}/read`, source: mobilityService },
  updateMobilityService: {
    action: `${protectedItemType}/updateMobilityService/action`,
    source: "rest/api/site-recovery/replication-protected-items/update-mobility-service",
  },
} as const satisfies Record<string, DocumentedCall>;
