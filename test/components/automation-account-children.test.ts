import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  AutomationAccount,
  type AutomationAccountArgs,
} from "../../src/components/automation-account";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  isKnown,
  refusalOf,
  secretIn,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const accountId = `${groupId}/providers/Microsoft.Automation/automationAccounts/runbooks`;
const fullest: AutomationAccountArgs = {
  resourceGroupName: "fleet",
  accountName: "runbooks",
  runbooks: {
    greet: {
      runbookType: "PowerShell",
      content: 'Write-Output "hello"',
      runtimeEnvironment: "own",
    },
    fetched: {
      runbookType: "Python",
      runbookName: "fetched-one",
      runtimeEnvironment: "python",
      contentUri: "https://example.com/a.py",
      contentSha256: "a".repeat(64),
      contentVersion: "1.0.0.0",
      description: "Fetched.",
      verboseLogged: true,
      progressLogged: true,
    },
  },
  runtimeEnvironments: {
    own: {
      language: "PowerShell",
      version: "5.1",
      defaultPackages: { Az: "12.3.0" },
      description: "Own.",
      packages: { "Az.Accounts": { uri: "https://example.com/az.zip", version: "1.0" } },
    },
    python: { language: "Python", version: "3.10", environmentName: "snake" },
  },
  schedules: {
    nightly: { frequency: "Day", startTime: "22:00", timeZone: "Europe/Berlin" },
    monthly: {
      frequency: "Month",
      scheduleName: "every-month",
      interval: 1,
      startTime: "2030-01-01 03:00",
      expiryTime: "2031-01-01 03:00",
      monthlyOccurrences: [{ occurrence: 2, day: "Tuesday" }],
      description: "Patches.",
      enabled: false,
    },
  },
  jobSchedules: {
    greeting: { runbook: "greet", schedule: "nightly", parameters: { Name: "world" } },
    fetching: { runbook: "fetched", schedule: "monthly" },
  },
  variables: {
    greeting: { text: "hello" },
    count: { number: 3, encrypted: false, description: "How many." },
    on: { boolean: true, variableName: "is-on", encrypted: false },
    since: { dateTime: "2026-11-01T08:00:00Z", encrypted: false },
    list: { json: "[1,2]", encrypted: false },
  },
  modules: {
    "Az.Accounts": { uri: "https://example.com/a.zip" },
    tool: { uri: "https://example.com/b.zip", runtime: "PowerShell-7.2", moduleName: "Tool" },
    old: { uri: "https://example.com/c.whl", runtime: "Python-2.7" },
    requests: { uri: "https://example.com/d.whl", runtime: "Python-3.8", sha256: "b".repeat(64) },
  },
  credentials: { admin: { userName: "fleet", password: "Correct-Horse-7", description: "Fleet." } },
  certificates: { sign: { base64: "MIIB", exportable: true } },
  connections: {
    plain: {
      connectionType: "Azure",
      fields: { AutomationCertificateName: "sign", SubscriptionID: "s" },
    },
    foreign: { connectionType: "Contoso", fields: { Token: "foreign-secret" } },
  },
  webhooks: {
    deploy: {
      runbook: "fetched",
      expiryTime: "2030-06-30T00:00:00Z",
      enabled: true,
      parameters: { Name: "hook" },
    },
  },
  hybridWorkerGroups: {
    lan: {
      credential: "admin",
      workers: { one: { machineId: `${groupId}/providers/Microsoft.Compute/virtualMachines/one` } },
    },
  },
  accessRoleAssignments: {
    team: {
      role: "Reader",
      principalId: "11111111-1111-4111-8111-111111111111",
      principalType: "Group",
    },
  },
  deletionLock: { notes: "Runs the fleet." },
};

const account = { automationAccountName: "runbooks", resourceGroupName: "fleet" };

function runbooksAccount(args: AutomationAccountArgs = fullest) {
  return (opts: pulumi.ComponentResourceOptions) => new AutomationAccount("run", args, opts);
}

describe("what stands in an AutomationAccount", () => {
  it("is made in the order in which one thing needs another, and the lock last", async () => {
    const deployed = await deploy(runbooksAccount());

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:automation:AutomationAccount run-account",
      "azure-native:authorization:RoleAssignment run-access-team",
      "azure-native:automation:Module run-module-Az.Accounts",
      "azure-native:automation:PowerShell72Module run-module-tool",
      "azure-native:automation:Python2Package run-module-old",
      "azure-native:automation:Python3Package run-module-requests",
      "azure-native:automation:RuntimeEnvironment run-environment-own",
      "azure-native:automation:Package run-package-own-Az.Accounts",
      "azure-native:automation:RuntimeEnvironment run-environment-python",
      "azure-native:automation:Variable run-variable-greeting",
      "azure-native:automation:Variable run-variable-count",
      "azure-native:automation:Variable run-variable-on",
      "azure-native:automation:Variable run-variable-since",
      "azure-native:automation:Variable run-variable-list",
      "azure-native:automation:Credential run-credential-admin",
      "azure-native:automation:Certificate run-certificate-sign",
      "azure-native:automation:Connection run-connection-plain",
      "azure-native:automation:Connection run-connection-foreign",
      "azure-native:automation:HybridRunbookWorkerGroup run-workers-lan",
      "azure-native:automation:HybridRunbookWorker run-worker-lan-one",
      "azure-evergreen:index:AutomationRunbook run-runbook-greet",
      "azure-evergreen:index:AutomationRunbook run-runbook-fetched",
      "azure-evergreen:index:AutomationSchedule run-schedule-nightly",
      "azure-evergreen:index:AutomationSchedule run-schedule-monthly",
      "azure-native:automation:JobSchedule run-link-greeting",
      "azure-native:automation:JobSchedule run-link-fetching",
      "azure-evergreen:index:AutomationWebhook run-webhook-deploy",
      "azure-native:authorization:ManagementLockByScope run-lock",
    ]);
    const waits = Object.fromEntries(
      deployed.resources.map(({ name, dependsOn }) => [name, dependsOn]),
    );
    assert.deepEqual(waits["run-runbook-greet"], [
      "run-environment-own",
      "run-package-own-Az.Accounts",
    ]);
    assert.deepEqual(waits["run-link-fetching"], ["run-runbook-fetched", "run-schedule-monthly"]);
    assert.deepEqual(waits["run-webhook-deploy"], ["run-runbook-fetched"]);
    const inOrAt = childrenOf(deployed).map((each) => each.split(" ")[1]);
    assert.deepEqual(waits["run-lock"], inOrAt.slice(1, -1));
  });

  it("gets what each argument says", async () => {
    const deployed = await deploy(runbooksAccount());
    const inputs = (name: string) => inputsOf(deployed, `run-${name}`);

    assert.deepEqual(inputs("runbook-fetched"), {
      automationAccountId: accountId,
      runbookName: "fetched-one",
      runbookType: "Python",
      runtimeEnvironment: "snake",
      contentUri: "https://example.com/a.py",
      contentSha256: "a".repeat(64),
      contentVersion: "1.0.0.0",
      description: "Fetched.",
      verboseLogged: true,
      progressLogged: true,
    });
    assert.deepEqual(inputs("schedule-monthly"), {
      automationAccountId: accountId,
      scheduleName: "every-month",
      frequency: "Month",
      interval: 1,
      startTime: "2030-01-01 03:00",
      expiryTime: "2031-01-01 03:00",
      monthlyOccurrences: [{ occurrence: 2, day: "Tuesday" }],
      description: "Patches.",
      isEnabled: false,
    });
    assert.deepEqual(inputs("link-greeting"), {
      ...account,
      jobScheduleId: "91a49056-3d2c-5a3e-953e-9f62bc5b8d08",
      runbook: { name: "greet" },
      schedule: { name: "nightly" },
      parameters: { Name: "world" },
    });
    assert.deepEqual(inputs("webhook-deploy"), {
      automationAccountId: accountId,
      webhookName: "deploy",
      runbookName: "fetched-one",
      expiryTime: "2030-06-30T00:00:00Z",
      isEnabled: true,
      parameters: { Name: "hook" },
    });
    assert.deepEqual(inputs("environment-own"), {
      ...account,
      runtimeEnvironmentName: "own",
      location: "northeurope",
      language: "PowerShell",
      version: "5.1",
      defaultPackages: { Az: "12.3.0" },
      description: "Own.",
    });
    assert.deepEqual(inputs("package-own-Az.Accounts"), {
      ...account,
      runtimeEnvironmentName: "own",
      packageName: "Az.Accounts",
      contentLink: { uri: "https://example.com/az.zip", version: "1.0" },
    });
    assert.deepEqual(inputs("module-requests"), {
      ...account,
      packageName: "requests",
      contentLink: {
        uri: "https://example.com/d.whl",
        contentHash: { algorithm: "SHA256", value: "b".repeat(64) },
      },
    });
    assert.deepEqual(inputs("module-tool"), {
      ...account,
      moduleName: "Tool",
      contentLink: { uri: "https://example.com/b.zip" },
    });
    assert.deepEqual(
      ["count", "on", "since", "list"].map((name) => inputs(`variable-${name}`).value),
      ["3", "true", '"\\/Date(1793520000000)\\/"', "[1,2]"],
    );
    assert.deepEqual(inputs("variable-on").variableName, "is-on");
    assert.deepEqual(inputs("workers-lan"), {
      ...account,
      hybridRunbookWorkerGroupName: "lan",
      name: "lan",
      credential: { name: "admin" },
    });
    assert.deepEqual(inputs("worker-lan-one"), {
      ...account,
      hybridRunbookWorkerGroupName: "lan",
      hybridRunbookWorkerId: "89a97bbb-150a-5b6d-b490-2df53044bdb5",
      vmResourceId: `${groupId}/providers/Microsoft.Compute/virtualMachines/one`,
    });
    assert.deepEqual(inputs("access-team"), {
      roleAssignmentName: "530a5e9e-e68a-5906-af85-d1694ebbbcd8",
      scope: accountId,
      principalId: "11111111-1111-4111-8111-111111111111",
      principalType: "Group",
      roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
    });
  });

  it("tells ids and addresses by the keys", async () => {
    const { result } = await deploy(runbooksAccount());

    assert.deepEqual(await valueOf(result.runbookIds), {
      greet: `${accountId}/runbooks/greet`,
      fetched: `${accountId}/runbooks/fetched-one`,
    });
    assert.deepEqual(await valueOf(result.scheduleIds), {
      nightly: `${accountId}/schedules/nightly`,
      monthly: `${accountId}/schedules/every-month`,
    });
    assert.deepEqual(await valueOf(result.webhookUris), {
      deploy: "https://webhook.example.com/?token=run-webhook-deploy",
    });
    assert.equal(await pulumi.isSecret(result.webhookUris), true);
    assert.equal(await pulumi.isSecret(result.runbookIds), false);
  });

  it("marks every secret, in the children and in the component's own inputs", async () => {
    const deployed = await deploy(runbooksAccount());
    const secret = (name: string, property: string) =>
      secretIn(inputsOf(deployed, `run-${name}`)[property]);

    assert.equal(secret("variable-greeting", "value"), '"hello"');
    assert.equal(secret("credential-admin", "password"), "Correct-Horse-7");
    assert.equal(secret("certificate-sign", "base64Value"), "MIIB");
    assert.deepEqual(secret("connection-foreign", "fieldDefinitionValues"), {
      Token: "foreign-secret",
    });
    const clear = deployed.resources.map(({ inputs }) => JSON.stringify(withoutSecrets(inputs)));
    for (const canary of ["Correct-Horse-7", "MIIB", "foreign-secret", '\\"hello']) {
      assert.deepEqual(
        clear.filter((text) => text.includes(canary) && !text.includes("Write-Output")),
        [],
        canary,
      );
    }
  });

  it("stands in an account that exists as well", async () => {
    const deployed = await deploy(
      runbooksAccount({
        existingAccountId: accountId,
        runbooks: { greet: { runbookType: "Script", content: "greet" } },
        variables: { greeting: { text: "hello" } },
        accessRoleAssignments: { team: { role: "Reader", principalId: "someone" } },
      }),
    );
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment run-access-team",
      "azure-native:automation:Variable run-variable-greeting",
      "azure-evergreen:index:AutomationRunbook run-runbook-greet",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("can be led to privately, be watched, and be encrypted with a key of one's own", async () => {
    const identity = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys`;
    const keyVaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/fleet`;
    const version = "0123456789abcdef0123456789abcdef";
    const deployed = await deploy(
      runbooksAccount({
        resourceGroupName: "fleet",
        accountName: "runbooks",
        userAssignedIdentityIds: [identity],
        customerManagedKey: {
          keyUri: `https://fleet.vault.azure.net/keys/automation/${version}`,
          userAssignedIdentityId: identity,
          keyVaultId,
        },
        privateEndpoints: {
          hooks: {
            groupId: "Webhook",
            subnetId: `${groupId}/providers/Microsoft.Network/virtualNetworks/hub/subnets/ends`,
            privateDnsZoneIds: {
              automation: `${groupId}/providers/Microsoft.Network/privateDnsZones/privatelink.azure-automation.net`,
            },
          },
        },
        diagnosticSettings: {
          all: {
            workspaceId: `${groupId}/providers/Microsoft.OperationalInsights/workspaces/logs`,
          },
        },
        deletionLock: {},
      }),
    );
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment run-key-access",
      "azure-native:automation:AutomationAccount run-account",
      "azure-native:network:PrivateEndpoint run-endpoint-hooks",
      "azure-native:network:PrivateDnsZoneGroup run-dns-hooks",
      "azure-native:monitor:DiagnosticSetting run-diagnostics-all",
      "azure-native:authorization:ManagementLockByScope run-lock",
    ]);
    assert.deepEqual(inputsOf(deployed, "run-account").encryption, {
      keySource: "Microsoft.Keyvault",
      keyVaultProperties: {
        keyvaultUri: "https://fleet.vault.azure.net",
        keyName: "automation",
        keyVersion: version,
      },
      identity: { userAssignedIdentity: identity },
    });
    assert.deepEqual(deployed.resources.find(({ name }) => name === "run-account")?.dependsOn, [
      "run-key-access",
    ]);
  });

  it("warns of what has no support any more, and of Run As connections", async () => {
    const { warnings } = await deploy(
      runbooksAccount({
        resourceGroupName: "fleet",
        runbooks: { old: { runbookType: "Python2", content: "print(1)" } },
        connections: {
          runAs: {
            connectionType: "AzureServicePrincipal",
            fields: {
              ApplicationId: "a",
              TenantId: "t",
              CertificateThumbprint: "c",
              SubscriptionId: "s",
            },
          },
        },
      }),
    );
    assert.deepEqual(warnings, [
      "connections.runAs.connectionType: Connections of the type AzureServicePrincipal belong to Run As accounts, which were retired on 30 September 2023. Let runbooks sign in with the account's identity. [EVG-AUTOMATION-016]",
      "runbooks.old.runbookType: Python 2.7 is not supported any more since 2020-01-01: Azure runs it without security updates. Use a version that is supported. [EVG-RUNBOOK-002]",
    ]);
  });

  it("is refused with every problem at once, and with no secret in the message", async () => {
    const message = await refusalOf(
      runbooksAccount({
        resourceGroupName: "fleet",
        accountName: "1",
        runbooks: {
          "1st": { runbookType: "Powershell", content: "a", contentUri: "b" },
          second: { runbookType: "Graph", runtimeEnvironment: "PowerShell-5.1" },
          third: { runbookType: "PowerShell", content: "a", runtimeEnvironment: "snake" },
          fourth: { runbookType: "PowerShell", content: "a", runtimeEnvironment: "none" },
        },
        runtimeEnvironments: {
          snake: { language: "Python", version: "3.9" },
        },
        schedules: {
          once: { frequency: "OneTime", interval: 2 },
          weekly: { frequency: "Week", weekDays: ["Mon"], timeZone: "Berlin", startTime: "25:00" },
        },
        jobSchedules: {
          one: { runbook: "third", schedule: "once", runOn: "lan" },
          two: { runbook: "third", schedule: "once" },
          three: { runbook: "thirt", schedule: "never" },
        },
        variables: {
          none: {},
          both: { text: "secret-text", number: 1 },
          broken: { json: "secret-json" },
          late: { dateTime: "secret-date" },
        },
        certificates: { broken: { base64: "secret-certificate!" } },
        connections: { plain: { connectionType: "Azure", fields: { Wrong: "secret-field" } } },
        webhooks: { hook: { runbook: "none", expiryTime: "2099-01-01T00:00:00Z" } },
        hybridWorkerGroups: { lan: { credential: "none", workers: { one: { machineId: "vm" } } } },
        modules: { "a b": { uri: "http://example.com/a.zip", sha256: "12" } },
        customerManagedKey: { keyUri: "https://fleet.vault.azure.net/keys/automation" },
      }),
    );
    assert.doesNotMatch(message, /secret-/);
    assert.deepEqual(
      message.split("\n").map((line) => line.replace(/^ {2}- /, "")),
      [
        'AutomationAccount "run" has 36 problems:',
        'accountName: "1" is not the name of an account. Give a name that is 6 to 50 letters, digits and hyphens, begins with a letter and ends with a letter or a digit. [EVG-AUTOMATION-007]',
        'modules.a b.moduleName: "a b" is not the name of a module. Give a name that is 1 to 128 letters, digits, underscores, dots and hyphens. [EVG-AUTOMATION-007]',
        "modules.a b.uri: The address does not begin with https:// and the name of a server. Give an https address that Azure reaches without signing in, for example with a shared access signature. [EVG-RUNBOOK-011]",
        'modules.a b.sha256: "12" is not a SHA-256 digest, which has 64 hexadecimal digits. Give what "sha256sum" prints of the file. [EVG-RUNBOOK-012]',
        'runtimeEnvironments.snake.version: There is no runtime environment for Python 3.9. Give "2.7", "3.8", "3.10". [EVG-RUNBOOK-004]',
        'variables.none: The variable has no value. Give one of text, number, boolean, dateTime, json; null is the JSON text "null". [EVG-VARIABLE-001]',
        'variables.both: Both text and number are given. Give one of text, number, boolean, dateTime, json; null is the JSON text "null". [EVG-VARIABLE-001]',
        "variables.broken.json: The value is not JSON. Give what JSON.stringify makes of it. [EVG-VARIABLE-003]",
        'variables.late.dateTime: The value is no date and time. Give it like "2026-12-01T08:00:00Z". [EVG-VARIABLE-002]',
        "certificates.broken.base64: The certificate is not base64. Give the base64 of a PFX, or of an X.509 certificate in DER or PEM. [EVG-CERTIFICATE-001]",
        "connections.plain.fields: A connection of the type Azure needs the field AutomationCertificateName. Give it. [EVG-AUTOMATION-014]",
        "connections.plain.fields: A connection of the type Azure needs the field SubscriptionID. Give it. [EVG-AUTOMATION-014]",
        "connections.plain.fields: A connection of the type Azure has no field Wrong. Leave it out; there are AutomationCertificateName, SubscriptionID. [EVG-AUTOMATION-015]",
        'hybridWorkerGroups.lan.credential: credentials has no key "none". Add it to credentials. [EVG-AUTOMATION-009]',
        'hybridWorkerGroups.lan.workers.one.machineId: "vm" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
        'runbooks.1st.runbookName: "1st" is not the name of a runbook. Give a name that is 1 to 63 letters, digits, underscores and hyphens, and begins with a letter. [EVG-AUTOMATION-007]',
        'runbooks.1st.runbookType: "Powershell" is not a type of runbook. Did you mean "PowerShell", "PowerShell72" or "PowerShellWorkflow"? [EVG-RUNBOOK-001]',
        "runbooks.1st.contentUri: Both content and contentUri are given. Give the text of the runbook, or the address of it. [EVG-RUNBOOK-007]",
        "runbooks.1st.contentUri: The address does not begin with https:// and the name of a server. Give an https address that Azure reaches without signing in, for example with a shared access signature. [EVG-RUNBOOK-011]",
        "runbooks.second.runtimeEnvironment: A runbook of the type Graph runs in no runtime environment. Leave runtimeEnvironment out. [EVG-RUNBOOK-005]",
        "runbooks.second.content: Neither content nor contentUri is given, so nothing could run. Give the text of the runbook, or the address of it. [EVG-RUNBOOK-008]",
        'runbooks.third.runtimeEnvironment: The runtime environment "snake" runs Python, and the runbook is of the type PowerShell. Give an environment for PowerShell, or another type. [EVG-RUNBOOK-006]',
        'runbooks.fourth.runtimeEnvironment: runtimeEnvironments has no key "none". Did you mean "snake"? Else add it to runtimeEnvironments. [EVG-AUTOMATION-009]',
        "schedules.once.interval: A schedule that runs once has no interval. Leave interval out, or give another frequency. [EVG-SCHEDULE-002]",
        'schedules.once.startTime: A schedule that runs once needs the day of its start. Give startTime as "YYYY-MM-DD HH:mm". [EVG-SCHEDULE-010]',
        'schedules.weekly.weekDays[0]: "Mon" is not a day of the week. Did you mean "Monday"? [EVG-SCHEDULE-008]',
        'schedules.weekly.timeZone: "Berlin" is neither a Windows time zone nor an IANA one. Did you mean "Iran", "CET" or "EET"? [EVG-TIME-002]',
        'schedules.weekly.startTime: "25:00" is neither a local time nor a time of day. Give it as "YYYY-MM-DD HH:mm", or the time of day alone as "HH:mm". [EVG-SCHEDULE-009]',
        'jobSchedules.two: "one" links the runbook "third" to the schedule "once" already. Give the runbook another schedule for other parameters. [EVG-AUTOMATION-010]',
        'jobSchedules.one.runOn: The runbook runs in the runtime environment "snake", and hybrid workers run those of the system alone. Leave runOn out, or give the runbook an environment of the system. [EVG-AUTOMATION-012]',
        'jobSchedules.three.runbook: runbooks has no key "thirt". Did you mean "third"? Else add it to runbooks. [EVG-AUTOMATION-009]',
        'jobSchedules.three.schedule: schedules has no key "never". Did you mean "once" or "weekly"? Else add it to schedules. [EVG-AUTOMATION-009]',
        'webhooks.hook.runbook: runbooks has no key "none". Did you mean "1st", "second" or "fourth"? Else add it to runbooks. [EVG-AUTOMATION-009]',
        "webhooks.hook.expiryTime: The webhook would expire on 2099-01-01T00:00:00Z; Azure lets one live 10 years. Give an earlier time. [EVG-WEBHOOK-002]",
        "customerManagedKey.keyUri: The address of the key has no version, and Azure Automation stays with one version of a key. Give https://{key vault}.vault.azure.net/keys/{key}/{version}. [EVG-AUTOMATION-017]",
        "customerManagedKey.userAssignedIdentityId: The account is made with its key, and has no system-assigned identity that could read it before. Give the id of a user-assigned identity. [EVG-AUTOMATION-018]",
      ],
    );
  });

  it("refuses what leads to the account beside one that exists", async () => {
    const message = await refusalOf(
      runbooksAccount({ existingAccountId: accountId, deletionLock: {} }),
    );
    assert.equal(
      message,
      [
        'AutomationAccount "run" has 1 problem:',
        "  - deletionLock: deletionLock is given beside existingAccountId: an account that exists is read and never changed. Leave deletionLock or existingAccountId out. [EVG-ARGUMENT-002]",
      ].join("\n"),
    );
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      runbooksAccount({
        resourceGroupName: unknownInput(),
        runbooks: {
          greet: {
            runbookType: "PowerShell",
            content: unknownInput(),
            description: unknownInput(),
          },
        },
        schedules: { nightly: { frequency: unknownInput(), startTime: unknownInput() } },
        jobSchedules: {
          link: { runbook: "greet", schedule: "nightly", parameters: unknownInput() },
        },
        variables: { one: { text: unknownInput() } },
        modules: { one: { uri: unknownInput() } },
        runtimeEnvironments: {
          own: { language: "PowerShell", version: "5.1", packages: { a: { uri: unknownInput() } } },
        },
        credentials: { admin: { userName: unknownInput(), password: unknownInput() } },
        certificates: { sign: { base64: unknownInput() } },
        connections: { any: { connectionType: unknownInput(), fields: unknownInput() } },
        webhooks: { hook: { runbook: "greet", expiryTime: unknownInput() } },
        hybridWorkerGroups: { lan: { workers: { one: { machineId: unknownInput() } } } },
        accessRoleAssignments: { team: { role: unknownInput(), principalId: unknownInput() } },
      }),
      { preview: "create" },
    );
    assert.deepEqual(deployed.failures, []);
    assert.equal(childrenOf(deployed).length, 15);
    assert.equal(await isKnown(deployed.result.webhookUris), false);
  });

  it("knows in the preview of a change what its links are", async () => {
    const deployed = await deploy(runbooksAccount(), { preview: "update" });
    assert.deepEqual(unknownPaths(inputsOf(deployed, "run-link-greeting")), []);
    assert.deepEqual(unknownPaths(inputsOf(deployed, "run-runbook-greet")), []);
  });
});

/** The value with secrets left out. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return "4dabf18193072939515e22adb298388d" in value
    ? "secret"
    : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(each)]));
}
