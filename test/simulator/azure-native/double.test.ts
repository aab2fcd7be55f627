import assert from "node:assert/strict";
import {
  ResourceInitializationError,
  unknownValue,
  type Properties,
  type ResourceHandler,
} from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import {
  SmallAzure,
  answered,
  contextOf,
  forbidden,
  group,
  notFound,
  subscriptionId,
} from "./small-azure";

const seed = new Uint8Array(32).fill(7);

describe("the azure-native double", () => {
  let azure: SmallAzure;
  let provider: ReturnType<typeof azureNativeDouble>;

  beforeEach(async () => {
    azure = new SmallAzure();
    provider = azureNativeDouble(() => azure.connection);
    await provider.configure({ location: "westeurope" });
  });

  function handler(token: string): ResourceHandler {
    const found = provider.resource(`azure-native:${token}`);
    assert.ok(found);
    return found;
  }

  async function checked(token: string, newInputs: Properties, name = "it") {
    const request = { oldInputs: undefined, newInputs, randomSeed: seed };
    const { inputs, failures } = await handler(token).check(request, contextOf(name));
    assert.deepEqual(failures, []);
    return inputs;
  }

  const create = async (token: string, inputs: Properties) =>
    handler(token).create({ inputs, preview: false }, contextOf("it"));

  describe("create", () => {
    it("asks whether it exists, puts, and reads again", async () => {
      const inputs = await checked("network:NetworkInterface", {
        resourceGroupName: "rg",
        ipConfigurations: [
          {
            name: "primary",
            privateIPAllocationMethod: "Dynamic",
            subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` },
          },
        ],
      });
      const { id, outputs } = await create("network:NetworkInterface", inputs);
      const nic = `${group}/providers/Microsoft.Network/networkInterfaces/it4bb06f8e`;
      const url = `${nic}?api-version=2024-05-01`;
      assert.equal(azure.bodies.length, azure.requests.length);
      const [, body] = azure.bodies;
      assert.deepEqual(body, {
        location: "westeurope",
        properties: {
          ipConfigurations: [
            {
              name: "primary",
              properties: {
                privateIPAllocationMethod: "Dynamic",
                subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` },
              },
            },
          ],
        },
      });
      assert.deepEqual(azure.takeRequests(), [`GET ${url}`, `PUT ${url}`, `GET ${url}`]);
      assert.equal(id, nic);
      assert.deepEqual(outputs, {
        azureApiVersion: "2024-05-01",
        id: nic,
        name: "it4bb06f8e",
        type: "Some/type",
        location: "westeurope",
        ipConfigurations: [
          {
            name: "primary",
            privateIPAllocationMethod: "Dynamic",
            subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` },
          },
        ],
      });
    });

    it("waits for long-running work, and keeps the answer of the last read", async () => {
      const status = "https://management/operations/1?api-version=2024-11-01";
      const disk = `${group}/providers/Microsoft.Compute/disks/d`;
      const polls = ["InProgress", "Succeeded"];
      azure.answer = ({ method, url, body }) => {
        if (method === "PUT") {
          azure.resources.set(disk.toLowerCase(), {
            ...(body as object),
            id: disk,
            name: "d",
            properties: { diskState: "Unattached", notDeclared: 1, diskSizeGB: null },
          });
          return answered(202, {}, { "azure-asyncoperation": status, "retry-after": "3" });
        }
        return url === status ? answered(200, { status: polls.shift() }) : undefined;
      };
      const { outputs } = await create("compute:Disk", {
        resourceGroupName: "rg",
        diskName: "d",
        creationData: { createOption: "Empty" },
      });
      const url = `${disk}?api-version=2024-03-02`;
      assert.deepEqual(azure.takeRequests(), [
        `GET ${url}`,
        `PUT ${url}`,
        `GET ${status}`,
        `GET ${status}`,
        `GET ${url}`,
        `GET ${url}`,
      ]);
      assert.deepEqual(azure.waits, [3000, 10_000]);
      assert.deepEqual(outputs, {
        id: disk,
        name: "d",
        azureApiVersion: "2024-03-02",
        diskState: "Unattached",
      });
    });

    it("does not wait where the specification marks nothing as long-running", async () => {
      azure.answer = ({ method }) =>
        method === "PUT"
          ? answered(201, { name: "m" }, { location: "https://management/operations/1" })
          : undefined;
      await create("automation:Module", {
        resourceGroupName: "rg",
        automationAccountName: "a",
        moduleName: "m",
      });
      assert.deepEqual(azure.waits, []);
    });

    it("refuses what exists already", async () => {
      const id = `/subscriptions/${subscriptionId}/resourcegroups/rg`;
      azure.resources.set(id.toLowerCase(), { id, location: "westeurope" });
      await assert.rejects(create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
        message: `cannot create already existing resource '${id}'`,
      });
      assert.deepEqual(azure.takeRequests(), [`GET ${id}?api-version=2024-03-01`]);
    });

    it("says that it may not look", async () => {
      azure.answer = () => forbidden;
      await assert.rejects(create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
        message:
          `cannot check existence of resource '/subscriptions/${subscriptionId}/resourcegroups/rg': ` +
          'status code 403, {"error":{"code":"AuthorizationFailed","message":"The client may not do this."}}',
      });
    });

    it("tells a refusal in azure-native's words", async () => {
      azure.answer = ({ method }) => (method === "PUT" ? forbidden : undefined);
      await assert.rejects(create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
        message: 'Status=403 Code="AuthorizationFailed" Message="The client may not do this."',
      });
    });

    it("keeps what Azure accepted when the work then fails", async () => {
      const status = "https://management/operations/1";
      const id = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
      azure.answer = ({ method, url, body }) => {
        if (method === "PUT") {
          azure.resources.set(id.toLowerCase(), { ...(body as object), id, name: "vm" });
          return answered(201, { id }, { "azure-asyncoperation": status });
        }
        return url === status
          ? answered(200, {
              status: "Failed",
              error: { code: "AllocationFailed", message: "No room." },
            })
          : undefined;
      };
      const inputs = { resourceGroupName: "rg", vmName: "vm", location: "westeurope" };
      await assert.rejects(create("compute:VirtualMachine", inputs), (error) => {
        assert.ok(error instanceof ResourceInitializationError);
        assert.equal(error.id, id);
        assert.deepEqual(error.reasons, ['Status=200 Code="AllocationFailed" Message="No room."']);
        assert.deepEqual(error.inputs, inputs);
        assert.equal(error.outputs.location, "westeurope");
        return true;
      });
    });

    it("sends unset lists that may also be resources of their own as empty", async () => {
      await create("network:VirtualNetwork", {
        resourceGroupName: "rg",
        virtualNetworkName: "v",
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      });
      assert.deepEqual(azure.bodies[1], {
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [],
          virtualNetworkPeerings: [],
        },
      });
    });

    it("escapes the parts of the path as Go does, but no scope", async () => {
      await create("recoveryservices:ProtectedItem", {
        resourceGroupName: "rg",
        vaultName: "v",
        fabricName: "Azure",
        containerName: "iaasvmcontainer;rg vm",
        protectedItemName: "VM;a@b:c=d&e+f$g,h",
      });
      assert.equal(
        azure.requests[0],
        `GET ${group}/providers/Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/` +
          "protectionContainers/iaasvmcontainer%3Brg%20vm/protectedItems/" +
          "VM%3Ba@b:c=d&e+f$g%2Ch?api-version=2024-10-01",
      );
      azure.takeRequests();
      await create("authorization:RoleAssignment", {
        scope: `${group}/`,
        roleAssignmentName: "n",
        principalId: "p",
        roleDefinitionId: "d",
      });
      assert.equal(
        azure.requests[0],
        `GET ${group}/providers/Microsoft.Authorization/roleAssignments/n?api-version=2022-04-01`,
      );
    });

    it("translates identities, renamed properties and flattened ones, both ways", async () => {
      const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;
      const { outputs } = await create("storage:StorageAccount", {
        resourceGroupName: "rg",
        accountName: "account",
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        enableHttpsTrafficOnly: true,
        identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
        networkRuleSet: { defaultAction: "Deny", ipRules: [{ iPAddressOrRange: "1.2.3.4" }] },
        notAnArgument: 1,
        azureApiVersion: "2024-01-01",
        __createBeforeDelete: true,
      });
      assert.deepEqual(azure.bodies[1], {
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
        identity: { type: "UserAssigned", userAssignedIdentities: { [identity]: {} } },
        properties: {
          supportsHttpsTrafficOnly: true,
          networkAcls: { defaultAction: "Deny", ipRules: [{ value: "1.2.3.4" }] },
        },
      });
      assert.equal(outputs.enableHttpsTrafficOnly, true);
      assert.deepEqual(outputs.networkRuleSet, {
        defaultAction: "Deny",
        ipRules: [{ iPAddressOrRange: "1.2.3.4" }],
      });
      assert.deepEqual(outputs.identity, {
        type: "UserAssigned",
        userAssignedIdentities: { [identity]: {} },
      });
    });

    it("sends the type of a VM extension and answers that of the resource", async () => {
      const { outputs } = await create("compute:VirtualMachineExtension", {
        resourceGroupName: "rg",
        vmName: "vm",
        vmExtensionName: "e",
        publisher: "Microsoft.Azure.Extensions",
        type: "CustomScript",
      });
      assert.deepEqual(azure.bodies[1], {
        properties: { publisher: "Microsoft.Azure.Extensions", type: "CustomScript" },
      });
      assert.equal(outputs.type, "Some/type");
    });

    it("picks the member of a union by its discriminator", async () => {
      const properties = {
        policyId: "p",
        providerSpecificInput: {
          instanceType: "A2A",
          agentAutoUpdateStatus: "Enabled",
          notOfA2A: true,
        },
      };
      await create("recoveryservices:ReplicationProtectionContainerMapping", {
        resourceGroupName: "rg",
        resourceName: "v",
        fabricName: "f",
        protectionContainerName: "c",
        mappingName: "m",
        properties,
      });
      assert.deepEqual(azure.bodies[1], {
        properties: {
          policyId: "p",
          providerSpecificInput: { instanceType: "A2A", agentAutoUpdateStatus: "Enabled" },
        },
      });
    });
  });

  describe("preview", () => {
    it("knows nothing of a new resource but what was given", async () => {
      const { id, outputs } = await handler("recoveryservices:Vault").create(
        {
          inputs: {
            resourceGroupName: "rg",
            vaultName: "v",
            location: "westeurope",
            identity: { type: "SystemAssigned" },
            properties: { publicNetworkAccess: "Disabled" },
            tags: { a: "b" },
            sku: { name: "Standard" },
          },
          preview: true,
        },
        contextOf("v"),
      );
      assert.equal(id, undefined);
      assert.deepEqual(azure.requests, []);
      const { properties, ...rest } = outputs;
      assert.deepEqual(rest, {
        azureApiVersion: "2024-10-01",
        etag: unknownValue,
        identity: {
          principalId: unknownValue,
          tenantId: unknownValue,
          type: "SystemAssigned",
          userAssignedIdentities: unknownValue,
        },
        location: "westeurope",
        name: unknownValue,
        sku: {
          capacity: unknownValue,
          family: unknownValue,
          name: "Standard",
          size: unknownValue,
          tier: unknownValue,
        },
        systemData: unknownValue,
        tags: { a: "b" },
        type: unknownValue,
      });
      const known = Object.entries(properties as Properties).filter(([, v]) => v !== unknownValue);
      assert.deepEqual(known, [["publicNetworkAccess", "Disabled"]]);
    });

    it("keeps id, name and location of a resource that exists", async () => {
      const { outputs } = await handler("managedidentity:UserAssignedIdentity").update(
        {
          id: "/id",
          oldInputs: {},
          oldOutputs: { id: "/id", name: "n", location: "westeurope", principalId: "p" },
          newInputs: { resourceGroupName: "rg", location: "westeurope", tags: { a: unknownValue } },
          preview: true,
        },
        contextOf("n"),
      );
      assert.deepEqual(azure.requests, []);
      assert.deepEqual(outputs, {
        azureApiVersion: "2023-01-31",
        clientId: unknownValue,
        id: "/id",
        location: "westeurope",
        name: "n",
        principalId: unknownValue,
        systemData: unknownValue,
        tags: { a: unknownValue },
        tenantId: unknownValue,
        type: unknownValue,
      });
    });
  });

  describe("update", () => {
    const oldOutputs = {};

    it("puts everything and reads again", async () => {
      const id = `${group}/providers/Microsoft.Network/publicIPAddresses/p`;
      const newInputs = { resourceGroupName: "rg", publicIpAddressName: "p", tags: { a: "b" } };
      const { outputs } = await handler("network:PublicIPAddress").update(
        { id, oldInputs: {}, oldOutputs, newInputs, preview: false },
        contextOf("p"),
      );
      const url = `${id}?api-version=2024-05-01`;
      assert.deepEqual(azure.requests, [`PUT ${url}`, `GET ${url}`]);
      assert.deepEqual(azure.bodies[0], { tags: { a: "b" } });
      assert.deepEqual(outputs.tags, { a: "b" });
    });

    it("keeps the lists that other resources manage as they are", async () => {
      const id = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
      azure.resources.set(id.toLowerCase(), {
        id,
        properties: { accessPolicies: [{ objectId: "o" }] },
      });
      const newInputs = { vaultName: "kv", properties: { tenantId: "t" } };
      await handler("keyvault:Vault").update(
        { id, oldInputs: {}, oldOutputs, newInputs, preview: false },
        contextOf("kv"),
      );
      assert.deepEqual(
        azure.requests.map((request) => request.split(" ")[0]),
        ["GET", "PUT", "GET"],
      );
      assert.deepEqual(azure.bodies[1], {
        properties: { tenantId: "t", accessPolicies: [{ objectId: "o" }] },
      });
    });

    it("takes identities away with a PATCH", async () => {
      const id = `${group}/providers/Microsoft.Automation/automationAccounts/a`;
      const identity = (...ids: string[]) => ({
        identity: { type: "UserAssigned", userAssignedIdentities: ids },
      });
      await handler("automation:AutomationAccount").update(
        {
          id,
          oldInputs: identity("/one", "/two"),
          oldOutputs,
          newInputs: identity("/two"),
          preview: false,
        },
        contextOf("a"),
      );
      assert.equal(azure.requests[0], `PATCH ${id}?api-version=2024-10-23`);
      assert.deepEqual(azure.bodies[0], {
        identity: { type: "UserAssigned", userAssignedIdentities: { "/one": null, "/two": {} } },
      });
    });

    it("resets the network rules of a storage account that a program no longer sets", async () => {
      await handler("storage:StorageAccount").update(
        {
          id: "/id",
          oldInputs: { networkRuleSet: { defaultAction: "Deny" } },
          oldOutputs,
          newInputs: { kind: "StorageV2" },
          preview: false,
        },
        contextOf("s"),
      );
      assert.deepEqual(azure.bodies[0], {
        kind: "StorageV2",
        properties: { networkAcls: { bypass: "AzureServices", defaultAction: "Allow" } },
      });
    });
  });

  describe("delete", () => {
    const state = (id: string) => ({ id, inputs: {}, outputs: {} });

    it("waits where the specification marks it as long-running", async () => {
      const operation = "https://management/operations/1";
      const polls = [answered(202), answered(204)];
      azure.answer = ({ method, url }) =>
        method === "DELETE"
          ? answered(202, undefined, { location: operation })
          : url === operation
            ? polls.shift()
            : undefined;
      await handler("resources:ResourceGroup").delete(state("/rg"), contextOf("rg"));
      assert.deepEqual(azure.requests, [
        "DELETE /rg?api-version=2024-03-01",
        `GET ${operation}`,
        `GET ${operation}`,
      ]);
    });

    it("does not wait elsewhere, and takes 404 for done", async () => {
      azure.answer = () => answered(202, undefined, { location: "https://management/1" });
      await handler("storage:StorageAccount").delete(state("/s"), contextOf("s"));
      azure.answer = () => notFound;
      await handler("storage:StorageAccount").delete(state("/s"), contextOf("s"));
      assert.deepEqual(azure.requests, [
        "DELETE /s?api-version=2024-01-01",
        "DELETE /s?api-version=2024-01-01",
      ]);
    });

    it("tells a refusal", async () => {
      azure.answer = () => forbidden;
      await assert.rejects(handler("storage:StorageAccount").delete(state("/s"), contextOf("s")), {
        message: 'Status=403 Code="AuthorizationFailed" Message="The client may not do this."',
      });
    });
  });

  describe("read", () => {
    const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;

    it("answers nothing when the resource is gone", async () => {
      const state = { id, inputs: { resourceName: "i" }, outputs: {} };
      assert.equal(
        await handler("managedidentity:UserAssignedIdentity").read(state, contextOf("i")),
        undefined,
      );
    });

    it("imports by id, whatever its case, with the arguments that a program would give", async () => {
      const wild = id.replace("resourceGroups", "RESOURCEGROUPS");
      azure.resources.set(id.toLowerCase(), {
        id,
        name: "i",
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        location: "westeurope",
        tags: {},
        properties: { principalId: "p" },
      });
      const read = await handler("managedidentity:UserAssignedIdentity").read(
        { id: wild, inputs: {}, outputs: {} },
        contextOf("i"),
      );
      assert.deepEqual(read, {
        id,
        inputs: { resourceGroupName: "rg", resourceName: "i", location: "westeurope" },
        outputs: {
          azureApiVersion: "2023-01-31",
          id,
          name: "i",
          type: "Microsoft.ManagedIdentity/userAssignedIdentities",
          location: "westeurope",
          principalId: "p",
          tags: {},
        },
      });
    });

    it("imports a role assignment with its scope", async () => {
      const assignment = `${group}/providers/Microsoft.Authorization/roleAssignments/n`;
      azure.resources.set(assignment.toLowerCase(), {
        id: assignment,
        name: "n",
        properties: { principalId: "p", roleDefinitionId: "d", scope: group },
      });
      const read = await handler("authorization:RoleAssignment").read(
        { id: assignment, inputs: {}, outputs: {} },
        contextOf("n"),
      );
      assert.deepEqual(read?.inputs, {
        scope: group,
        roleAssignmentName: "n",
        principalId: "p",
        roleDefinitionId: "d",
      });
    });

    it("refuses an id of something else", async () => {
      const state = { id: "/subscriptions/x", inputs: {}, outputs: {} };
      await assert.rejects(
        handler("managedidentity:UserAssignedIdentity").read(state, contextOf("i")),
        {
          message:
            "failed to parse '/subscriptions/x' against the path '/subscriptions/{subscriptionId}/resourceGroups/" +
            "{resourceGroupName}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}'",
        },
      );
    });

    it("shows drift in the arguments, and not what Azure chose by itself", async () => {
      const disk = `${group}/providers/Microsoft.Compute/disks/d`;
      azure.resources.set(disk.toLowerCase(), {
        id: disk,
        name: "d",
        location: "westeurope",
        tags: { a: "changed" },
        properties: { diskSizeGB: 8, networkAccessPolicy: "AllowAll" },
      });
      const inputs = {
        resourceGroupName: "rg",
        diskName: "d",
        location: "West Europe",
        tags: { a: "b" },
        burstingEnabled: true,
      };
      const read = await handler("compute:Disk").read(
        {
          id: disk,
          inputs,
          outputs: {
            location: "westeurope",
            tags: { a: "b" },
            diskSizeGB: 8,
            networkAccessPolicy: "AllowAll",
            burstingEnabled: true,
          },
        },
        contextOf("d"),
      );
      assert.deepEqual(read?.inputs, {
        resourceGroupName: "rg",
        diskName: "d",
        location: "West Europe",
        tags: { a: "changed" },
      });
    });
  });

  describe("tokens", () => {
    it("has no handler for a type that it cannot translate", () => {
      assert.equal(provider.resource("azure-native:compute:DedicatedHost"), undefined);
    });

    it("refuses a function that it cannot translate, with its name", async () => {
      await assert.rejects(call("compute:getDedicatedHost", {}), {
        message: "Invoke type azure-native:compute:getDedicatedHost not found",
      });
    });
  });

  const call = async (token: string, args: Properties) =>
    provider.invoke?.(`azure-native:${token}`, args, false, new AbortController().signal);

  describe("functions", () => {
    it("reads the resource of the same name", async () => {
      const id = `${group}/providers/Microsoft.Automation/automationAccounts/a`;
      azure.resources.set(id.toLowerCase(), {
        id,
        name: "a",
        identity: { type: "SystemAssigned", principalId: "p" },
        properties: { state: "Ok" },
      });
      const account = await call("automation:getAutomationAccount", {
        resourceGroupName: "rg",
        automationAccountName: "a",
      });
      assert.deepEqual(account, {
        azureApiVersion: "2024-10-23",
        id,
        name: "a",
        identity: { type: "SystemAssigned", principalId: "p" },
        state: "Ok",
      });
      assert.deepEqual(azure.requests, [`GET ${id}?api-version=2024-10-23`]);
    });

    it("tells what failed", async () => {
      await assert.rejects(
        call("recoveryservices:getVault", { resourceGroupName: "rg", vaultName: "v" }),
        {
          message:
            `request failed ${group}/providers/Microsoft.RecoveryServices/vaults/v: ` +
            'Status=404 Code="ResourceNotFound" Message="It is not there."',
        },
      );
    });

    it("tells who is signed in without a request", async () => {
      assert.deepEqual(await call("authorization:getClientConfig", {}), {
        clientId: "client",
        objectId: "object",
        subscriptionId,
        tenantId: "22222222-2222-2222-2222-222222222222",
      });
      assert.deepEqual(azure.requests, []);
    });

    it("posts for keys", async () => {
      azure.answer = () => answered(200, { keys: [{ KeyName: "Primary", Value: "v" }] });
      const args = { resourceGroupName: "rg", automationAccountName: "a" };
      assert.deepEqual(await call("automation:listKeyByAutomationAccount", args), {
        keys: [{ keyName: "Primary", value: "v" }],
      });
      azure.answer = () => answered(200, { keys: [] });
      await call("storage:listStorageAccountKeys", {
        resourceGroupName: "rg",
        accountName: "s",
        expand: "kerb",
      });
      assert.deepEqual(azure.requests, [
        `POST ${group}/providers/Microsoft.Automation/automationAccounts/a/listKeys?api-version=2024-10-23`,
        `POST ${group}/providers/Microsoft.Storage/storageAccounts/s/listKeys?api-version=2024-01-01&$expand=kerb`,
      ]);
    });
  });
});
