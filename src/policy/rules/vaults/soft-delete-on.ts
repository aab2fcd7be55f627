import { softDeleteOnFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { withProperty } from "../../model/with-property";
import { vaultType } from "../../readings/recovery-vault";
import { resourceRule } from "../../rule";
import { vaultSnippet } from "./with-component";

const path = "properties.securitySettings.softDeleteSettings.softDeleteState";

export const softDeleteOn = resourceRule({
  id: "EVG-VAULT-021",
  title: "Deleted backups can be brought back",
  severity: "high",
  why: "Without soft delete one wrong call, or one stolen account, takes the backups for good.",
  remediation: [
    'Set `securitySettings: { softDeleteSettings: { softDeleteState: "Enabled" } }` in the vault\'s `properties`, or "AlwaysON", which can never be switched off.',
  ],
  withComponent: vaultSnippet,
  frameworks: [benchmark("BR-2")],
  tags: ["vaults", "backup"],
  references: ["learn.microsoft.com azure/backup/secure-by-default"],
  parameters: {
    alwaysOn: {
      type: "boolean",
      description: "Whether soft delete must be such that nobody can switch it off.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, parameters) =>
    softDeleteOnFindings(
      vault.inputs.text(path),
      parameters.alwaysOn === true ? ["AlwaysON"] : ["Enabled", "AlwaysON"],
      path,
    ),
  // What is for good is for somebody to decide.
  remediate: (properties) => withProperty(properties, path, "Enabled"),
});
