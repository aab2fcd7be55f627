import assert from "node:assert/strict";
import type { Properties, ResourceHandler } from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { send, withRunbook } from "../automation/account";
import { assetTypes } from "../asset-types";
import { callerOf, subscription } from "../caller";
import { machineBody, nic, send as compute } from "../compute/small-estate";
import { contextOf, SmallAzure } from "./small-azure";

const inAccount = { resourceGroupName: "rg", automationAccountName: "account1" };
const contentLink = { uri: "https://store/m.zip" };
const group = `${subscription}/resourceGroups/rg`;
const configuration = `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/it`;
const vm =
  "/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm";
const certificate = assetTypes.find(({ id }) => id.endsWith("/certificate1"))?.body as {
  properties: { base64Value: string };
};

interface Life {
  readonly token: string;
  readonly inputs: Properties;
  /** Arguments that are changed in place. */
  readonly change?: Properties;
  /** What a program sees of it. */
  readonly outputs: Properties;
}

const automation = (
  name: string,
  inputs: Properties,
  change: Properties | undefined,
  outputs: Properties,
): Life => ({
  token: `automation:${name}`,
  inputs: { ...inAccount, ...inputs },
  ...(change !== undefined && { change }),
  outputs,
});

/** In order: what one stands on is made, and kept, before it. */
const lives: readonly Life[] = [
  {
    token: "automation:AutomationAccount",
    inputs: {
      resourceGroupName: "rg",
      automationAccountName: "account2",
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      sku: { name: "Basic" },
    },
    change: { disableLocalAuth: true },
    outputs: { name: "account2", state: "Ok", location: "westeurope" },
  },
  automation(
    "Runbook",
    { runbookName: "book", runbookType: "PowerShell", location: "westeurope" },
    { description: "d" },
    { name: "book", state: "New", runbookType: "PowerShell" },
  ),
  automation(
    "Schedule",
    {
      scheduleName: "daily",
      name: "daily",
      frequency: "Day",
      interval: 1,
      startTime: "2027-01-01T00:00:00+00:00",
    },
    { description: "d" },
    { frequency: "Day", isEnabled: true, timeZone: "UTC" },
  ),
  automation("JobSchedule", { runbook: { name: "book" }, schedule: { name: "daily" } }, undefined, {
    runbook: { name: "book" },
    schedule: { name: "daily" },
  }),
  automation(
    "Variable",
    { variableName: "v", name: "v", value: '"text"' },
    { description: "d" },
    { value: '"text"', isEncrypted: false },
  ),
  automation(
    "Credential",
    { credentialName: "c", name: "c", userName: "u", password: "p" },
    { description: "d" },
    { userName: "u" },
  ),
  automation(
    "Certificate",
    { certificateName: "x", name: "x", base64Value: certificate.properties.base64Value },
    { description: "d" },
    { isExportable: false },
  ),
  automation(
    "ConnectionType",
    { connectionTypeName: "t", name: "t", fieldDefinitions: { user: { type: "string" } } },
    undefined,
    { isGlobal: false },
  ),
  automation(
    "Connection",
    {
      connectionName: "n",
      name: "n",
      connectionType: { name: "t" },
      fieldDefinitionValues: { user: "u" },
    },
    { description: "d" },
    { connectionType: { name: "t" }, fieldDefinitionValues: { user: "u" } },
  ),
  automation("Module", { moduleName: "m", contentLink }, { tags: { a: "b" } }, { isGlobal: false }),
  automation("PowerShell72Module", { moduleName: "m", contentLink }, { tags: { a: "b" } }, {}),
  automation("Python3Package", { packageName: "p", contentLink }, { tags: { a: "b" } }, {}),
  automation("Python2Package", { packageName: "p", contentLink }, { tags: { a: "b" } }, {}),
  automation(
    "RuntimeEnvironment",
    {
      runtimeEnvironmentName: "e",
      location: "westeurope",
      language: "PowerShell",
      version: "7.4",
    },
    { description: "d" },
    { language: "PowerShell", version: "7.4" },
  ),
  automation(
    "Package",
    { runtimeEnvironmentName: "e", packageName: "p", contentLink },
    { contentLink: { uri: "https://store/n.zip" } },
    { provisioningState: "Creating" },
  ),
  automation(
    "Webhook",
    {
      webhookName: "w",
      name: "w",
      runbook: { name: "book" },
      expiryTime: "2027-01-01T00:00:00+00:00",
    },
    { isEnabled: false },
    { isEnabled: true, runbook: { name: "book" } },
  ),
  automation("HybridRunbookWorkerGroup", { hybridRunbookWorkerGroupName: "g" }, undefined, {
    groupType: "User",
  }),
  automation(
    "HybridRunbookWorker",
    {
      hybridRunbookWorkerGroupName: "g",
      hybridRunbookWorkerId: "c010ad12-ef14-4a2a-aa9e-ef22c4745ddd",
      vmResourceId: vm,
    },
    undefined,
    { workerName: "vm", workerType: "HybridV2" },
  ),
  automation(
    "SourceControl",
    {
      sourceControlName: "s",
      sourceType: "GitHub",
      repoUrl: "https://github.com/o/r",
      securityToken: { accessToken: "t" },
    },
    { branch: "main" },
    { repoUrl: "https://github.com/o/r", autoSync: false },
  ),
  {
    token: "maintenance:MaintenanceConfiguration",
    inputs: {
      resourceGroupName: "rg",
      resourceName: "it",
      location: "westeurope",
      maintenanceScope: "InGuestPatch",
      extensionProperties: { InGuestPatchMode: "User" },
      startDateTime: "2027-01-01 22:00",
      duration: "03:00",
      timeZone: "UTC",
      recurEvery: "Day",
      installPatches: { rebootSetting: "IfRequired" },
    },
    change: { recurEvery: "Week Saturday" },
    outputs: { recurEvery: "Day", duration: "03:00", visibility: "Custom" },
  },
  {
    token: "maintenance:ConfigurationAssignment",
    inputs: {
      resourceGroupName: "rg",
      providerName: "Microsoft.Compute",
      resourceType: "virtualMachines",
      resourceName: "machine1",
      configurationAssignmentName: "it",
      location: "westeurope",
      maintenanceConfigurationId: configuration,
    },
    outputs: { maintenanceConfigurationId: configuration },
  },
  {
    token: "maintenance:ConfigurationAssignmentParent",
    inputs: {
      resourceGroupName: "rg",
      providerName: "Microsoft.Automation",
      resourceParentType: "automationAccounts",
      resourceParentName: "account1",
      resourceType: "runbooks",
      resourceName: "r",
      configurationAssignmentName: "it",
      location: "westeurope",
      maintenanceConfigurationId: configuration,
    },
    outputs: { maintenanceConfigurationId: configuration },
  },
  ...["ForResourceGroup", "ForSubscription"].map((scope): Life => ({
    token: `maintenance:ConfigurationAssignments${scope}`,
    inputs: {
      ...(scope === "ForResourceGroup" && { resourceGroupName: "rg" }),
      configurationAssignmentName: "it",
      location: "global",
      maintenanceConfigurationId: configuration,
      filter: { osTypes: ["Linux"] },
    },
    change: { filter: { osTypes: ["Windows"] } },
    outputs: { maintenanceConfigurationId: configuration, filter: { osTypes: ["Linux"] } },
  })),
  {
    token: "authorization:PolicyAssignment",
    inputs: {
      scope: group.slice(1),
      policyAssignmentName: "it",
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      policyDefinitionId:
        "/providers/Microsoft.Authorization/policyDefinitions/59efceea-0c96-497e-a4a1-4eb2290dac15",
    },
    change: { displayName: "Assess" },
    outputs: { enforcementMode: "Default", scope: group },
  },
];

async function withMachine(): Promise<SimulatedAzure> {
  const { azure, owner } = await withRunbook();
  const put = async (id: string, body: object): Promise<void> => {
    await owner.send("PUT", `${id}?api-version=2024-05-01`, body);
    await owner.wait(60);
  };
  const network = `${group}/providers/Microsoft.Network/virtualNetworks/network1`;
  await put(network, {
    location: "westeurope",
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "subnet1", properties: { addressPrefix: "10.0.0.0/24" } }],
    },
  });
  await put(nic, {
    location: "westeurope",
    properties: {
      ipConfigurations: [
        { name: "main", properties: { subnet: { id: `${network}/subnets/subnet1` } } },
      ],
    },
  });
  const id = `${group}/providers/Microsoft.Compute/virtualMachines/machine1`;
  assert.equal((await compute(owner, "PUT", id, machineBody())).status, 201);
  assert.equal((await send(owner, "GET", `${group}/providers/x`)).status, 404);
  return azure;
}

async function checked(handler: ResourceHandler, newInputs: Properties): Promise<Properties> {
  const request = { oldInputs: undefined, newInputs, randomSeed: new Uint8Array(32).fill(7) };
  const { inputs, failures } = await handler.check(request, contextOf("it"));
  assert.deepEqual(failures, []);
  return inputs;
}

async function created(
  handler: ResourceHandler,
  inputs: Properties,
): Promise<{ readonly id: string; readonly outputs: Properties }> {
  const { id, outputs } = await handler.create({ inputs, preview: false }, contextOf("it"));
  assert.ok(id);
  return { id, outputs };
}

function handlerOf(provider: ReturnType<typeof azureNativeDouble>, token: string): ResourceHandler {
  const handler = provider.resource(`azure-native:${token}`);
  assert.ok(handler, token);
  return handler;
}

describe("the azure-native double on the simulated Azure", () => {
  it("creates, reads, updates and deletes what belongs to Automation, Maintenance and Policy", async () => {
    const azure = await withMachine();
    const principal = azure.createServicePrincipal("program");
    azure.grant({ principalId: principal.objectId, role: "Owner" });
    const provider = azureNativeDouble(() => azure.connect(principal));
    await provider.configure({ location: "westeurope" });
    const untouched = azure.estate.all().map(({ id }) => id);
    const made: { handler: ResourceHandler; id: string; inputs: Properties }[] = [];
    for (const { token, inputs: given, change, outputs: expected } of lives) {
      const handler = handlerOf(provider, token);
      const inputs = await checked(handler, given);
      const { id, outputs } = await created(handler, inputs);
      for (const [name, value] of Object.entries(expected)) {
        assert.deepEqual(outputs[name], value, `${token} ${name}`);
      }
      const read = await handler.read({ id, inputs, outputs }, contextOf("it"));
      assert.deepEqual(read?.outputs, outputs, token);
      assert.deepEqual(read.inputs, inputs, token);
      let last = inputs;
      if (change !== undefined) {
        const newInputs = { ...inputs, ...change };
        const before = { id, oldInputs: inputs, oldOutputs: outputs, newInputs };
        const { changes } = await handler.diff({ ...before, ignoreChanges: [] }, contextOf("it"));
        assert.deepEqual(
          Object.values(changes).filter((kind) => kind.endsWith("replace")),
          [],
          token,
        );
        const updated = await handler.update({ ...before, preview: false }, contextOf("it"));
        for (const [name, value] of Object.entries(change)) {
          // A link is never answered.
          assert.deepEqual(updated.outputs[name], name === "contentLink" ? undefined : value);
        }
        last = newInputs;
      }
      made.push({ handler, id, inputs: last });
    }
    for (const { handler, id, inputs } of made.reverse()) {
      await handler.delete({ id, inputs, outputs: {} }, contextOf("it"));
      const gone = await handler.read({ id, inputs, outputs: {} }, contextOf("it"));
      assert.equal(gone, undefined, id);
    }
    assert.deepEqual(
      azure.estate.all().map(({ id }) => id),
      untouched,
    );
  });

  it("imports a private endpoint connection, which only an endpoint can make", async () => {
    const azure = await withMachine();
    const principal = azure.createServicePrincipal("program");
    azure.grant({ principalId: principal.objectId, role: "Owner" });
    const provider = azureNativeDouble(() => azure.connect(principal));
    await provider.configure({ location: "westeurope" });
    const account = `${group}/providers/Microsoft.Automation/automationAccounts/account1`;
    const connection = handlerOf(provider, "automation:PrivateEndpointConnection");
    const wanted = { ...inAccount, privateEndpointConnectionName: "endpoint.main" };
    await assert.rejects(created(connection, wanted), /Code="NotFound"/);
    const endpoint = handlerOf(provider, "network:PrivateEndpoint");
    await created(endpoint, {
      resourceGroupName: "rg",
      privateEndpointName: "endpoint",
      location: "westeurope",
      subnet: {
        id: `${group}/providers/Microsoft.Network/virtualNetworks/network1/subnets/subnet1`,
      },
      privateLinkServiceConnections: [
        { name: "main", privateLinkServiceId: account, groupIds: ["Webhook"] },
      ],
    });
    const id = `${account}/privateEndpointConnections/endpoint.main`;
    const read = await connection.read({ id, inputs: {}, outputs: {} }, contextOf("it"));
    assert.deepEqual(read?.outputs.privateLinkServiceConnectionState, {
      status: "Approved",
      description: "Auto-approved",
      actionsRequired: "None",
    });
  });

  it("lists the keys of an account", async () => {
    const { azure } = await withRunbook();
    const { objectId } = callerOf(azure, "Owner");
    const provider = azureNativeDouble(() => azure.connect({ objectId }));
    await provider.configure({});
    const answer = await provider.invoke?.(
      "azure-native:automation:listKeyByAutomationAccount",
      inAccount,
      false,
      new AbortController().signal,
    );
    const keys = (answer as { keys: Record<string, unknown>[] }).keys;
    assert.deepEqual(
      keys.map(({ keyName, permissions }) => [keyName, permissions]),
      [
        ["Primary", "Full"],
        ["Secondary", "Full"],
      ],
    );
  });

  it("knows what the simulated Azure does not, as far as requests go", async () => {
    for (const [name, inputs] of [
      ["Watcher", { watcherName: "w", location: "westeurope", scriptName: "s" }],
      ["DscConfiguration", { configurationName: "c", location: "westeurope", source: {} }],
      ["DscNodeConfiguration", { nodeConfigurationName: "n", source: {}, configuration: {} }],
      [
        "SoftwareUpdateConfigurationByName",
        { softwareUpdateConfigurationName: "u", scheduleInfo: {}, updateConfiguration: {} },
      ],
    ] as const) {
      const azure = new SmallAzure();
      const provider = azureNativeDouble(() => azure.connection);
      await provider.configure({});
      const handler = handlerOf(provider, `automation:${name}`);
      const all = { ...inAccount, ...inputs };
      const { id, outputs } = await created(handler, all);
      const read = await handler.read({ id, inputs: all, outputs }, contextOf("it"));
      assert.deepEqual(read?.outputs, outputs);
      await handler.delete({ id, inputs: all, outputs }, contextOf("it"));
      assert.equal(await handler.read({ id, inputs: all, outputs }, contextOf("it")), undefined);
    }
  });
});
