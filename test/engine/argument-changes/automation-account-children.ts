import { refused, within } from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

const runbook = { runbookType: "PowerShell", content: 'Write-Output "one"' };
const schedule = { frequency: "Day", startTime: "2090-01-01 03:00" };
const monthly = { frequency: "Month", startTime: "2090-01-01 03:00" };
const moduleSource = { uri: "https://example.com/first.zip" };
const environment = { language: "PowerShell", version: "7.4" };
const credential = { userName: "fleet", password: "Correct-Horse-7-Battery" };
const webhook = { runbook: "greet", expiryTime: "2030-01-01T00:00:00Z" };
const digest = (digit: string): string => digit.repeat(64);

/** Certificates in DER that end in a hundred years. */
const certificates = [
  "MIIBejCCAR+gAwIBAgIUFsd3Mb/R2kiXJjpbAkrCzD2s+fUwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZmxlZXQxMCAXDTI2MTEyNjEyMjYwMFoYDzIxMjYxMTAyMTIyNjAwWjARMQ8wDQYDVQQDDAZmbGVldDEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfWahxrdsO77seEz/FvTfgXDY3sd3F2RoUxA0r5BA1GgBXdw4wwCssiQxqFBcIDdAtKF4oTw/i39bm1TJLp/AUo1MwUTAdBgNVHQ4EFgQU6sS+yjKMmnYMmyElVNY7bOwDkwkwHwYDVR0jBBgwFoAU6sS+yjKMmnYMmyElVNY7bOwDkwkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4TQKbEnonRVKMrVGmzX1tTsIfTnLTBgOI1ouJgMqoaICIQDsw53gncUdzEsN/o4Z6k9dkFUn1ET1b5uGHzC7OlhcYA==",
  "MIIBejCCAR+gAwIBAgIUIkEqyWTAGx8X2pvmUyfnwe9VSJkwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZmxlZXQyMCAXDTI2MTEyNjEyMjYwMFoYDzIxMjYxMTAyMTIyNjAwWjARMQ8wDQYDVQQDDAZmbGVldDIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ28efbhP256KTYxRFmerlP8X9X3XFQYdz8Dos+JkE4pHorZ2Crx9dRhWuH+iPnzCswQY3vlxkm4c/H7phr800ro1MwUTAdBgNVHQ4EFgQUcWrV6jQdN7iUGKDwUfZfwVXtznwwHwYDVR0jBBgwFoAUcWrV6jQdN7iUGKDwUfZfwVXtznwwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA+N4MgiOhDbnPgbNAldz/FoRag02O1h4jbOXXInARJa4CIQCggcrQpRNeAovwxLkozSdZpb7afJ1t1t4c94SWFAF97g==",
];
const certificate = { base64: certificates[0] };
const connection = {
  connectionType: "Azure",
  fields: { AutomationCertificateName: "one", SubscriptionID: "two" },
};
const machine = (name: string): string =>
  `/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/lan/providers/Microsoft.HybridCompute/machines/${name}`;

function replaced(change: ArgumentChange): ArgumentChange {
  return { ...change, promised: "replaced" };
}

/** A row for another key of a group. */
function rekeyed(value: unknown, other: unknown = value): ArgumentChange {
  return { promised: "replaced", before: { first: value }, after: { second: other } };
}

/** Rows for the parts of a group, each below the group's name. */
function group(name: string, parts: ArgumentChanges): ArgumentChanges {
  return Object.fromEntries(
    Object.entries(parts).map(([part, change]) => [
      part === "" ? name : `${name}.*.${part}`,
      change,
    ]),
  );
}

const one = (part: string, before: unknown, after: unknown, beside: object): ArgumentChange =>
  within("one", part, before, after, beside);

const runbooks = group("runbooks", {
  "": rekeyed(runbook),
  runbookType: refused,
  runbookName: replaced(one("runbookName", "first", "second", runbook)),
  runtimeEnvironment: one("runtimeEnvironment", "PowerShell-5.1", "PowerShell-7.2", runbook),
  content: one("content", "first", "second", runbook),
  contentUri: one("contentUri", "https://example.com/a.ps1", "https://example.com/b.ps1", {
    runbookType: "PowerShell",
  }),
  contentSha256: one("contentSha256", digest("a"), digest("b"), {
    runbookType: "PowerShell",
    contentUri: "https://example.com/a.ps1",
  }),
  contentVersion: one("contentVersion", "1.0.0.0", "2.0.0.0", {
    runbookType: "PowerShell",
    contentUri: "https://example.com/a.ps1",
  }),
  description: one("description", "first", "second", runbook),
  verboseLogged: one("verboseLogged", false, true, runbook),
  progressLogged: one("progressLogged", false, true, runbook),
  activityTraceLevel: one("activityTraceLevel", 0, 9, { ...runbook, runbookType: "Graph" }),
});

const schedules = group("schedules", {
  "": rekeyed(schedule),
  frequency: one("frequency", "Day", "Hour", schedule),
  scheduleName: replaced(one("scheduleName", "first", "second", schedule)),
  interval: one("interval", 1, 2, schedule),
  startTime: one("startTime", "2090-01-01 03:00", "2090-01-02 04:00", schedule),
  expiryTime: one("expiryTime", "2091-01-01 03:00", "2092-01-01 03:00", schedule),
  timeZone: one("timeZone", "UTC", "Europe/Berlin", schedule),
  weekDays: one("weekDays", ["Monday"], ["Monday", "Friday"], { ...schedule, frequency: "Week" }),
  monthDays: one("monthDays", [1], [1, -1], monthly),
  "monthlyOccurrences.occurrence": one(
    "monthlyOccurrences",
    [{ occurrence: 2, day: "Tuesday" }],
    [{ occurrence: -1, day: "Tuesday" }],
    monthly,
  ),
  "monthlyOccurrences.day": one(
    "monthlyOccurrences",
    [{ occurrence: 2, day: "Tuesday" }],
    [{ occurrence: 2, day: "Sunday" }],
    monthly,
  ),
  description: one("description", "first", "second", schedule),
  enabled: one("enabled", true, false, schedule),
});

const linked = {
  runbooks: { greet: runbook, part: runbook },
  schedules: { nightly: schedule, hourly: { ...schedule, frequency: "Hour" } },
};
const link = { runbook: "greet", schedule: "nightly" };

function linkRow(change: ArgumentChange): ArgumentChange {
  return { ...change, promised: "replaced", beside: linked };
}

const jobSchedules = group("jobSchedules", {
  "": linkRow(rekeyed(link, { ...link, runbook: "part" })),
  runbook: linkRow(one("runbook", "greet", "part", link)),
  schedule: linkRow(one("schedule", "nightly", "hourly", link)),
  parameters: linkRow(one("parameters", { Name: "first" }, { Name: "second" }, link)),
  runOn: linkRow(one("runOn", "first", "second", link)),
});

const variables = group("variables", {
  "": rekeyed({ text: "one" }),
  variableName: replaced(one("variableName", "first", "second", { text: "one" })),
  text: one("text", "first", "second", {}),
  number: one("number", 1, 2, {}),
  boolean: one("boolean", false, true, {}),
  dateTime: one("dateTime", "2026-11-01T08:00:00Z", "2026-11-02T08:00:00Z", {}),
  json: one("json", "[1]", "[2]", {}),
  encrypted: replaced(one("encrypted", false, true, { text: "one" })),
  description: one("description", "first", "second", { text: "one" }),
});

const modules = group("modules", {
  "": rekeyed(moduleSource),
  uri: one("uri", "https://example.com/first.zip", "https://example.com/second.zip", {}),
  moduleName: replaced(one("moduleName", "First", "Second", moduleSource)),
  runtime: replaced(one("runtime", "PowerShell-5.1", "PowerShell-7.2", moduleSource)),
  version: one("version", "1.0.0", "2.0.0", moduleSource),
  sha256: one("sha256", digest("a"), digest("b"), moduleSource),
});

function packageRow(before: object, after: object): ArgumentChange {
  return one("packages", { part: before }, { part: after }, environment);
}

const runtimeEnvironments = group("runtimeEnvironments", {
  "": rekeyed(environment),
  language: {
    promised: "replaced",
    before: { one: environment },
    after: { one: { language: "Python", version: "3.10" } },
  },
  version: replaced(one("version", "7.4", "5.1", environment)),
  environmentName: replaced(one("environmentName", "first", "second", environment)),
  defaultPackages: one("defaultPackages", { Az: "12.3.0" }, { Az: "13.0.0" }, environment),
  packages: replaced(
    one("packages", { first: moduleSource }, { second: moduleSource }, environment),
  ),
  "packages.*.uri": packageRow(moduleSource, { uri: "https://example.com/second.zip" }),
  "packages.*.packageName": replaced(
    packageRow(
      { ...moduleSource, packageName: "First" },
      { ...moduleSource, packageName: "Second" },
    ),
  ),
  "packages.*.version": packageRow(
    { ...moduleSource, version: "1.0" },
    { ...moduleSource, version: "2.0" },
  ),
  "packages.*.sha256": packageRow(
    { ...moduleSource, sha256: digest("a") },
    { ...moduleSource, sha256: digest("b") },
  ),
  description: one("description", "first", "second", environment),
});

const signIns = {
  ...group("credentials", {
    "": rekeyed(credential),
    userName: one("userName", "first", "second", credential),
    password: one("password", "Correct-Horse-7", "Correct-Horse-8", credential),
    credentialName: replaced(one("credentialName", "first", "second", credential)),
    description: one("description", "first", "second", credential),
  }),
  ...group("certificates", {
    "": rekeyed(certificate),
    base64: one("base64", certificates[0], certificates[1], {}),
    certificateName: replaced(one("certificateName", "first", "second", certificate)),
    exportable: one("exportable", false, true, certificate),
    description: one("description", "first", "second", certificate),
  }),
  ...group("connections", {
    "": rekeyed(connection),
    connectionType: replaced({
      promised: "replaced",
      before: { one: connection },
      after: {
        one: {
          connectionType: "AzureClassicCertificate",
          fields: { SubscriptionName: "a", SubscriptionId: "b", CertificateAssetName: "c" },
        },
      },
    }),
    fields: one(
      "fields",
      connection.fields,
      { ...connection.fields, SubscriptionID: "three" },
      connection,
    ),
    connectionName: replaced(one("connectionName", "first", "second", connection)),
    description: one("description", "first", "second", connection),
  }),
};

function hookRow(change: ArgumentChange): ArgumentChange {
  return { ...change, beside: { runbooks: { greet: runbook, part: runbook } } };
}

const webhooks = group("webhooks", {
  "": hookRow(rekeyed(webhook)),
  runbook: hookRow(replaced(one("runbook", "greet", "part", webhook))),
  expiryTime: hookRow(
    replaced(one("expiryTime", "2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z", webhook)),
  ),
  webhookName: hookRow(replaced(one("webhookName", "first", "second", webhook))),
  enabled: hookRow(one("enabled", true, false, webhook)),
  parameters: hookRow(one("parameters", { Name: "first" }, { Name: "second" }, webhook)),
  runOn: hookRow(one("runOn", "first", "second", webhook)),
});

const workers = group("hybridWorkerGroups", {
  "": rekeyed({}),
  groupName: replaced(one("groupName", "first", "second", {})),
  credential: {
    ...one("credential", "admin", "other", {}),
    beside: { credentials: { admin: credential, other: credential } },
  },
  workers: replaced(
    one(
      "workers",
      { first: { machineId: machine("one") } },
      { second: { machineId: machine("two") } },
      {},
    ),
  ),
  "workers.*.machineId": replaced(
    one("workers", { a: { machineId: machine("one") } }, { a: { machineId: machine("two") } }, {}),
  ),
});

/** What stands in an account. */
export const automationAccountChildren: ArgumentChanges = {
  ...runbooks,
  ...schedules,
  ...jobSchedules,
  ...variables,
  ...modules,
  ...runtimeEnvironments,
  ...signIns,
  ...webhooks,
  ...workers,
};
