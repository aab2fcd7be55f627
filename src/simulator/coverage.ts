/*
 * How much of Azure's operations is simulated. What is named in neither table is simulated in full:
 * every status, state and refusal that a public source describes for what the package touches.
 */

/** What is left out of operations that are there, by provider namespace and operation id. */
export const partly: Readonly<Record<string, string>> = {
  "Microsoft.KeyVault Vaults_CreateOrUpdate": "no data plane: secrets and keys hold no values",
  "Microsoft.Resources ResourceGroups_CreateOrUpdate": "no managedBy",
  "Microsoft.Storage StorageAccounts_Create": "no data plane: nothing can be stored in it",
};

/** Operations of the simulated providers that clients may expect and do not find. */
export const absent: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.Authorization": ["RoleEligibilityScheduleRequests_Create"],
  "Microsoft.Resources": [
    "Deployments_CreateOrUpdate",
    "Deployments_Validate",
    "Tags_CreateOrUpdate",
  ],
};
