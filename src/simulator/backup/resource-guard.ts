import type { Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { vaultType } from "../site-recovery/vault-entities";
import { backupPaths, examples, requireBackupVault } from "./backup-paths";

/** The resource guards of a vault: none. `az backup` asks for them before it stops a protection. */
export const resourceGuardOperations: Operation[] = [
  {
    id: "ResourceGuardProxies_Get",
    method: "GET",
    path: `${backupPaths.vault}/backupResourceGuardProxies`,
    action: `${vaultType}/backupResourceGuardProxies/read`,
    witness:
      `${examples}/ResourceGuardProxyCRUD/ListResourceGuardProxy.json; ` +
      "seen of az backup protection disable 2.91",
    handle: (call) => {
      requireBackupVault(call);
      return { status: 200, body: page(call, []) };
    },
  },
];
