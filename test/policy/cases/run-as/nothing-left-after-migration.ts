import { automationAccount, group, mapping, vault } from "../../fixtures";
import { connection, inAccount, runAsAssets, runAsConnection } from "../../fixtures-automation";
import {
  type RuleCases,
  subscriptionId,
  ref,
  resource,
  withArgs,
  withProperty,
  without,
} from "../../program";

/** What a \`RunAsAccount\` makes, with the role of Microsoft's script. */
const role = resource("authorization:RoleDefinition", "role", {
  scope: `/subscriptions/${subscriptionId}`,
  roleDefinitionId: "55555555-5555-4555-8555-555555555555",
  roleName: "Automation RunAs Contributor",
});
const assignment = resource("authorization:RoleAssignment", "assignment", {
  scope: `/subscriptions/${subscriptionId}`,
  roleAssignmentName: "66666666-6666-4666-8666-666666666666",
  principalId: "77777777-7777-4777-8777-777777777777",
  roleDefinitionId: ref("role"),
});

export const cases: RuleCases = {
  rule: "EVG-RUNAS-022",
  compliant: [
    [group, automationAccount, vault, mapping, connection],
    withProperty(
      [group, automationAccount, vault, mapping, runAsAssets, runAsConnection, role, assignment],
      "mapping",
      "properties.providerSpecificInput.automationAccountAuthenticationType",
      undefined,
    ),
    [group, automationAccount, runAsAssets, runAsConnection, role, assignment],
  ],
  failing: [
    {
      title: "the connection",
      change: (program) =>
        withArgs(program, "connection", {
          connectionName: "AzureRunAsConnection",
          connectionType: { name: "AzureServicePrincipal" },
        }),
      messages: [
        `connectionType.name: Agent auto-update of "mapping" already signs in by identity, and the connection "AzureRunAsConnection" of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.`,
      ],
    },
    {
      title: "the certificate",
      change: (program) => [
        ...program,
        inAccount("Certificate", "certificate", {
          certificateName: "AzureRunAsCertificate",
          base64Value: "MIIB",
        }),
      ],
      messages: [
        `certificateName: Agent auto-update of "mapping" already signs in by identity, and the certificate "AzureRunAsCertificate" of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.`,
      ],
    },
    {
      title: "the assets of our provider",
      change: (program) => [...program, runAsAssets],
      messages: [
        `automationAccountId: Agent auto-update of "mapping" already signs in by identity, and the pair of connection and certificate of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.`,
      ],
      resource: "assets",
    },
    {
      title: "the role assignment",
      change: (program) => [...program, role, assignment],
      messages: [
        `principalId: Agent auto-update of "mapping" already signs in by identity, and the role assignment of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.`,
      ],
      resource: "assignment",
    },
    {
      title: "a vault's setting in our provider's words",
      change: (program) => [
        ...without(program, "mapping"),
        runAsAssets,
        resource("azure-evergreen:index:VaultAgentAutoUpdate", "updates", {
          vaultId: ref("vault"),
          agentAutoUpdate: { status: "Enabled", automationAccountId: ref("account") },
        }),
      ],
      messages: [
        `automationAccountId: Agent auto-update of "updates" already signs in by identity, and the pair of connection and certificate of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.`,
      ],
    },
  ],
  unknown: [{ resource: "connection", property: "connectionType.name" }],
};
