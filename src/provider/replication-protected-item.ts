import type { ArmClient } from "../arm/arm-client";
import { asObject } from "../arm/errors";
import {
  failedOver,
  firstReplicationFailed,
  firstReplicationGoesOn,
  testFailoverPending,
} from "../azure/protected-item-states";
import { replicationWaitFindings } from "../azure/replicated-machine-rules";
import { parentId, sameId } from "../azure/resource-id";
import { isUnknown, type CheckFailure, type Properties } from "../plugin/handlers";
import {
  containerType,
  itemType,
  policyType,
  siteRecoveryUrl,
  virtualMachineType,
} from "../arm/api";
import {
  asAzureObject,
  azureObject,
  defined,
  objectsIn,
  textOf,
  type AzureObject,
} from "../arm/azure-object";
import { failuresOf } from "./findings";
import { idProperty } from "./id-property";
import {
  enablingDetails,
  isSetAfterwards,
  itemSettings,
  settingsHeld,
  settingsRequests,
} from "./protected-item-settings";
import { nameOf, oneVaultFailures, vaultOf } from "./replicated-machines";
import { textIn, type SiteRecoveryKind } from "./site-recovery-kind";

const defaultWaitInMinutes = 180;

/** A machine that is replicated from one Azure region or zone to another. */
export const replicationProtectedItem: SiteRecoveryKind = {
  token: "azure-evergreen:index:ReplicationProtectedItem",
  noun: "protected item",
  type: itemType,
  segment: "replicationProtectedItems",
  parent: idProperty(
    "protectionContainerId",
    containerType,
    "the id of a replication protection container",
  ),
  nameProperty: "itemName",
  fixed: [
    idProperty("virtualMachineId", virtualMachineType, "the id of a virtual machine"),
    idProperty(
      "targetProtectionContainerId",
      containerType,
      "the id of a replication protection container",
    ),
    idProperty("policyId", policyType, "the id of a replication policy"),
  ],
  changeable: itemSettings,
  options: [
    { name: "waitInMinutes", failures: waitFailures },
    { name: "purgeOnDelete", failures: choiceFailures },
  ],
  told: [
    "protectionState",
    "activeLocation",
    "replicationHealth",
    "agentVersion",
    "agentUpdateRequired",
    "agentExpiryDate",
    "recoveryVirtualMachineId",
  ],
  creationBody: (inputs) => ({
    properties: {
      policyId: textIn(inputs, "policyId"),
      protectableItemId: "",
      providerSpecificDetails: {
        ...enablingDetails(asObject(inputs.settings) ?? {}),
        fabricObjectId: textIn(inputs, "virtualMachineId"),
        recoveryContainerId: textIn(inputs, "targetProtectionContainerId"),
      },
    },
  }),
  changeRequests: (id, object, inputs) =>
    settingsRequests(id, object, asObject(inputs.settings) ?? {}),
  isSetAfterwards,
  longestWait: ({ waitInMinutes }) =>
    (typeof waitInMinutes === "number" ? waitInMinutes : defaultWaitInMinutes) * 60_000,
  instanceType: {
    expected: "A2A",
    held: (object) => textOf(detailsOf(object).instanceType),
  },
  removalBody: {
    properties: {
      disableProtectionReason: "NotSpecified",
      replicationProviderInput: { instanceType: "A2A" },
    },
  },
  isPurged: ({ purgeOnDelete }) => purgeOnDelete === true,
  read: (object) => {
    const { properties } = object;
    const details = detailsOf(object);
    return {
      inputs: defined({
        virtualMachineId: textOf(details.fabricObjectId),
        targetProtectionContainerId: textOf(properties.recoveryContainerId),
        policyId: textOf(properties.policyId),
        settings: settingsHeld(object),
      }),
      told: {
        protectionState: stateOf(object),
        activeLocation: textOf(properties.activeLocation) ?? "",
        replicationHealth: textOf(properties.replicationHealth) ?? "",
        agentVersion: textOf(details.agentVersion) ?? "",
        agentUpdateRequired: details.isReplicationAgentUpdateRequired === true,
        agentExpiryDate: textOf(details.agentExpiryDate) ?? "",
        recoveryVirtualMachineId: textOf(details.recoveryFabricObjectId) ?? "",
      },
    };
  },
  isInProgress: (object) => firstReplicationGoesOn(stateOf(object)),
  progress: (object) => {
    const percentage = detailsOf(object).monitoringPercentageCompletion;
    return `The protection state is "${stateOf(object)}"${typeof percentage === "number" ? `, ${percentage} % are copied` : ""}.`;
  },
  unfinished: (object) =>
    firstReplicationFailed(stateOf(object))
      ? `The initial replication failed (${stateOf(object)}): ${healthOf(object)} Remove the cause and resume it in the portal, or remove the item; the next \`pulumi up\` goes on from here.`
      : undefined,
  unchangeable: (object) =>
    failedOver(stateOf(object))
      ? `The machine is failed over (${stateOf(object)}): what runs now is in the ${textOf(object.properties.activeLocation) ?? "Recovery"} location. Settings are changed when it is protected again: commit the failover, reprotect and fail back.`
      : undefined,
  usedBy: (_client, id, _context, object) =>
    Promise.resolve(
      failedOver(stateOf(object)) ||
        testFailoverPending(textOf(object.properties.testFailoverState))
        ? `It is failed over: ${id}`
        : undefined,
    ),
  replicates: (item, id) => sameId(item.id ?? "", id),
  failures: oneVaultFailures,
  obstacle: async (client, id, inputs, signal) => {
    const other = await otherItemOf(client, id, inputs, signal);
    return other === undefined
      ? undefined
      : `Its machine is replicated already, by the protected item "${other.id ?? nameOf(other)}" of the same vault, as after a failover and a reprotection. Fail back and reprotect, import that item with its direction, or disable it first.`;
  },
  refusal: async (client, inputs, signal) => {
    const below = "providers/Microsoft.RecoveryServices/replicationEligibilityResults/default";
    const url = siteRecoveryUrl(textIn(inputs, "virtualMachineId"), below);
    const { properties } = azureObject(await client.get(url, signal));
    const said = objectsIn(properties.errors).flatMap(({ message, recommendedAction }) =>
      [message, recommendedAction].flatMap((each) => textOf(each) ?? []),
    );
    return said.length === 0
      ? undefined
      : `Azure says why the machine cannot be replicated: ${said.join(" ")}`;
  },
  removalObstacle: ({ properties }) =>
    testFailoverPending(textOf(properties.testFailoverState))
      ? "a test failover waits to be cleaned up. Clean it up, then remove it"
      : undefined,
  goneWith: async (client, id, inputs, signal) => {
    const other = await otherItemOf(client, id, inputs, signal);
    return other === undefined
      ? undefined
      : `It is not there, but "${other.id ?? nameOf(other)}" replicates its machine now, as after a failover and a reprotection. That item stays: disable it, or import it.`;
  },
};

function detailsOf({ properties }: AzureObject): Properties {
  return asObject(properties.providerSpecificDetails) ?? {};
}

/** Of the two words for it, that of the item tells failovers too. */
function stateOf(object: AzureObject): string {
  return (
    textOf(object.properties.protectionState) ?? textOf(detailsOf(object).vmProtectionState) ?? ""
  );
}

function healthOf({ properties }: AzureObject): string {
  const errors = Array.isArray(properties.healthErrors) ? properties.healthErrors : [];
  const messages = errors.flatMap((error) => textOf(asObject(error)?.errorMessage) ?? []);
  return messages.length === 0 ? "Azure gives no reason." : messages.join(" ");
}

/** Another item of the vault for the same machine; after a reprotection it stands, under its name, in the target container. */
async function otherItemOf(
  client: ArmClient,
  id: string,
  inputs: Properties,
  signal: AbortSignal,
): Promise<AzureObject | undefined> {
  const machine = textOf(inputs.virtualMachineId) ?? "";
  const target = textOf(inputs.targetProtectionContainerId) ?? "";
  const name = id.split("/").at(-1) ?? "";
  const url = siteRecoveryUrl(vaultOf(id), "replicationProtectedItems");
  const items = (await client.list(url, signal)).map(asAzureObject);
  return items.find((item) => {
    const itemId = item.id ?? "";
    const details = detailsOf(item);
    return (
      !sameId(itemId, id) &&
      ([details.fabricObjectId, details.recoveryFabricObjectId].some((each) =>
        sameId(textOf(each) ?? "", machine),
      ) ||
        (sameId(itemId, `${target}/replicationProtectedItems/${name}`) &&
          sameId(textOf(item.properties.recoveryContainerId) ?? "", parentId(id) ?? "")))
    );
  });
}

function waitFailures(value: unknown): CheckFailure[] {
  return value === undefined || isUnknown(value)
    ? []
    : failuresOf(replicationWaitFindings(value, "waitInMinutes"));
}

function choiceFailures(value: unknown): CheckFailure[] {
  return value === undefined || isUnknown(value) || typeof value === "boolean"
    ? []
    : [{ property: "purgeOnDelete", reason: "purgeOnDelete must be true or false." }];
}
