import { type ProgramResource, ref, resource } from "./program";

/** Where what stands in the account of `fixtures.ts` stands. */
const place = {
  resourceGroupName: ref("group", "name"),
  automationAccountName: ref("account", "name"),
};

/** Something of azure-native in the account, such as `inAccount("Variable", "owner", {})`. */
export function inAccount(
  kind: string,
  name: string,
  args: Record<string, unknown>,
): ProgramResource {
  return resource(`automation:${kind}`, name, { ...place, name, ...args });
}

export const variable = inAccount("Variable", "owner", {
  variableName: "owner",
  value: '"platform team"',
  isEncrypted: true,
});

export const webhook = inAccount("Webhook", "webhook", {
  webhookName: "webhook",
  runbook: { name: "tidy" },
  expiryTime: inDays(300),
});

export const runbook = inAccount("Runbook", "runbook", {
  runbookName: "tidy",
  runbookType: "PowerShell",
  runtimeEnvironment: "PowerShell-5.1",
});

export const evergreenRunbook = resource("azure-evergreen:index:AutomationRunbook", "runbook", {
  automationAccountId: ref("account"),
  runbookName: "tidy",
  runbookType: "PowerShell",
  content: "Connect-AzAccount -Identity",
});

export const schedule = inAccount("Schedule", "schedule", {
  scheduleName: "nightly",
  frequency: "Week",
  interval: 1,
  startTime: "2027-01-04T02:00:00+01:00",
  expiryTime: "2028-01-04T02:00:00+01:00",
  timeZone: "Europe/Berlin",
  advancedSchedule: { weekDays: ["Monday"] },
});

export const monthlySchedule = inAccount("Schedule", "schedule", {
  scheduleName: "monthly",
  frequency: "Month",
  startTime: "2027-01-04T02:00:00Z",
  advancedSchedule: { monthDays: [1, -1] },
});

export const evergreenSchedule = resource("azure-evergreen:index:AutomationSchedule", "schedule", {
  automationAccountId: ref("account"),
  scheduleName: "nightly",
  frequency: "Day",
  startTime: "02:00",
});

export const certificate = inAccount("Certificate", "certificate", {
  certificateName: "partner",
  base64Value: certificateThatEnds(new Date("2126-11-02T12:26:00Z")),
});

export const connection = inAccount("Connection", "connection", {
  connectionName: "subscription",
  connectionType: { name: "Azure" },
  fieldDefinitionValues: { AutomationCertificateName: "partner", SubscriptionID: "s" },
});

export const runAsConnection = inAccount("Connection", "connection", {
  connectionName: "AzureRunAsConnection",
  connectionType: { name: "AzureServicePrincipal" },
  fieldDefinitionValues: { ApplicationId: "a", TenantId: "t" },
});

export const runAsAssets = resource("azure-evergreen:index:RunAsAssets", "assets", {
  automationAccountId: ref("account"),
  applicationId: "22222222-2222-4222-8222-222222222222",
  tenantId: "33333333-3333-4333-8333-333333333333",
  subscriptionId: "44444444-4444-4444-8444-444444444444",
  thumbprint: "A".repeat(40),
  pfx: "MIIB",
});

/** A moment some days from now, to the second. */
export function inDays(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

/** A certificate in base64 of DER that ends at a moment; its signature is that of another end, which nobody reads. */
export function certificateThatEnds(moment: Date): string {
  const digits = moment.toISOString().replace(/[-:T]/g, "").slice(0, 14);
  const bytes = Buffer.from(
    "MIIBejCCAR+gAwIBAgIUFsd3Mb/R2kiXJjpbAkrCzD2s+fUwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZmxlZXQxMCAXDTI2MTEyNjEyMjYwMFoYDzIxMjYxMTAyMTIyNjAwWjARMQ8wDQYDVQQDDAZmbGVldDEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfWahxrdsO77seEz/FvTfgXDY3sd3F2RoUxA0r5BA1GgBXdw4wwCssiQxqFBcIDdAtKF4oTw/i39bm1TJLp/AUo1MwUTAdBgNVHQ4EFgQU6sS+yjKMmnYMmyElVNY7bOwDkwkwHwYDVR0jBBgwFoAU6sS+yjKMmnYMmyElVNY7bOwDkwkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4TQKbEnonRVKMrVGmzX1tTsIfTnLTBgOI1ouJgMqoaICIQDsw53gncUdzEsN/o4Z6k9dkFUn1ET1b5uGHzC7OlhcYA==",
    "base64",
  );
  bytes.write(`${digits}Z`, bytes.indexOf("21261102122600Z"), "latin1");
  return bytes.toString("base64");
}
