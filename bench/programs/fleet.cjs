// A fleet in a simulated Azure: a network and machines in it.

const group = (azure) => `/subscriptions/${azure.subscriptionId}/resourceGroups/fleet`;
const compute = "2024-11-01";

/** Sends a write and turns the clock until it is done. */
async function write(transport, url, body) {
  const { status, body: told } = await transport.send({ method: "PUT", url, body });
  if (status >= 300) {
    throw new Error(`${url}: ${JSON.stringify(told)}`);
  }
}

/** @param pause - Milliseconds of Azure's clock after each machine, where its limits are enforced. */
async function makeMachines(azure, transport, machines, pause = 0) {
  const at = group(azure);
  const network = `${at}/providers/Microsoft.Network/virtualNetworks/fleet`;
  const location = "westeurope";
  await write(transport, `${at}?api-version=2021-04-01`, { location });
  await write(transport, `${network}?api-version=2024-05-01`, {
    location,
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/8"] },
      subnets: [{ name: "default", properties: { addressPrefix: "10.0.0.0/8" } }],
    },
  });
  azure.clock.advance(600_000);
  for (let i = 0; i < machines; i++) {
    const nic = `${at}/providers/Microsoft.Network/networkInterfaces/nic-${i}`;
    await write(transport, `${nic}?api-version=2024-05-01`, {
      location,
      properties: {
        ipConfigurations: [
          { name: "primary", properties: { subnet: { id: `${network}/subnets/default` } } },
        ],
      },
    });
    await write(transport, `${machineId(azure, i)}?api-version=${compute}`, machineBody(i, nic));
    azure.clock.advance(pause);
  }
  azure.clock.advance(600_000);
}

function machineId(azure, i) {
  return `${group(azure)}/providers/Microsoft.Compute/virtualMachines/vm-${i}`;
}

function machineBody(i, nic) {
  return {
    location: "westeurope",
    properties: {
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      storageProfile: {
        imageReference: {
          publisher: "Canonical",
          offer: "ubuntu-24_04-lts",
          sku: "server",
          version: "latest",
        },
        osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
      },
      osProfile: {
        computerName: `vm-${i}`,
        adminUsername: "fleet",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          patchSettings: {
            patchMode: "AutomaticByPlatform",
            assessmentMode: "AutomaticByPlatform",
          },
          ssh: {
            publicKeys: [
              { path: "/home/fleet/.ssh/authorized_keys", keyData: "ssh-ed25519 AAAA fleet" },
            ],
          },
        },
      },
      networkProfile: { networkInterfaces: [{ id: nic }] },
    },
  };
}

module.exports = { compute, group, machineId, makeMachines, write };
