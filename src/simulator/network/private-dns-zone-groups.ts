import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import type { LinkedScope, Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { deleting, examples, writing } from "./network-work";

const type = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups";
const list = groupPath(
  "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups",
);

/** The private DNS zones in which the addresses of a private endpoint stand. No records are made. */
export const privateDnsZoneGroupOperations: Operation[] = resourceType({
  type,
  path: `${list}/{privateDnsZoneGroupName}`,
  get: {
    id: "PrivateDnsZoneGroups_Get",
    witness: `${examples}/PrivateEndpointDnsZoneGroupGet.json`,
  },
  put: {
    id: "PrivateDnsZoneGroups_CreateOrUpdate",
    witness: `${examples}/PrivateEndpointDnsZoneGroupCreate.json`,
    longRunning: writing,
  },
  delete: {
    id: "PrivateDnsZoneGroups_Delete",
    witness: `${examples}/PrivateEndpointDnsZoneGroupDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "PrivateDnsZoneGroups_List",
      path: list,
      witness: `${examples}/PrivateEndpointDnsZoneGroupList.json`,
    },
  ],
  links: (_call, body) => zonesOf(body),
  complete: (_call, body) => ({
    properties: { privateDnsZoneConfigs: configsOf(body).map(withRecordSets) },
  }),
});

/** Source: Azure/data-landing-zone issue 203. */
function zonesOf(body: unknown): LinkedScope[] {
  return configsOf(body).map((config) => ({
    action: "Microsoft.Network/privateDnsZones/join/action",
    scope: asText(valueAt(config, "properties.privateDnsZoneId")) ?? "",
  }));
}

function configsOf(body: unknown): JsonObject[] {
  return asArray(valueAt(body, "properties.privateDnsZoneConfigs")).map(asObject);
}

function withRecordSets(config: JsonObject): JsonObject {
  return { ...config, properties: { ...asObject(config.properties), recordSets: [] } };
}
