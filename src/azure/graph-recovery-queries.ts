import { graphQuery, type GraphQuery, oneOf } from "./graph-query";

/** Which vaults a query is about. */
export interface VaultFilter {
  /** Ids, compared without case. Defaults to every vault. */
  readonly vaultIds?: readonly string[];
}

/** A Recovery Services vault. */
export interface VaultRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
}

/** Recovery Services vaults. Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources. */
export function vaultsQuery(filter: VaultFilter = {}): GraphQuery<VaultRow> {
  return graphQuery<VaultRow>(
    "vaults",
    "resources",
    ["where type =~ 'microsoft.recoveryservices/vaults'", ...oneOf("id", filter.vaultIds)],
    {
      id: "id",
      name: "name",
      resourceGroup: "resourceGroup",
      subscriptionId: "subscriptionId",
      location: "location",
    },
  );
}

/** A Recovery Services vault and the last job in it that updated mobility agents. */
export interface VaultWithUpdateJobRow extends VaultRow {
  /** Empty where there is no such job. */
  readonly jobId: string;
  readonly jobState: string;
  readonly jobStateDescription: string;
  readonly jobStartedAt: string;
  /** Empty while it runs. */
  readonly jobEndedAt: string;
  /** What the job was about: a mapping at night, an item when somebody asked for it. */
  readonly jobTargetId: string;
}

/**
 * Recovery Services vaults, each with its last job that updated mobility agents.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources
 * (`recoveryservicesresources`); Site Recovery API, `JobProperties`.
 */
export function vaultsWithUpdateJobQuery(
  filter: VaultFilter = {},
): GraphQuery<VaultWithUpdateJobRow> {
  const lastJobs = [
    "recoveryservicesresources",
    "where type =~ 'microsoft.recoveryservices/vaults/replicationjobs'",
    "where tostring(properties.scenarioName) =~ 'UpdateMobilityService'",
    "extend vaultId = tostring(split(tolower(id), '/replicationjobs/')[0]), began = todatetime(properties.startTime)",
    "summarize arg_max(began, id, properties) by vaultId",
    "project vaultId, jobId = id, job = properties",
  ].join(" | ");
  return graphQuery<VaultWithUpdateJobRow>(
    "vaultsWithUpdateJob",
    "resources",
    [
      "where type =~ 'microsoft.recoveryservices/vaults'",
      ...oneOf("id", filter.vaultIds),
      "extend vaultId = tolower(id)",
      `join kind=leftouter (${lastJobs}) on vaultId`,
    ],
    {
      id: "id",
      name: "name",
      resourceGroup: "resourceGroup",
      subscriptionId: "subscriptionId",
      location: "location",
      jobId: "jobId",
      jobState: "tostring(job.state)",
      jobStateDescription: "tostring(job.stateDescription)",
      jobStartedAt: "tostring(job.startTime)",
      jobEndedAt: "tostring(job.endTime)",
      jobTargetId: "tostring(job.targetObjectId)",
    },
  );
}

/** A replicated machine and its mobility agent. */
export interface ReplicatedMachineRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly vaultId: string;
  readonly friendlyName: string;
  /** In lower case. */
  readonly machineId: string;
  readonly protectionState: string;
  readonly replicationHealth: string;
  /** The health errors as Site Recovery answers them. */
  readonly healthErrors: readonly Readonly<Record<string, unknown>>[] | null;
  readonly recoveryContainerId: string;
  readonly agentVersion: string;
  readonly agentExpiryDate: string;
  /** Whether a newer agent is there. */
  readonly isAgentUpdateRequired: boolean | null;
  readonly vmProtectionState: string;
  readonly lastHeartbeat: string;
}

/**
 * Machines that Site Recovery replicates between Azure regions, with their agents. Fabrics and
 * container mappings, and with these the settings of agent auto-update, are in no table: they are
 * listed from each vault.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources
 * (`recoveryservicesresources`); Site Recovery API, `A2AReplicationDetails`.
 */
export function replicatedMachinesQuery(
  filter: VaultFilter = {},
): GraphQuery<ReplicatedMachineRow> {
  return graphQuery<ReplicatedMachineRow>(
    "replicatedMachines",
    "recoveryservicesresources",
    [
      "where type =~ 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems'",
      ...ofVaults("/replicationfabrics/", filter),
      "extend details = properties.providerSpecificDetails",
      "where tostring(details.instanceType) =~ 'A2A'",
    ],
    {
      id: "id",
      name: "name",
      vaultId: "vaultId",
      friendlyName: "tostring(properties.friendlyName)",
      machineId: "tolower(tostring(details.fabricObjectId))",
      protectionState: "tostring(properties.protectionState)",
      replicationHealth: "tostring(properties.replicationHealth)",
      healthErrors: "properties.healthErrors",
      recoveryContainerId: "tostring(properties.recoveryContainerId)",
      agentVersion: "tostring(details.agentVersion)",
      agentExpiryDate: "tostring(details.agentExpiryDate)",
      isAgentUpdateRequired: "details.isReplicationAgentUpdateRequired",
      vmProtectionState: "tostring(details.vmProtectionState)",
      lastHeartbeat: "tostring(details.lastHeartbeat)",
    },
  );
}

/** What stands in a vault tells its vault's id: all before the segment below it. */
export function ofVaults(segment: string, { vaultIds }: VaultFilter): string[] {
  return [
    `extend vaultId = tostring(split(tolower(id), '${segment}')[0])`,
    ...oneOf("vaultId", vaultIds),
  ];
}
