import { subscription } from "./caller";
import type { TypeRow } from "./every-type";
import { account, group } from "./site-recovery/replicated-estate";

const version = "2024-10-23";
const location = "westeurope";
const contentLink = { uri: "https://store/module.zip" };
const newLink = { properties: { contentLink: { uri: "https://store/newer.zip" } } };
const environment = `${account}/runtimeEnvironments/environment1`;
const workers = `${account}/hybridRunbookWorkerGroups/group1`;
const machineElsewhere =
  "/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm";

/** A certificate without its key, valid for a hundred years. */
const certificate =
  "MIIBeTCCAR+gAwIBAgIUCBapIjr6bP4YTqtdT1w5ykhF8OowCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGcnVuLWFz" +
  "MCAXDTI2MTEyNTIzMTA0NVoYDzIxMjYxMTAxMjMxMDQ1WjARMQ8wDQYDVQQDDAZydW4tYXMwWTATBgcqhkjOPQIB" +
  "BggqhkjOPQMBBwNCAASTosFAi9guH494cvJUJAErxkdRhqbce8ieirNiX40XMvfqbpQRSI0ZmwR/FndAgixx+1yx" +
  "2CdJum7gBiWV5EVqo1MwUTAdBgNVHQ4EFgQUGfHLpeq7zzT+EIMOzHahHiFvLgowHwYDVR0jBBgwFoAUGfHLpeq7" +
  "zzT+EIMOzHahHiFvLgowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAmTJN/RnTsu97tWnPJXmw" +
  "MXgyX4u0dPhdfMy0yS8ZWb4CIBwzZ1e5p+5UbR5HEZVDIJi8yh8X5ToN7FlT3RliHVDJ";

/** What an automation account holds, other than runbooks and schedules: rows of `everyType`. */
export const assetTypes: readonly TypeRow[] = [
  asset("variables/variable1", { isEncrypted: true, value: "1" }),
  asset("credentials/credential1", { userName: "user", password: "p" }),
  asset("certificates/certificate1", { base64Value: certificate }),
  {
    id: `${account}/connectionTypes/type1`,
    version,
    body: { name: "type1", properties: { fieldDefinitions: { user: { type: "string" } } } },
    put: [201, 409],
    remove: [200, 204],
  },
  asset(
    "connections/connection1",
    { connectionType: { name: "type1" }, fieldDefinitionValues: { user: "u" } },
    { remove: [200, 204] },
  ),
  {
    id: environment,
    version,
    body: { location, properties: { runtime: { language: "PowerShell", version: "7.4" } } },
    put: [201, 200],
    patch: [{ properties: { description: "d" } }, 200],
    remove: [200, 204],
  },
  ...[
    `${account}/modules/module1`,
    `${account}/powerShell72Modules/module1`,
    `${account}/python3Packages/package1`,
    `${account}/python2Packages/package1`,
    `${environment}/packages/package1`,
  ].map((id): TypeRow => ({
    id,
    version: id.includes("72") ? "2023-11-01" : version,
    body: { properties: { contentLink } },
    put: [201, 200],
    patch: [newLink, 200],
    remove: [200, 204],
  })),
  {
    id: workers,
    version,
    body: { name: "group1", properties: {} },
    put: [201, 200],
    patch: [{ properties: {} }, 200],
    remove: [200, 204],
  },
  {
    id: `${workers}/hybridRunbookWorkers/c010ad12-ef14-4a2a-aa9e-ef22c4745ddd`,
    version,
    body: { properties: { vmResourceId: machineElsewhere } },
    put: [201, 200],
    patch: [{ properties: {} }, 200],
    remove: [200, 204],
  },
  asset("webhooks/webhook1", {
    expiryTime: "2030-01-01T00:00:00Z",
    runbook: { name: "runbook1" },
  }),
  asset("sourceControls/control1", {
    sourceType: "GitHub",
    repoUrl: "https://github.com/o/r",
    securityToken: { accessToken: "t" },
  }),
];

const configuration = `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/nightly`;
const maintained = { properties: { maintenanceConfigurationId: configuration } };
const dynamic = { properties: { maintenanceConfigurationId: configuration, filter: {} } };
const assignment = (scope: string): string =>
  `${scope}/providers/Microsoft.Maintenance/configurationAssignments/nightly`;

/** Schedules, what they reach, and policies: rows of `everyType`. */
export function operationTypes(machine: string): readonly TypeRow[] {
  const maintenance = "2023-10-01-preview";
  const row = (id: string, body: object, patch?: object): TypeRow => ({
    id,
    version: maintenance,
    body,
    put: [201, 200],
    ...(patch !== undefined && { patch: [patch, 200] satisfies [object, number] }),
    remove: [200, 204],
  });
  return [
    row(
      configuration,
      {
        location,
        properties: {
          maintenanceScope: "InGuestPatch",
          extensionProperties: { InGuestPatchMode: "User" },
          maintenanceWindow: {
            startDateTime: "2099-01-01 22:00",
            duration: "03:00",
            timeZone: "UTC",
            recurEvery: "Day",
          },
        },
      },
      { tags: { owner: "fleet" } },
    ),
    row(assignment(machine), maintained),
    row(assignment(`${account}/runbooks/runbook1`), maintained),
    row(assignment(group), dynamic, { properties: { filter: { osTypes: ["Linux"] } } }),
    row(assignment(subscription), dynamic, { properties: { filter: { osTypes: ["Linux"] } } }),
    {
      id: `${group}/providers/Microsoft.Authorization/policyAssignments/assess`,
      version: "2023-04-01",
      body: {
        location,
        identity: { type: "SystemAssigned" },
        properties: {
          policyDefinitionId:
            "/providers/Microsoft.Authorization/policyDefinitions/59efceea-0c96-497e-a4a1-4eb2290dac15",
        },
      },
      put: [201, 201],
      patch: [{ properties: { resourceSelectors: [] } }, 200],
      remove: [200, 204],
    },
    {
      id: `${group}/providers/Microsoft.PolicyInsights/remediations/assess`,
      version: "2024-10-01",
      body: {
        properties: {
          policyAssignmentId: `${group}/providers/Microsoft.Authorization/policyAssignments/assess`,
        },
      },
      put: [201, 200],
      remove: [200, 204],
    },
  ];
}

function asset(
  path: string,
  properties: object,
  changes: Partial<Pick<TypeRow, "remove">> = {},
): TypeRow {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return {
    id: `${account}/${path}`,
    version,
    body: { name, properties },
    put: [201, 200],
    patch: [{ name, properties: { description: "d" } }, 200],
    remove: [200, 404],
    ...changes,
  };
}
