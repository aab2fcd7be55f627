import { resourceNotFound } from "../resource-manager/arm-errors";
import type { StoredResource } from "../estate";
import type { Call, Platform } from "../operation";
import { fillPath, groupPath } from "../resource-manager/path-template";
import { entityMissing } from "./site-recovery-errors";

export const vaultType = "Microsoft.RecoveryServices/vaults";
export const fabricType = `${vaultType}/replicationFabrics`;
export const containerType = `${fabricType}/replicationProtectionContainers`;
export const mappingType = `${containerType}/replicationProtectionContainerMappings`;
export const protectedItemType = `${containerType}/replicationProtectedItems`;
export const networkType = `${fabricType}/replicationNetworks`;
export const networkMappingType = `${networkType}/replicationNetworkMappings`;
export const recoveryPlanType = `${vaultType}/replicationRecoveryPlans`;
export const jobType = `${vaultType}/replicationJobs`;
export const policyType = `${vaultType}/replicationPolicies`;

/** Path templates, with the parameter names of Microsoft's specification. */
export const paths = (() => {
  const vault = groupPath(`${vaultType}/{resourceName}`);
  const fabric = `${vault}/replicationFabrics/{fabricName}`;
  const container = `${fabric}/replicationProtectionContainers/{protectionContainerName}`;
  const network = `${fabric}/replicationNetworks/{networkName}`;
  return {
    vault,
    fabric,
    container,
    mapping: `${container}/replicationProtectionContainerMappings/{mappingName}`,
    protectedItem: `${container}/replicationProtectedItems/{replicatedProtectedItemName}`,
    network,
    networkMapping: `${network}/replicationNetworkMappings/{networkMappingName}`,
    policy: `${vault}/replicationPolicies/{policyName}`,
    recoveryPlan: `${vault}/replicationRecoveryPlans/{recoveryPlanName}`,
    job: `${vault}/replicationJobs/{jobName}`,
    vaultSetting: `${vault}/replicationVaultSettings/{vaultSettingName}`,
  };
})();

/** The one network of an Azure fabric: a fixed name, nothing stored. */
export const azureNetworkName = "azureNetwork";

const vaultSegments = 9;

/** Id of the vault that an id below it belongs to. */
export function vaultIdOf(id: string): string {
  return id.split("/").slice(0, vaultSegments).join("/");
}

/** Site Recovery writes the first segment with a capital. Source: every official example, such as ReplicationFabrics_Create.json. */
export function asSiteRecoveryId(id: string): string {
  return id.replace(/^\/subscriptions\//i, "/Subscriptions/");
}

/** Id of what a call's path names, cased as Site Recovery cases it. */
export function entityId(call: Call, template: string): string {
  const path = fillPath(template, call.parameters);
  const vault = requireVault(call);
  return asSiteRecoveryId(`${vault.id}${path.slice(vaultIdOf(path).length)}`);
}

export function requireVault(call: Call): StoredResource {
  const id = vaultIdOf(call.path);
  const vault = call.estate.get(id);
  if (vault === undefined) {
    const [, , , , group = "", , , , name = ""] = id.split("/");
    throw resourceNotFound(vaultType, [name], group);
  }
  return vault;
}

/** Refuses an id when the vault or an entity above it is not there. */
export function requireAncestors(call: Call, id: string): void {
  requireVault(call);
  const segments = id.split("/");
  for (let end = vaultSegments + 2; end <= segments.length - 2; end += 2) {
    const ancestor = segments.slice(0, end).join("/");
    const azureNetwork =
      segments[end - 2]?.toLowerCase() === "replicationnetworks" &&
      segments[end - 1]?.toLowerCase() === azureNetworkName.toLowerCase();
    if (!azureNetwork && call.estate.get(ancestor) === undefined) {
      throw entityMissing(ancestor);
    }
  }
}

/** The stored entity of an id; refused in Site Recovery's words when it, or something above it, is not there. */
export function requireEntity(call: Call, id: string): StoredResource {
  requireAncestors(call, id);
  const entity = call.estate.get(id);
  if (entity === undefined) {
    throw entityMissing(id);
  }
  return entity;
}

/** Entities of one type at or below a scope, in the order of creation. */
export function entitiesWithin(platform: Platform, scope: string, type: string): StoredResource[] {
  const wanted = type.toLowerCase();
  return platform.estate.within(scope).filter((resource) => resource.type.toLowerCase() === wanted);
}
