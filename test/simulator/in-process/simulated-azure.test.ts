import assert from "node:assert/strict";
import { getClientConfigOutput } from "@pulumi/azure-native/authorization";
import { getVirtualMachineOutput, VirtualMachine } from "@pulumi/azure-native/compute";
import { NetworkInterface, VirtualNetwork } from "@pulumi/azure-native/network";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { InProcessDeployment } from "../../../src/simulator/in-process/in-process-deployment";
import { SimulatedAzure } from "../../../src/simulator/simulated-azure";

function machine(size = "Standard_B2s") {
  const group = new ResourceGroup("fleet", { location: "westeurope" });
  const network = new VirtualNetwork("network", {
    resourceGroupName: group.name,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "machines", addressPrefix: "10.0.1.0/24" }],
  });
  const nic = new NetworkInterface("nic", {
    resourceGroupName: group.name,
    ipConfigurations: [
      {
        name: "primary",
        subnet: { id: network.subnets.apply((subnets) => subnets?.[0]?.id ?? "") },
      },
    ],
  });
  const vm = new VirtualMachine("vm", {
    resourceGroupName: group.name,
    hardwareProfile: { vmSize: size },
    networkProfile: { networkInterfaces: [{ id: nic.id, primary: true }] },
    osProfile: {
      computerName: "vm",
      adminUsername: "operator",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: {
          publicKeys: [
            { path: "/home/operator/.ssh/authorized_keys", keyData: "ssh-rsa AAAAB3NzaC1yc2E op" },
          ],
        },
      },
    },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "latest",
      },
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Standard_LRS" } },
    },
  });
  return {
    vmId: vm.id,
    size: vm.hardwareProfile.apply((profile) => profile?.vmSize),
    read: getVirtualMachineOutput({ resourceGroupName: group.name, vmName: vm.name }).apply(
      (found) => found.hardwareProfile?.vmSize,
    ),
    subscriptionId: getClientConfigOutput().subscriptionId,
  };
}

describe("an in-process deployment into the simulated Azure", () => {
  let azure: SimulatedAzure;
  let deployment: InProcessDeployment;

  function begin(role: string | undefined) {
    azure = new SimulatedAzure();
    const principal = azure.createServicePrincipal("deployer");
    if (role !== undefined) {
      azure.grant({ principalId: principal.objectId, role });
    }
    deployment = new InProcessDeployment(azure, { principal });
  }

  it("brings up a machine, leaves it alone, changes it in place, and takes it down", async () => {
    begin("Contributor");
    const first = await deployment.run(() => machine());
    assert.equal(first.failure, undefined);
    assert.deepEqual(
      first.changes.filter(({ kind }) => kind === "create").map(({ type }) => type),
      [
        "Microsoft.Resources/resourceGroups",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.Network/virtualNetworks/subnets",
        "Microsoft.Network/networkInterfaces",
        "Microsoft.Compute/virtualMachines",
        "Microsoft.Compute/disks",
      ],
    );
    const { vmId, ...outputs } = first.outputs;
    assert.deepEqual(outputs, {
      size: "Standard_B2s",
      read: "Standard_B2s",
      subscriptionId: azure.subscriptionId,
    });
    assert.equal(azure.estate.get(String(vmId))?.id, vmId);

    const second = await deployment.run(() => machine());
    assert.equal(second.failure, undefined);
    assert.deepEqual(second.changes, []);
    assert.deepEqual(second.outputs, first.outputs);

    const third = await deployment.run(() => machine("Standard_B4ms"));
    assert.equal(third.failure, undefined);
    assert.ok(third.changes.length > 0);
    assert.deepEqual(
      third.changes.filter(({ id, kind }) => id !== vmId || kind !== "update"),
      [],
    );
    assert.equal(third.outputs.size, "Standard_B4ms");

    const last = await deployment.run(() => undefined);
    assert.equal(last.failure, undefined);
    assert.deepEqual(
      azure.estate.within(`/subscriptions/${azure.subscriptionId}/resourceGroups`),
      [],
    );
  });

  it("tells who may not do what, as a user of azure-native reads it", async () => {
    begin("Reader");
    const { failure, changes } = await deployment.run(() => machine());
    assert.match(
      failure?.message ?? "",
      /^Status=403 Code="AuthorizationFailed" Message="The client '.+' with object id '.+' does not have authorization to perform action 'Microsoft\.Resources\/subscriptions\/resourcegroups\/write' over scope '.+'/i,
    );
    assert.deepEqual(changes, []);
  });
});
