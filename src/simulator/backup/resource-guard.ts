import { asObject, asText, type JsonObject, mergePatch, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import { resourceNotFound } from "../resource-manager/arm-errors";
import { resourceType } from "../resource-manager/resource-type";
import { vaultType } from "../site-recovery/vault-entities";
import { backupPaths, examples, requireBackupVault } from "./backup-paths";

const type = `${vaultType}/backupResourceGuardProxies`;
const list = `${backupPaths.vault}/backupResourceGuardProxies`;
const witness = `${examples}/ResourceGuardProxyCRUD`;

/**
 * The resource guard of a vault, if it has one, under the one name that Azure takes. That it makes critical
 * operations wait for somebody else is not simulated.
 */
export const resourceGuardOperations: Operation[] = resourceType({
  type,
  path: `${list}/{resourceGuardProxyName}`,
  provisioningState: false,
  get: { id: "ResourceGuardProxy_Get", witness: `${witness}/GetResourceGuardProxy.json` },
  put: {
    id: "ResourceGuardProxy_Put",
    witness: `${witness}/PutResourceGuardProxy.json, whose one answer is 200`,
    created: 200,
  },
  delete: {
    id: "ResourceGuardProxy_Delete",
    witness: `${witness}/DeleteResourceGuardProxy.json`,
  },
  lists: [
    {
      id: "ResourceGuardProxies_Get",
      path: list,
      witness: `${witness}/ListResourceGuardProxy.json; seen of az backup protection disable 2.91`,
    },
  ],
  required: ["properties.resourceGuardResourceId"],
  parentNotFound: (call, parentId) =>
    resourceNotFound(
      vaultType,
      [parentId.slice(parentId.lastIndexOf("/") + 1)],
      call.parameters.resourceGroupName ?? "",
    ),
  // Who puts a vault under a guard must be able to read it: learn.microsoft.com backup/multi-user-authorization-concept.
  links: (_call, body) => [
    {
      action: "Microsoft.DataProtection/resourceGuards/read",
      scope: asText(valueAt(body, "properties.resourceGuardResourceId")) ?? "",
    },
  ],
  written: (call) => {
    setAuthorization(call, "Enabled");
  },
  deleted: (call) => {
    setAuthorization(call, "Disabled");
  },
});

/** Source: GETVault.json (multiUserAuthorization). */
function setAuthorization(call: Call, state: string): void {
  const vault = requireBackupVault(call);
  const change: JsonObject = { securitySettings: { multiUserAuthorization: state } };
  call.estate.put({ ...vault, properties: asObject(mergePatch(vault.properties, change)) });
}
