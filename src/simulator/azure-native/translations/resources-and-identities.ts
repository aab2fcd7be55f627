import { groupPath, subscriptionPath, type Translation } from "../translation";

const identity = `${groupPath}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`;

/** Resource groups, identities and preview features. */
export const resourceAndIdentityTranslations: readonly Translation[] = [
  {
    token: "resources:ResourceGroup",
    path: "/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}",
    apiVersion: "2024-03-01",
    immutable: ["location"],
    longRunning: ["delete"],
  },
  {
    token: "managedidentity:UserAssignedIdentity",
    path: identity,
    apiVersion: "2023-01-31",
    topLevel: ["location", "tags"],
    immutable: ["location"],
  },
  {
    token: "managedidentity:FederatedIdentityCredential",
    path: `${identity}/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}`,
    apiVersion: "2023-01-31",
    topLevel: [],
  },
  {
    token: "features:SubscriptionFeatureRegistration",
    path: `${subscriptionPath}/providers/Microsoft.Features/featureProviders/{providerNamespace}/subscriptionFeatureRegistrations/{featureName}`,
    apiVersion: "2021-07-01",
  },
];
