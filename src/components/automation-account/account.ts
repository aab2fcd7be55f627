import {
  AutomationAccount as NativeAutomationAccount,
  EncryptionKeySourceType,
} from "@pulumi/azure-native/automation";
import type * as pulumi from "@pulumi/pulumi";
import { accountKeyFindings } from "../../azure/automation-links";
import { parseKeyAddress, type KeyAddress } from "../../azure/key-address";
import type { ManagedIdentityChoice } from "../../azure/managed-identity";
import type { AutomationAccountArgs } from "../automation-account";
import type { ChildOptions } from "../shared/child-options";
import {
  customerManagedKeyRules,
  grantKeyAccess,
  type CustomerManagedKeyArgs,
} from "../shared/customer-managed-key";
import { makeDiagnosticSettings } from "../shared/diagnostics";
import { identityArguments } from "../shared/identity";
import { mapInput, ruleOn, type Rule } from "../shared/inputs";
import { makePrivateEndpoints } from "../shared/private-endpoints";
import type { AccountPlace } from "./place";

export const accountType = "Microsoft.Automation/automationAccounts";

/** Makes `${name}-account`, and before it the right of the identity that reads its key. */
export function makeAccount(
  name: string,
  args: AutomationAccountArgs & { readonly resourceGroupName: pulumi.Input<string> },
  opts: ChildOptions,
): pulumi.CustomResource & { readonly location: pulumi.Output<string> } {
  const key = args.customerManagedKey;
  // The identity has its right before the account is made with the key.
  const access = grantKeyAccess(name, key, "", opts);
  return new NativeAutomationAccount(
    `${name}-account`,
    {
      resourceGroupName: args.resourceGroupName,
      ...(args.accountName !== undefined && { automationAccountName: args.accountName }),
      ...(args.location !== undefined && { location: args.location }),
      identity: identityArguments(identityOf(args), args.userAssignedIdentityIds),
      sku: { name: "Basic" },
      disableLocalAuth: mapInput(args.localAuthenticationEnabled ?? false, (enabled) => !enabled),
      publicNetworkAccess: args.publicNetworkAccessEnabled ?? false,
      ...(key !== undefined && { encryption: encryptionBy(key) }),
      ...(args.tags !== undefined && { tags: args.tags }),
    },
    { ...opts, ...(access.length > 0 && { dependsOn: access }) },
  );
}

function encryptionBy(key: CustomerManagedKeyArgs) {
  const part = (take: (address: KeyAddress | undefined) => string | undefined) =>
    mapInput(key.keyUri, (uri) => take(parseKeyAddress(uri)) ?? "");
  return {
    keySource: EncryptionKeySourceType.Microsoft_Keyvault,
    keyVaultProperties: {
      keyvaultUri: part((address) => address?.storeUri),
      keyName: part((address) => address?.keyName),
      keyVersion: part((address) => address?.version),
    },
    ...(key.userAssignedIdentityId !== undefined && {
      identity: { userAssignedIdentity: key.userAssignedIdentityId },
    }),
  };
}

/** Makes what leads to the account and what comes out of it. */
export function surround(
  args: AutomationAccountArgs,
  { name, automationAccountId, location }: AccountPlace & { location: pulumi.Input<string> },
  opts: ChildOptions,
): pulumi.CustomResource[] {
  const target = {
    id: automationAccountId,
    resourceGroupName: args.resourceGroupName ?? "",
    location,
    tags: args.tags,
  };
  return [
    ...makePrivateEndpoints(name, args.privateEndpoints, target, opts),
    ...makeDiagnosticSettings(name, args.diagnosticSettings, automationAccountId, opts),
  ];
}

/** The identities that are asked for. */
export function identityOf(args: AutomationAccountArgs): ManagedIdentityChoice {
  return {
    systemAssigned: args.systemAssignedIdentityEnabled ?? true,
    userAssignedCount: args.userAssignedIdentityIds?.length ?? 0,
  };
}

/** What can be said of the key that encrypts the account. */
export function keyRules({
  customerManagedKey: key,
  userAssignedIdentityIds,
}: AutomationAccountArgs): Rule[] {
  if (key === undefined) {
    return [];
  }
  const { keyUri, userAssignedIdentityId } = key;
  const identities = { systemAssigned: true, userAssignedIdentityIds };
  return [
    ...customerManagedKeyRules(key, identities),
    ...ruleOn(keyUri, (known) => {
      const address = parseKeyAddress(known);
      return accountKeyFindings(
        {
          hasVersion: address === undefined || address.version !== undefined,
          hasUserAssignedIdentity: userAssignedIdentityId !== undefined,
        },
        "customerManagedKey",
      );
    }),
  ];
}
