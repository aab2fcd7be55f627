import type { Finding } from "../azure/finding";
import {
  plannedItemsFindings,
  planRunbookFindings,
  planVaultFindings,
  planZonesFindings,
} from "../azure/recovery-plan-rules";
import { containsUnknown, type Properties } from "../plugin/handlers";
import { fabricType, planType, siteRecoveryUrl, vaultType } from "../arm/api";
import { asAzureObject, defined, objectsIn, textOf, type AzureObject } from "../arm/azure-object";
import { idProperty } from "./id-property";
import {
  groupsHeld,
  groupsSent,
  groupsProperty,
  itemIdsIn,
  runbookIdsIn,
  planGroups,
} from "./recovery-plan-groups";
import type { Session } from "./session";
import {
  textIn,
  type FixedProperty,
  type Judgement,
  type SiteRecoveryKind,
} from "./site-recovery-kind";

const fabric = "the id of a replication fabric";

function zone(name: string): FixedProperty {
  return {
    name,
    meaning: "a zone",
    optional: true,
    same: (left, right) => left === right,
    findings: () => [],
  };
}

/** The order in which replicated machines fail over, and what is done in between. */
export const replicationRecoveryPlan: SiteRecoveryKind = {
  token: "azure-evergreen:index:ReplicationRecoveryPlan",
  noun: "recovery plan",
  type: planType,
  segment: "replicationRecoveryPlans",
  parent: idProperty("vaultId", vaultType, "the id of a Recovery Services vault"),
  nameProperty: "planName",
  fixed: [
    idProperty("primaryFabricId", fabricType, fabric),
    idProperty("recoveryFabricId", fabricType, fabric),
    zone("primaryZone"),
    zone("recoveryZone"),
  ],
  changeable: planGroups,
  told: [],
  creationBody: (inputs) => {
    const { primaryZone, recoveryZone } = inputs;
    const zones = defined({ primaryZone, recoveryZone });
    return {
      properties: {
        primaryFabricId: textIn(inputs, "primaryFabricId"),
        recoveryFabricId: textIn(inputs, "recoveryFabricId"),
        failoverDeploymentModel: "ResourceManager",
        groups: groupsSent(inputs[groupsProperty]),
        ...(Object.keys(zones).length > 0 && {
          providerSpecificInput: [{ instanceType: "A2A", ...zones }],
        }),
      },
    };
  },
  changeRequests: (id, { properties }, inputs) => [
    {
      method: "PATCH",
      url: siteRecoveryUrl(id),
      body: {
        properties: {
          groups: groupsSent(inputs[groupsProperty], itemIdsIn(groupsHeld(properties.groups))),
        },
      },
    },
  ],
  instanceType: {
    expected: "A2A",
    held: (object) => textOf(detailsOf(object).instanceType),
  },
  // A plan has no removal in order: its DELETE takes the plan away and leaves its machines replicated.
  isPurged: () => true,
  read: (object) => {
    const { properties } = object;
    const { primaryZone, recoveryZone } = detailsOf(object);
    return {
      inputs: defined({
        primaryFabricId: textOf(properties.primaryFabricId),
        recoveryFabricId: textOf(properties.recoveryFabricId),
        primaryZone: textOf(primaryZone),
        recoveryZone: textOf(recoveryZone),
        groups: groupsHeld(properties.groups),
      }),
      told: {},
    };
  },
  usedBy: () => Promise.resolve(undefined),
  failures: (known) => {
    const { vaultId, primaryFabricId, recoveryFabricId, primaryZone, recoveryZone } = known;
    const ids = [
      { path: "primaryFabricId", id: primaryFabricId },
      { path: "recoveryFabricId", id: recoveryFabricId },
    ].flatMap(({ path, id }) => (id === undefined ? [] : [{ path, id }]));
    const findings: Finding[] = [
      ...(vaultId === undefined ? [] : planVaultFindings(vaultId, ids)),
      ...(primaryFabricId === undefined || recoveryFabricId === undefined
        ? []
        : planZonesFindings(
            { primaryFabricId, recoveryFabricId, primaryZone, recoveryZone },
            "primaryZone",
          )),
    ];
    return findings.map(({ propertyPath: property, message, fix, ruleId }) => ({
      property,
      reason: `${message} ${fix} [${ruleId}]`,
    }));
  },
  judge: itemFindings,
};

function detailsOf({ properties }: AzureObject): Properties {
  return objectsIn(properties.providerSpecificDetails)[0] ?? {};
}

/** The machines that a plan names are replicated, between its ends. */
async function itemFindings(session: Session, judgement: Judgement): Promise<Finding[]> {
  const { inputs, context, onUnreadable, isFinal } = judgement;
  const { vaultId, primaryFabricId, recoveryFabricId } = inputs;
  const itemIds = itemIdsIn(inputs[groupsProperty]).filter((id) => !containsUnknown(id));
  if (itemIds.length === 0 || [vaultId, primaryFabricId, recoveryFabricId].some(containsUnknown)) {
    return [];
  }
  let items: AzureObject[];
  try {
    const client = await session.client();
    const url = siteRecoveryUrl(textIn(inputs, "vaultId"), "replicationProtectedItems");
    items = (await client.list(url, context.signal)).map(asAzureObject);
  } catch (error) {
    onUnreadable(error);
    return [];
  }
  return [
    ...runbookIdsIn(inputs[groupsProperty]).flatMap((id) =>
      planRunbookFindings(textIn(inputs, "vaultId"), id, groupsProperty),
    ),
    ...planVaultFindings(
      textIn(inputs, "vaultId"),
      itemIds.map((id) => ({ id, path: groupsProperty })),
    ),
    ...plannedItemsFindings(
      {
        itemIds,
        items: items.map(({ id = "", properties }) => ({
          id,
          recoveryFabricId: textOf(properties.recoveryFabricId) ?? "",
        })),
        primaryFabricId: textIn(inputs, "primaryFabricId"),
        recoveryFabricId: textIn(inputs, "recoveryFabricId"),
        isFinal,
      },
      groupsProperty,
    ),
  ];
}
