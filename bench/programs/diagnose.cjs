// What the diagnosis of one VM's backups takes: `diagnose.cjs requests|milliseconds`.
const { setTimeout: pause } = require("node:timers/promises");
const { diagnoseMachineBackup } = require("azure-evergreen/operations");
const { SimulatedAzure } = require("azure-evergreen/simulator");

const [, , what] = process.argv;
const callInMilliseconds = 200;
const location = "westeurope";

/** Writes what is needed, each work to its end. */
function writer(azure, transport) {
  return async (id, apiVersion, body, method = "PUT") => {
    const url = `${id}?api-version=${apiVersion}`;
    const { status, body: told } = await transport.send({ method, url, body });
    if (status >= 300) {
      throw new Error(`${url}: ${JSON.stringify(told)}`);
    }
    azure.clock.advance(600_000);
  };
}

/** An encrypted VM whose key vault goes by roles, and whose last backup failed: everything is asked for. */
async function failingMachine(azure, transport) {
  const group = `/subscriptions/${azure.subscriptionId}/resourceGroups/fleet`;
  const [network, nic, securityGroup] = [
    ["virtualNetworks", "fleet"],
    ["networkInterfaces", "nic"],
    ["networkSecurityGroups", "nsg"],
  ].map(([type, name]) => `${group}/providers/Microsoft.Network/${type}/${name}`);
  const machine = `${group}/providers/Microsoft.Compute/virtualMachines/web-1`;
  const keyVault = `${group}/providers/Microsoft.KeyVault/vaults/keys`;
  const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault`;
  const item = `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;fleet;web-1/protectedItems/VM;iaasvmcontainerv2;fleet;web-1`;
  const write = writer(azure, transport);
  await write(group, "2021-04-01", { location });
  await write(network, "2024-05-01", {
    location,
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "default", properties: { addressPrefix: "10.0.0.0/24" } }],
    },
  });
  await write(securityGroup, "2024-05-01", { location, properties: {} });
  await write(nic, "2024-05-01", {
    location,
    properties: {
      networkSecurityGroup: { id: securityGroup },
      ipConfigurations: [
        { name: "main", properties: { subnet: { id: `${network}/subnets/default` } } },
      ],
    },
  });
  await write(keyVault, "2024-11-01", {
    location,
    properties: {
      tenantId: azure.tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      accessPolicies: [],
    },
  });
  const source = { sourceVault: { id: keyVault } };
  await write(machine, "2024-11-01", {
    location,
    properties: {
      hardwareProfile: { vmSize: "Standard_B2s" },
      storageProfile: {
        imageReference: {
          publisher: "Canonical",
          offer: "0001-com-ubuntu-server-jammy",
          sku: "22_04-lts-gen2",
          version: "latest",
        },
        osDisk: { createOption: "FromImage", name: "system" },
      },
      osProfile: {
        computerName: "web-1",
        adminUsername: "azureuser",
        adminPassword: "correct horse battery staple 1",
        linuxConfiguration: {},
      },
      networkProfile: { networkInterfaces: [{ id: nic }] },
    },
  });
  const disk = `${group}/providers/Microsoft.Compute/disks/system`;
  await write(vault, "2024-10-01", {
    location,
    identity: { type: "SystemAssigned" },
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  await write(item, "2024-10-01", {
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: machine,
      policyId: `${vault}/backupPolicies/DefaultPolicy`,
    },
  });
  await write(`${item}/backup`, "2024-10-01", { properties: {} }, "POST");
  azure.clock.advance(7_200_000);
  await write(
    disk,
    "2024-03-02",
    {
      properties: {
        encryptionSettingsCollection: {
          enabled: true,
          encryptionSettings: [{ diskEncryptionKey: source, keyEncryptionKey: source }],
        },
      },
    },
    "PATCH",
  );
  await write(`${item}/backup`, "2024-10-01", { properties: {} }, "POST");
  azure.clock.advance(7_200_000);
}

/** Every call takes its time, as one over a network does. */
function slow(transport) {
  return {
    send: async (request, signal) => {
      await pause(callInMilliseconds);
      return transport.send(request, signal);
    },
    wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
    now: () => transport.now(),
  };
}

async function main() {
  const azure = new SimulatedAzure();
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  const connection = azure.connect(owner);
  await failingMachine(azure, connection.transport);
  const options = { connection: { ...connection, transport: slow(connection.transport) } };
  const began = Date.now();
  const { requests, verdict } = await diagnoseMachineBackup(options, { machine: "web-1" });
  const milliseconds = Date.now() - began;
  if (verdict.likelyCode !== "UserErrorKeyvaultPermissionsNotConfigured") {
    throw new Error(JSON.stringify(verdict));
  }
  console.log(JSON.stringify({ value: what === "requests" ? requests : milliseconds }));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
