import assert from "node:assert/strict";
import Module from "node:module";
import * as azureNative from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { deterministicGuid } from "../../src/azure/guid";
import { runAsContributorRole } from "../../src/azure/roles";
import { RunAsAccount, type RunAsAccountArgs } from "../../src/components/run-as-account";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  secretIn,
  subscriptionId,
  tenantId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const accountId = `${groupId}/providers/Microsoft.Automation/automationAccounts/runbooks`;
const keyVaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/secrets`;
const retirement =
  "automationAccountId: Run As accounts were retired on 30 September 2023: one signs in until its certificate ends, without support. Let runbooks and Site Recovery sign in with the account's system-assigned identity, then take this away. [EVG-RUNAS-001]";
const smallest = { automationAccountId: accountId };
const { permission, description } = runAsContributorRole();

function withArgs(args: RunAsAccountArgs) {
  return deploy((opts) => new RunAsAccount("legacy", args, opts));
}

describe("RunAsAccount", () => {
  it("makes application, certificate, keys, role and assets, and warns of the retirement", async () => {
    const deployed = await withArgs(smallest);

    assert.deepEqual(childrenOf(deployed), [
      "azuread:index/application:Application legacy-application",
      "azuread:index/servicePrincipal:ServicePrincipal legacy-principal",
      "azure-evergreen:index:RunAsCertificate legacy-certificate",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-first",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-second",
      "azure-evergreen:index:LeastPrivilegeRole legacy-role",
      "azure-native:authorization:RoleDefinition legacy-role-definition",
      "azure-native:authorization:RoleAssignment legacy-role-assignment-account",
      "azure-evergreen:index:RunAsAssets legacy-assets",
    ]);
    assert.deepEqual(deployed.warnings, [retirement]);
    assert.deepEqual(inputsOf(deployed, "legacy-application"), { displayName: "legacy" });
    const clientId = deterministicGuid("client", "legacy-application");
    assert.deepEqual(inputsOf(deployed, "legacy-principal"), { clientId });
    assert.deepEqual(inputsOf(deployed, "legacy-certificate"), { automationAccountId: accountId });
    const key = secretKey(inputsOf(deployed, "legacy-key-second"));
    assert.deepEqual(key, {
      applicationId: `/applications/${deterministicGuid("object", "legacy-application")}`,
      type: "AsymmetricX509Cert",
      encoding: "base64",
      value: "second key of legacy-certificate",
    });
    const definition = inputsOf(deployed, "legacy-role-definition");
    assert.equal(definition.roleName, "Automation RunAs Contributor (runbooks 9f799f01)");
    assert.equal(definition.description, description);
    assert.deepEqual(definition.permissions, [permission]);
    assert.deepEqual(definition.assignableScopes, [`/subscriptions/${subscriptionId}`]);
    const assignment = inputsOf(deployed, "legacy-role-assignment-account");
    assert.equal(assignment.scope, `/subscriptions/${subscriptionId}`);
    assert.equal(assignment.principalId, principalIdOf("legacy-principal"));
    const { pfx, ...assets } = inputsOf(deployed, "legacy-assets");
    assert.equal(secretIn(pfx), "pfx of legacy-certificate");
    assert.deepEqual(assets, {
      automationAccountId: accountId,
      connectionName: "AzureRunAsConnection",
      certificateName: "AzureRunAsCertificate",
      applicationId: clientId,
      tenantId,
      subscriptionId,
      thumbprint: "thumbprint of legacy-certificate",
      exportable: false,
    });
    assert.deepEqual(deployed.resources.find(({ name }) => name === "legacy-assets")?.dependsOn, [
      "legacy-key-first",
      "legacy-key-second",
      "legacy-role",
    ]);
    const { result } = deployed;
    assert.equal(await valueOf(result.clientId), clientId);
    assert.equal(await valueOf(result.principalId), principalIdOf("legacy-principal"));
    assert.equal(await valueOf(result.certificate), "certificate of legacy-certificate");
    assert.equal(await valueOf(result.certificateThumbprint), "thumbprint of legacy-certificate");
    assert.equal(await valueOf(result.certificateEndsAt), "2027-11-01T08:00:00Z");
    assert.equal(await valueOf(result.classicCertificate), "");
    assert.match(await valueOf(result.roleDefinitionId), /roleDefinitions/);
  });

  it("takes every argument", async () => {
    const deployed = await withArgs({
      ...smallest,
      applicationName: "runbooks",
      scope: groupId,
      roleName: "Run As",
      notActions: ["Microsoft.Storage/*"],
      keyVaults: {
        roles: { keyVaultId },
        policies: { keyVaultId, accessPoliciesUsed: true },
        narrow: { keyVaultId, accessPoliciesUsed: true, secretPermissions: ["get"] },
      },
      validityInDays: 90,
      renewalInDays: 30,
      certificateGeneration: "after the leak",
      certificateExportable: true,
      adopt: true,
      classic: { subscriptionName: "Fleet" },
    });

    assert.deepEqual(childrenOf(deployed), [
      "azuread:index/application:Application legacy-application",
      "azuread:index/servicePrincipal:ServicePrincipal legacy-principal",
      "azure-evergreen:index:RunAsCertificate legacy-certificate",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-first",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-second",
      "azure-evergreen:index:LeastPrivilegeRole legacy-role",
      "azure-native:authorization:RoleDefinition legacy-role-definition",
      "azure-native:authorization:RoleAssignment legacy-role-assignment-account",
      "azure-native:authorization:RoleAssignment legacy-vault-roles-reader",
      "azure-native:authorization:RoleAssignment legacy-vault-roles-secrets",
      "azure-native:authorization:RoleAssignment legacy-vault-policies-reader",
      "azure-native:keyvault:AccessPolicy legacy-vault-policies-policy",
      "azure-native:authorization:RoleAssignment legacy-vault-narrow-reader",
      "azure-native:keyvault:AccessPolicy legacy-vault-narrow-policy",
      "azure-evergreen:index:RunAsAssets legacy-assets",
      "azure-evergreen:index:RunAsCertificate legacy-classic-certificate",
      "azure-native:automation:Certificate legacy-classic-asset",
      "azure-native:automation:Connection legacy-classic-connection",
    ]);
    assert.deepEqual(deployed.warnings, [
      retirement,
      "classic: Classic resources were retired on 31 August 2024, and a classic certificate counts only once it is uploaded to the subscription by hand, after each renewal too. Leave classic out, unless a runbook reads these two assets. [EVG-RUNAS-005]",
    ]);
    assert.equal(inputsOf(deployed, "legacy-application").displayName, "runbooks");
    const period = { validityInDays: 90, renewalInDays: 30, generation: "after the leak" };
    assert.deepEqual(inputsOf(deployed, "legacy-certificate"), { ...smallest, ...period });
    assert.deepEqual(inputsOf(deployed, "legacy-classic-certificate"), { ...smallest, ...period });
    const definition = inputsOf(deployed, "legacy-role-definition");
    assert.equal(definition.roleName, "Run As");
    assert.deepEqual(definition.permissions, [
      { ...permission, notActions: [...permission.notActions, "Microsoft.Storage/*"] },
    ]);
    assert.equal(inputsOf(deployed, "legacy-role-assignment-account").scope, groupId);
    const roleOf = (name: string) => String(inputsOf(deployed, name).roleDefinitionId).slice(-36);
    assert.equal(roleOf("legacy-vault-roles-reader"), "21090545-7ca7-4776-b22c-e363652d74d2");
    assert.equal(roleOf("legacy-vault-roles-secrets"), "4633458b-17de-408a-b874-0445c86b69e6");
    const policy = (secrets: string[]) => ({
      resourceGroupName: "fleet",
      vaultName: "secrets",
      policy: { objectId: principalIdOf("legacy-principal"), tenantId, permissions: { secrets } },
    });
    assert.deepEqual(inputsOf(deployed, "legacy-vault-policies-policy"), policy(["get", "list"]));
    assert.deepEqual(inputsOf(deployed, "legacy-vault-narrow-policy"), policy(["get"]));
    const { exportable, adopt } = inputsOf(deployed, "legacy-assets");
    assert.deepEqual([exportable, adopt], [true, true]);
    const asset = inputsOf(deployed, "legacy-classic-asset");
    assert.equal(asset.certificateName, "AzureClassicRunAsCertificate");
    assert.equal(secretIn(asset.base64Value), "pfx of legacy-classic-certificate");
    assert.deepEqual(inputsOf(deployed, "legacy-classic-connection"), {
      resourceGroupName: "fleet",
      automationAccountName: "runbooks",
      connectionName: "AzureClassicRunAsConnection",
      name: "AzureClassicRunAsConnection",
      connectionType: { name: "AzureClassicCertificate" },
      fieldDefinitionValues: {
        SubscriptionName: "Fleet",
        SubscriptionId: subscriptionId,
        CertificateAssetName: "AzureClassicRunAsCertificate",
      },
    });
    assert.equal(
      await valueOf(deployed.result.classicCertificate),
      "certificate of legacy-classic-certificate",
    );
  });

  it("gives an application that exists a certificate of one's own, and an existing role", async () => {
    const [clientId, objectId, principalId] = ["a", "b", "c"].map((part) =>
      deterministicGuid(part),
    ) as [string, string, string];
    const deployed = await withArgs({
      ...smallest,
      existingApplication: { clientId, objectId, principalId },
      existingRole: "Reader",
      certificate: { pfx: "TUlJ", password: "canary" },
    });

    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:RunAsCertificate legacy-certificate",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-first",
      "azuread:index/applicationCertificate:ApplicationCertificate legacy-key-second",
      "azure-evergreen:index:LeastPrivilegeRole legacy-role",
      "azure-native:authorization:RoleAssignment legacy-role-assignment-account",
      "azure-evergreen:index:RunAsAssets legacy-assets",
    ]);
    assert.deepEqual(secretIn(inputsOf(deployed, "legacy").certificate), {
      pfx: "TUlJ",
      password: "canary",
    });
    const { ownPfx, ownPfxPassword } = inputsOf(deployed, "legacy-certificate");
    assert.deepEqual([secretIn(ownPfx), secretIn(ownPfxPassword)], ["TUlJ", "canary"]);
    const key = inputsOf(deployed, "legacy-key-first");
    assert.equal(key.applicationId, `/applications/${objectId}`);
    assert.equal(inputsOf(deployed, "legacy-role-assignment-account").principalId, principalId);
    assert.equal(inputsOf(deployed, "legacy-assets").applicationId, clientId);
  });

  it("tells every problem of the plain arguments at once", async () => {
    const message = await refusalOf(
      (opts) =>
        new RunAsAccount(
          "legacy",
          {
            automationAccountId: keyVaultId,
            applicationName: "name",
            existingApplication: { clientId: "x", objectId: "y", principalId: "z" },
            scope: "/providers/Microsoft.Management/managementGroups/fleet",
            notActions: ["Microsoft.Storage/**"],
            validityInDays: 100,
            renewalInDays: 70,
            keyVaults: {
              one: { keyVaultId: accountId, secretPermissions: ["get"] },
              two: { keyVaultId, accessPoliciesUsed: true, secretPermissions: ["read"] },
              three: { keyVaultId, accessPoliciesUsed: true, secretPermissions: [] },
            },
          },
          opts,
        ),
    );

    assert.deepEqual(message.split("\n"), [
      'RunAsAccount "legacy" has 12 problems:',
      `  - automationAccountId: "${keyVaultId}" is the id of a Microsoft.KeyVault/vaults, not of a Microsoft.Automation/automationAccounts. Give the id of a Microsoft.Automation/automationAccounts. [EVG-ID-003]`,
      "  - applicationName: applicationName is given beside existingApplication: an application that exists keeps its name. Leave applicationName or existingApplication out. [EVG-ARGUMENT-002]",
      ...["clientId", "objectId", "principalId"].map(
        (property, index) =>
          `  - existingApplication.${property}: "${"xyz"[index] ?? ""}" is not the id of an application or a service principal. Give the GUID that the directory shows. [EVG-RUNAS-007]`,
      ),
      "  - scope: /providers/Microsoft.Management/managementGroups/fleet is neither a subscription nor a resource group. Give the id of the one in which runbooks work. [EVG-RUNAS-006]",
      '  - notActions[0]: "Microsoft.Storage/**" has 2 wildcards; Azure takes one "*" in an action string. Write one string for each case that the wildcards were to cover. [EVG-ROLE-002]',
      "  - renewalInDays: A certificate that lasts 100 days would be renewed 70 days before its end, more than half its life: the third would push out the first before that has ended. Give at most half of validityInDays. [EVG-RUNAS-003]",
      `  - keyVaults.one.keyVaultId: "${accountId}" is the id of a Microsoft.Automation/automationAccounts, not of a Microsoft.KeyVault/vaults. Give the id of a Microsoft.KeyVault/vaults. [EVG-ID-003]`,
      "  - keyVaults.one.secretPermissions: Permissions of an access policy are given for a vault that gives access by roles. Leave them out, or set accessPoliciesUsed. [EVG-RUNAS-010]",
      '  - keyVaults.two.secretPermissions: "read" is not a permission on secrets. Use get, list, set, delete, recover, backup, restore, purge. [EVG-RUNAS-009]',
      "  - keyVaults.three.secretPermissions: No permission is given, so the vault's secrets stay closed. Give get and list, or leave it out. [EVG-RUNAS-009]",
    ]);
  });

  const refusals: readonly (readonly [string, Partial<RunAsAccountArgs>, string])[] = [
    [
      "days that are none",
      { validityInDays: 0.5, renewalInDays: 4000 },
      'RunAsAccount "legacy" has 2 problems:\n  - validityInDays: 0.5 is no number of days. Give a whole number from 1 to 3650. [EVG-RUNAS-002]\n  - renewalInDays: 4000 is no number of days. Give a whole number from 1 to 3650. [EVG-RUNAS-002]',
    ],
    [
      "a role that exists beside the description of one",
      { existingRole: "Owner", roleName: "x", notActions: [] },
      "existingRole: ",
    ],
    [
      "days beside a certificate of one's own",
      { certificate: { pfx: "TUlJ" }, validityInDays: 300 },
      "validityInDays: validityInDays is given beside certificate: a certificate of your own has an end of its own. Leave validityInDays or certificate out. [EVG-ARGUMENT-002]",
    ],
    [
      "a role without a name",
      { roleName: "" },
      "roleName: A role needs a name. Give one. [EVG-ROLE-003]",
    ],
  ];
  for (const [what, args, text] of refusals) {
    it(`refuses ${what}`, async () => {
      const message = await refusalOf(
        (opts) => new RunAsAccount("legacy", { ...smallest, ...args }, opts),
      );
      assert.ok(message.includes(text), message);
    });
  }

  it("refuses an azure-native provider without one of ours", async () => {
    const message = await refusalOf((opts) => {
      const provider = new azureNative.Provider("other", {});
      return new RunAsAccount("legacy", smallest, { ...opts, providers: [provider] });
    });
    assert.match(message, /EVG-PROVIDER-001/);
  });

  it("says what to install where @pulumi/azuread is missing", async () => {
    const loader = Module as unknown as { _load: (request: string, ...more: unknown[]) => unknown };
    const load = loader._load;
    loader._load = (request, ...more) => {
      if (request === "@pulumi/azuread") {
        throw Object.assign(new Error(request), { code: "MODULE_NOT_FOUND" });
      }
      return load.call(loader, request, ...more);
    };
    try {
      const message = await refusalOf((opts) => new RunAsAccount("legacy", smallest, opts));
      assert.equal(
        message,
        'RunAsAccount "legacy" has 1 problem:\n  - package.json: The package @pulumi/azuread, with which applications are made, is not installed. Install it beside azure-evergreen: npm install @pulumi/azuread. [EVG-RUNAS-004]',
      );
    } finally {
      loader._load = load;
    }
  });

  it("refuses what is wrong with an output once it is known, before anything is made", async () => {
    const { message, registered } = await lateRefusalOf(
      (opts) =>
        new RunAsAccount(
          "legacy",
          { automationAccountId: accountId, scope: outputOf(keyVaultId) },
          opts,
        ),
    );
    assert.match(message, /EVG-RUNAS-006/);
    assert.deepEqual(registered, []);
  });

  it("is registered with everything unknown", async () => {
    const deployed = await deploy(
      (opts) =>
        new RunAsAccount(
          "legacy",
          { automationAccountId: unknownInput(), scope: unknownInput() },
          opts,
        ),
      { preview: "create" },
    );
    assert.equal(childrenOf(deployed).length, 9);
    assert.deepEqual(unknownPaths(inputsOf(deployed, "legacy-certificate")), [
      "automationAccountId",
    ]);
    assert.deepEqual(unknownPaths(inputsOf(deployed, "legacy-role-assignment-account")), [
      "principalId",
      "roleAssignmentName",
      "roleDefinitionId",
      "scope",
    ]);
  });
});

/** A key with its value, which azuread marks as a secret. */
function secretKey(inputs: Readonly<Record<string, unknown>>) {
  return { ...inputs, value: secretIn(inputs.value) };
}

function outputOf(value: string): pulumi.Output<string> {
  return pulumi.output(value);
}
