import { resourceGuardFindings } from "../../../azure/vault-standards";
import { firstInside, vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

export const guarded = stackRule({
  id: "EVG-VAULT-023",
  title: "Critical operations of a vault take two people",
  severity: "low",
  why: "With a resource guard of other owners nobody can switch soft delete off, or shorten retention, alone.",
  remediation: [
    "Add a `ResourceGuardProxy` named `VaultProxy` to the vault, with the `resourceGuardResourceId` of a guard that others own.",
  ],
  withComponent: vaultSnippetWith(
    `multiUserAuthorization: {
    resourceGuardId:
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/security/providers/Microsoft.DataProtection/resourceGuards/fleet",
  }`,
  ),
  tags: ["vaults", "backup", "access"],
  references: ["learn.microsoft.com azure/backup/multi-user-authorization-concept"],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether every vault must be under a resource guard.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, stack, parameters) =>
    parameters.required === true
      ? resourceGuardFindings(
          firstInside(vault, `${vaultType}/backupResourceGuardProxies`, stack) !== undefined,
          "properties",
        )
      : [],
});
