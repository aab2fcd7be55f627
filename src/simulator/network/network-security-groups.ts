import { deterministicGuid } from "../../azure/guid";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { networkInterfaceType } from "./network-interfaces";
import { deleting, examples, writing } from "./network-work";
import { subnetType } from "./subnets";

const groupType = "Microsoft.Network/networkSecurityGroups";

/** Network security groups with their rules. */
export const networkSecurityGroupOperations: Operation[] = resourceType({
  type: groupType,
  path: groupPath(`${groupType}/{networkSecurityGroupName}`),
  location: "required",
  get: { id: "NetworkSecurityGroups_Get", witness: `${examples}/NetworkSecurityGroupGet.json` },
  put: {
    id: "NetworkSecurityGroups_CreateOrUpdate",
    witness: `${examples}/NetworkSecurityGroupCreateWithRule.json`,
    longRunning: writing,
  },
  patch: {
    id: "NetworkSecurityGroups_UpdateTags",
    witness: `${examples}/NetworkSecurityGroupUpdateTags.json`,
  },
  delete: {
    id: "NetworkSecurityGroups_Delete",
    witness: `${examples}/NetworkSecurityGroupDelete.json`,
    longRunning: deleting,
  },
  lists: [
    {
      id: "NetworkSecurityGroups_List",
      path: groupPath(groupType),
      witness: `${examples}/NetworkSecurityGroupList.json`,
    },
    {
      id: "NetworkSecurityGroups_ListAll",
      path: subscriptionPath(groupType),
      witness: `${examples}/NetworkSecurityGroupListAll.json`,
    },
  ],
  complete: (call, body) => ({
    properties: {
      securityRules: asArray(valueAt(body, "properties.securityRules"))
        .map(asObject)
        .map((rule) => storedRule(call.path, "securityRules", rule)),
      defaultSecurityRules: defaultRules.map((rule) =>
        storedRule(call.path, "defaultSecurityRules", rule),
      ),
      resourceGuid: deterministicGuid("network security group", call.path),
    },
  }),
  beforeDelete: requireUnused,
});

function storedRule(groupId: string, segment: string, rule: JsonObject): JsonObject {
  const name = asText(rule.name) ?? "";
  return {
    id: `${groupId}/${segment}/${name}`,
    name,
    type: `${groupType}/${segment}`,
    properties: { provisioningState: "Succeeded", ...asObject(rule.properties) },
  };
}

/** Source: NetworkSecurityGroupCreateWithRule.json. */
const descriptions = {
  AllowVnetInBound: "Allow inbound traffic from all VMs in VNET",
  AllowAzureLoadBalancerInBound: "Allow inbound traffic from azure load balancer",
  DenyAllInBound: "Deny all inbound traffic",
  AllowVnetOutBound: "Allow outbound traffic from all VMs to all VMs in VNET",
  AllowInternetOutBound: "Allow outbound traffic from all VMs to Internet",
  DenyAllOutBound: "Deny all outbound traffic",
} as const;

/** Source: learn.microsoft.com virtual-network/network-security-groups-overview (default security rules). */
const defaultRules: readonly JsonObject[] = (
  [
    ["AllowVnetInBound", 65000, "Inbound", "VirtualNetwork", "VirtualNetwork", "Allow"],
    ["AllowAzureLoadBalancerInBound", 65001, "Inbound", "AzureLoadBalancer", "*", "Allow"],
    ["DenyAllInBound", 65500, "Inbound", "*", "*", "Deny"],
    ["AllowVnetOutBound", 65000, "Outbound", "VirtualNetwork", "VirtualNetwork", "Allow"],
    ["AllowInternetOutBound", 65001, "Outbound", "*", "Internet", "Allow"],
    ["DenyAllOutBound", 65500, "Outbound", "*", "*", "Deny"],
  ] as const
).map(([name, priority, direction, from, to, access]) => ({
  name,
  properties: {
    description: descriptions[name],
    protocol: "*",
    sourcePortRange: "*",
    destinationPortRange: "*",
    sourceAddressPrefix: from,
    destinationAddressPrefix: to,
    access,
    priority,
    direction,
  },
}));

/** Source: learn.microsoft.com virtual-network/manage-network-security-group (delete: not while associated), aka.ms/deletensg. */
function requireUnused(call: Call, group: StoredResource): void {
  const users = [
    ...call.estate.ofType(subnetType),
    ...call.estate.ofType(networkInterfaceType),
  ].filter((user) =>
    sameId(asText(valueAt(user, "properties.networkSecurityGroup.id")) ?? "", group.id),
  );
  if (users.length > 0) {
    throw new ArmError(
      400,
      "InUseNetworkSecurityGroupCannotBeDeleted",
      `Network security group ${group.id} cannot be deleted because it is in use by the following ` +
        `resources: ${users.map(({ id }) => id).join(", ")}. In order to delete the Network security ` +
        "group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.",
    );
  }
}
