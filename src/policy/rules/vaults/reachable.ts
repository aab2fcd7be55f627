import { vaultAccessFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { linksTo, refuseUndecidedLinks } from "../../readings/private-endpoints";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const path = "properties.publicNetworkAccess";

export const reachable = stackRule({
  id: "EVG-VAULT-025",
  title: "A vault is reached, and only as wanted",
  severity: "medium",
  why: "A vault without public access and without a private endpoint is reached by nothing: backups and replication fail one by one.",
  remediation: [
    'Add a `PrivateEndpoint` to the vault where `publicNetworkAccess` is "Disabled".',
    'Agent auto-update needs "Enabled": it does not work with private endpoints.',
  ],
  withComponent: vaultSnippetWith(
    `publicNetworkAccessEnabled: false,
  privateEndpoints: {
    backup: {
      groupId: "AzureBackup",
      subnetId:
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/fleet/subnets/endpoints",
    },
  }`,
  ),
  frameworks: [benchmark("NS-2")],
  tags: ["vaults", "network"],
  references: ["learn.microsoft.com azure/backup/backup-azure-private-endpoints-configure-manage"],
  parameters: {
    privateOnly: {
      type: "boolean",
      description: "Whether no vault may be reached over the public internet.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, stack, parameters) => {
    const publicNetworkAccess = vault.inputs.text(path);
    const hasPrivateEndpoint = linksTo(vault, stack).length > 0;
    if (publicNetworkAccess === "Disabled" && !hasPrivateEndpoint) {
      refuseUndecidedLinks(stack);
    }
    return vaultAccessFindings(
      { publicNetworkAccess, hasPrivateEndpoint, privateOnly: parameters.privateOnly === true },
      path,
    );
  },
});
