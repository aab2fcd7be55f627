import assert from "node:assert/strict";
import { ResourceInitializationError } from "../../../src/plugin/handlers";
import { DoubleOnSmallAzure } from "./double-on-small-azure";
import { answered, forbidden, group, subscriptionId } from "./small-azure";

describe("creating with the azure-native double", () => {
  let double: DoubleOnSmallAzure;

  beforeEach(async () => {
    double = await DoubleOnSmallAzure.configured({ location: "westeurope" });
  });

  it("asks whether it exists, puts, and reads again", async () => {
    const inputs = await double.checked("network:NetworkInterface", {
      resourceGroupName: "rg",
      ipConfigurations: [
        {
          name: "primary",
          privateIPAllocationMethod: "Dynamic",
          subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` },
        },
      ],
    });
    const { id, outputs } = await double.create("network:NetworkInterface", inputs);
    const nic = `${group}/providers/Microsoft.Network/networkInterfaces/it4bb06f8e`;
    const url = `${nic}?api-version=2024-05-01`;
    assert.equal(double.azure.bodies.length, double.azure.requests.length);
    const [, body] = double.azure.bodies;
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
    assert.deepEqual(double.azure.takeRequests(), [`GET ${url}`, `PUT ${url}`, `GET ${url}`]);
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
    double.azure.answer = ({ method, url, body }) => {
      if (method === "PUT") {
        double.azure.resources.set(disk.toLowerCase(), {
          ...(body as object),
          id: disk,
          name: "d",
          properties: { diskState: "Unattached", notDeclared: 1, diskSizeGB: null },
        });
        return answered(202, {}, { "azure-asyncoperation": status, "retry-after": "3" });
      }
      return url === status ? answered(200, { status: polls.shift() }) : undefined;
    };
    const { outputs } = await double.create("compute:Disk", {
      resourceGroupName: "rg",
      diskName: "d",
      creationData: { createOption: "Empty" },
    });
    const url = `${disk}?api-version=2024-03-02`;
    assert.deepEqual(double.azure.takeRequests(), [
      `GET ${url}`,
      `PUT ${url}`,
      `GET ${status}`,
      `GET ${status}`,
      `GET ${url}`,
      `GET ${url}`,
    ]);
    assert.deepEqual(double.azure.waits, [3000, 10_000]);
    assert.deepEqual(outputs, {
      id: disk,
      name: "d",
      azureApiVersion: "2024-03-02",
      diskState: "Unattached",
    });
  });

  it("does not wait where the specification marks nothing as long-running", async () => {
    double.azure.answer = ({ method }) =>
      method === "PUT"
        ? answered(201, { name: "m" }, { location: "https://management/operations/1" })
        : undefined;
    await double.create("automation:Module", {
      resourceGroupName: "rg",
      automationAccountName: "a",
      moduleName: "m",
    });
    assert.deepEqual(double.azure.waits, []);
  });

  it("refuses what exists already", async () => {
    const id = `/subscriptions/${subscriptionId}/resourcegroups/rg`;
    double.azure.resources.set(id.toLowerCase(), { id, location: "westeurope" });
    await assert.rejects(double.create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
      message: `cannot create already existing resource '${id}'`,
    });
    assert.deepEqual(double.azure.takeRequests(), [`GET ${id}?api-version=2024-03-01`]);
  });

  it("says that it may not look", async () => {
    double.azure.answer = () => forbidden;
    await assert.rejects(double.create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
      message:
        `cannot check existence of resource '/subscriptions/${subscriptionId}/resourcegroups/rg': ` +
        'status code 403, {"error":{"code":"AuthorizationFailed","message":"The client may not do this."}}',
    });
  });

  it("tells a refusal in azure-native's words", async () => {
    double.azure.answer = ({ method }) => (method === "PUT" ? forbidden : undefined);
    await assert.rejects(double.create("resources:ResourceGroup", { resourceGroupName: "rg" }), {
      message: 'Status=403 Code="AuthorizationFailed" Message="The client may not do this."',
    });
  });

  it("keeps what Azure accepted when the work then fails", async () => {
    const status = "https://management/operations/1";
    const id = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
    double.azure.answer = ({ method, url, body }) => {
      if (method === "PUT") {
        double.azure.resources.set(id.toLowerCase(), { ...(body as object), id, name: "vm" });
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
    await assert.rejects(double.create("compute:VirtualMachine", inputs), (error) => {
      assert.ok(error instanceof ResourceInitializationError);
      assert.equal(error.id, id);
      assert.deepEqual(error.reasons, ['Status=200 Code="AllocationFailed" Message="No room."']);
      assert.deepEqual(error.inputs, inputs);
      assert.equal(error.outputs.location, "westeurope");
      return true;
    });
  });

  it("sends unset lists that may also be resources of their own as empty", async () => {
    await double.create("network:VirtualNetwork", {
      resourceGroupName: "rg",
      virtualNetworkName: "v",
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    });
    assert.deepEqual(double.azure.bodies[1], {
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [],
        virtualNetworkPeerings: [],
      },
    });
  });

  it("escapes the parts of the path as Go does, but no scope", async () => {
    await double.create("recoveryservices:ProtectedItem", {
      resourceGroupName: "rg",
      vaultName: "v",
      fabricName: "Azure",
      containerName: "iaasvmcontainer;rg vm",
      protectedItemName: "VM;a@b:c=d&e+f$g,h",
    });
    assert.equal(
      double.azure.requests[0],
      `GET ${group}/providers/Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/` +
        "protectionContainers/iaasvmcontainer%3Brg%20vm/protectedItems/" +
        "VM%3Ba@b:c=d&e+f$g%2Ch?api-version=2024-10-01",
    );
    double.azure.takeRequests();
    await double.create("authorization:RoleAssignment", {
      scope: `${group}/`,
      roleAssignmentName: "n",
      principalId: "p",
      roleDefinitionId: "d",
    });
    assert.equal(
      double.azure.requests[0],
      `GET ${group}/providers/Microsoft.Authorization/roleAssignments/n?api-version=2022-04-01`,
    );
  });

  it("sends in the query of a write what stands there", async () => {
    await double.create("network:VirtualNetworkPeering", {
      resourceGroupName: "rg",
      virtualNetworkName: "v",
      virtualNetworkPeeringName: "p",
      allowForwardedTraffic: true,
      syncRemoteAddressSpace: "true",
    });
    const url = `${group}/providers/Microsoft.Network/virtualNetworks/v/virtualNetworkPeerings/p?api-version=2024-05-01`;
    assert.deepEqual(double.azure.bodies[1], { properties: { allowForwardedTraffic: true } });
    assert.deepEqual(double.azure.requests, [
      `GET ${url}`,
      `PUT ${url}&syncRemoteAddressSpace=true`,
      `GET ${url}`,
    ]);
  });

  it("translates identities, renamed properties and flattened ones, both ways", async () => {
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;
    const { outputs } = await double.create("storage:StorageAccount", {
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
    assert.deepEqual(double.azure.bodies[1], {
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
    const { outputs } = await double.create("compute:VirtualMachineExtension", {
      resourceGroupName: "rg",
      vmName: "vm",
      vmExtensionName: "e",
      publisher: "Microsoft.Azure.Extensions",
      type: "CustomScript",
    });
    assert.deepEqual(double.azure.bodies[1], {
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
    await double.create("recoveryservices:ReplicationProtectionContainerMapping", {
      resourceGroupName: "rg",
      resourceName: "v",
      fabricName: "f",
      protectionContainerName: "c",
      mappingName: "m",
      properties,
    });
    assert.deepEqual(double.azure.bodies[1], {
      properties: {
        policyId: "p",
        providerSpecificInput: { instanceType: "A2A", agentAutoUpdateStatus: "Enabled" },
      },
    });
  });
});
