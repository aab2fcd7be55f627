import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { settingsOfVault } from "./recovery-vault";

/** Whether a vault is encrypted with a key of one's own, which our provider's settings can give it too. A key whose address is not known yet is one. */
export function hasOwnKey(vault: DeclaredResource, stack: DeclaredStack): boolean {
  return (
    vault.inputs.has("properties.encryption.keyVaultProperties.keyUri") ||
    settingsOfVault(vault, stack)?.inputs.has("encryption") === true
  );
}
