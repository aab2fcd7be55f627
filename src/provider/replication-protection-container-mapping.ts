import { asObject } from "../arm/errors";
import { agentAutoUpdate, blockHeld, inputOf } from "./agent-auto-update-block";
import { agentUpdaterFindings } from "./agent-updater-rules";
import { containerType, mappingType, policyType } from "../arm/api";
import { defined, textOf } from "../arm/azure-object";
import { isMappingChanging, replicatesOver } from "../arm/container-mappings";
import { idProperty } from "./id-property";
import { describeMachines, machinesReplicatedBy, oneVaultFailures } from "./replicated-machines";
import { textIn, type SiteRecoveryKind } from "./site-recovery-kind";

const container = "the id of a replication protection container";

/** The way from one protection container to another, with the policy and the agent updates on it. */
export const replicationProtectionContainerMapping: SiteRecoveryKind = {
  token: "azure-evergreen:index:ReplicationProtectionContainerMapping",
  noun: "container mapping",
  type: mappingType,
  segment: "replicationProtectionContainerMappings",
  parent: idProperty("protectionContainerId", containerType, container),
  nameProperty: "mappingName",
  fixed: [
    idProperty("targetProtectionContainerId", containerType, container),
    idProperty("policyId", policyType, "the id of a replication policy"),
  ],
  changeable: agentAutoUpdate,
  told: ["state", "health", "scheduleName", "jobScheduleName"],
  creationBody: (inputs) => ({
    properties: {
      policyId: textIn(inputs, "policyId"),
      targetProtectionContainerId: textIn(inputs, "targetProtectionContainerId"),
      providerSpecificInput: inputOf(inputs),
    },
  }),
  instanceType: {
    expected: "A2A",
    held: ({ properties }) => textOf(asObject(properties.providerSpecificDetails)?.instanceType),
  },
  removalBody: { properties: { providerSpecificInput: { instanceType: "A2A" } } },
  read: (object) => {
    const { properties } = object;
    const details = asObject(properties.providerSpecificDetails) ?? {};
    return {
      inputs: defined({
        targetProtectionContainerId: textOf(properties.targetProtectionContainerId),
        policyId: textOf(properties.policyId),
        agentAutoUpdate: blockHeld(object),
      }),
      told: {
        state: textOf(properties.state) ?? "",
        health: textOf(properties.health) ?? "",
        scheduleName: textOf(details.scheduleName) ?? "",
        jobScheduleName: textOf(details.jobScheduleName) ?? "",
      },
    };
  },
  isInProgress: isMappingChanging,
  usedBy: async (client, id, { signal }) => {
    const names = await machinesReplicatedBy(
      client,
      replicationProtectionContainerMapping,
      { id, inputs: {} },
      signal,
    );
    return names.length === 0 ? undefined : `It replicates ${describeMachines(names)}`;
  },
  replicates: (item, id, inputs) =>
    replicatesOver(
      {
        itemId: item.id ?? "",
        recoveryContainerId: textOf(item.properties.recoveryContainerId),
      },
      { id, targetContainerId: textOf(inputs.targetProtectionContainerId) },
    ),
  failures: oneVaultFailures,
  judge: agentUpdaterFindings,
  declared: (deployment, id, urn) => deployment.updateOwners.noteMapping(id, urn, "mappingName"),
  onJudged: (deployment, id, inputs) => {
    const block = asObject(inputs.agentAutoUpdate);
    const account = block?.status === "Enabled" ? textOf(block.automationAccountId) : undefined;
    deployment.noteAccount(id, account);
  },
};
