import { vaultImmutabilityFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { settingsOfVault, vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippet } from "./with-component";

const path = "properties.securitySettings.immutabilitySettings.state";
const enough = ["Unlocked", "Locked"];

export const immutable = stackRule({
  id: "EVG-VAULT-022",
  title: "Backups cannot be deleted before their time",
  severity: "medium",
  why: "Whoever encrypts a fleet deletes its backups first; an immutable vault refuses that until they expire.",
  remediation: [
    'Set `securitySettings: { immutabilitySettings: { state: "Unlocked" } }` in the vault\'s `properties`; "Locked" is for good.',
    "A vault whose backups go with the stack (`protectedItemsOnDestroy` is `SoftDeleted`) cannot be immutable, and is not judged.",
  ],
  withComponent: vaultSnippet,
  frameworks: [benchmark("BR-2")],
  tags: ["vaults", "backup"],
  references: ["learn.microsoft.com azure/backup/backup-azure-immutable-vault-concept"],
  parameters: {
    locked: {
      type: "boolean",
      description: "Whether immutability must be such that nobody can switch it off.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, stack, parameters) => {
    const state = vault.inputs.text(path);
    const wanted = parameters.locked === true ? ["Locked"] : enough;
    if (state !== undefined && wanted.includes(state)) {
      return [];
    }
    const onDestroy = settingsOfVault(vault, stack)?.inputs.text("protectedItemsOnDestroy");
    return onDestroy === "SoftDeleted" ? [] : vaultImmutabilityFindings(state, wanted, path);
  },
});
