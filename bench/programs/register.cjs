// Registers machines under Pulumi's mocks: `register.cjs component|by-hand COUNT`.
const pulumi = require("@pulumi/pulumi");
const { printCost } = require("./cost.cjs");

const [, , how, count] = process.argv;

async function main() {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: { name, ...inputs } }),
    call: ({ inputs }) => inputs,
  });
  const Machine = how === "component" ? require("azure-evergreen").LinuxVirtualMachine : byHand();
  for (let index = 0; index < Number(count); index++) {
    new Machine(`vm-${index}`, {
      resourceGroupName: "fleet",
      location: "westeurope",
      subnetId:
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/fleet/providers/Microsoft.Network/virtualNetworks/fleet/subnets/default",
      image: "Canonical:ubuntu-24_04-lts:server:latest",
      adminUsername: "fleet",
      sshPublicKey: "ssh-ed25519 AAAA fleet",
      tags: { workload: "fleet" },
    });
  }
  await pulumi.runtime.disconnect();
  printCost();
}

// What a team would write for itself: the same children with the same properties, nothing checked.
function byHand() {
  const { VirtualMachine } = require("@pulumi/azure-native/compute");
  const { NetworkInterface } = require("@pulumi/azure-native/network");
  return class Machine extends pulumi.ComponentResource {
    constructor(name, args, opts) {
      super("fleet:index:Machine", name, args, opts);
      const { resourceGroupName, location, tags } = args;
      const networkInterface = new NetworkInterface(
        `${name}-nic`,
        {
          resourceGroupName,
          location,
          ipConfigurations: [
            {
              name: "primary",
              subnet: { id: args.subnetId },
              privateIPAllocationMethod: "Dynamic",
            },
          ],
          tags,
        },
        { parent: this },
      );
      const [publisher, offer, sku, version] = args.image.split(":");
      const virtualMachine = new VirtualMachine(
        `${name}-vm`,
        {
          resourceGroupName,
          location,
          hardwareProfile: { vmSize: "Standard_D2s_v5" },
          storageProfile: {
            imageReference: { publisher, offer, sku, version },
            osDisk: {
              createOption: "FromImage",
              caching: "ReadWrite",
              deleteOption: "Delete",
              managedDisk: { storageAccountType: "Premium_LRS" },
            },
          },
          osProfile: {
            computerName: name,
            adminUsername: args.adminUsername,
            linuxConfiguration: {
              disablePasswordAuthentication: true,
              provisionVMAgent: true,
              patchSettings: {
                patchMode: "AutomaticByPlatform",
                assessmentMode: "AutomaticByPlatform",
                automaticByPlatformSettings: {
                  bypassPlatformSafetyChecksOnUserSchedule: false,
                  rebootSetting: "IfRequired",
                },
              },
              ssh: {
                publicKeys: [
                  {
                    path: `/home/${args.adminUsername}/.ssh/authorized_keys`,
                    keyData: args.sshPublicKey,
                  },
                ],
              },
            },
          },
          networkProfile: { networkInterfaces: [{ id: networkInterface.id, primary: true }] },
          diagnosticsProfile: { bootDiagnostics: { enabled: true } },
          tags,
        },
        { parent: this },
      );
      this.virtualMachineId = virtualMachine.id;
      this.virtualMachineName = virtualMachine.name;
      this.networkInterfaceId = networkInterface.id;
      this.privateIpAddress = networkInterface.ipConfigurations.apply(
        (configurations) => configurations?.[0]?.privateIPAddress ?? "",
      );
      this.registerOutputs({
        virtualMachineId: this.virtualMachineId,
        virtualMachineName: this.virtualMachineName,
        networkInterfaceId: this.networkInterfaceId,
        privateIpAddress: this.privateIpAddress,
      });
    }
  };
}

void main();
