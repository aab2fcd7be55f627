// What the simulated Azure does in a second, or holds: `simulator.cjs in-process|tls|estate|query COUNT`.
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { SimulatedAzure } = require("azure-evergreen/simulator");
const { compute, group, machineId, makeMachines, write } = require("./fleet.cjs");

const [, , how, count] = process.argv;

const backup = "2024-10-01";

function newAzure() {
  const azure = new SimulatedAzure();
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  return { azure, owner, transport: azure.connect(owner).transport };
}

async function replicate(azure, transport, machines) {
  const vault = `${group(azure)}/providers/Microsoft.RecoveryServices/vaults/vault`;
  const asr = (path) => `${vault}/${path}?api-version=2024-04-01`;
  await write(transport, `${group(azure)}-dr?api-version=2021-04-01`, { location: "northeurope" });
  const cache = `${group(azure)}/providers/Microsoft.Storage/storageAccounts/fleetcache`;
  await write(transport, `${cache}?api-version=2024-01-01`, {
    location: "westeurope",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
  });
  await write(transport, `${vault}?api-version=2024-10-01`, {
    location: "northeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  azure.clock.advance(600_000);
  for (const [name, location] of [
    ["west", "westeurope"],
    ["north", "northeurope"],
  ]) {
    const customDetails = { instanceType: "Azure", location };
    await write(transport, asr(`replicationFabrics/${name}`), { properties: { customDetails } });
    azure.clock.advance(600_000);
    await write(transport, asr(container(name)), {
      properties: { providerSpecificInput: [{ instanceType: "A2A" }] },
    });
    azure.clock.advance(600_000);
  }
  await write(transport, asr("replicationPolicies/policy"), {
    properties: {
      providerSpecificInput: {
        instanceType: "A2A",
        recoveryPointHistory: 1440,
        crashConsistentFrequencyInMinutes: 5,
        appConsistentFrequencyInMinutes: 240,
        multiVmSyncStatus: "Enable",
      },
    },
  });
  azure.clock.advance(600_000);
  const policyId = `${vault}/replicationPolicies/policy`;
  await write(transport, asr(`${container("west")}/replicationProtectionContainerMappings/map`), {
    properties: {
      policyId,
      targetProtectionContainerId: `${vault}/${container("north")}`,
      providerSpecificInput: { instanceType: "A2A" },
    },
  });
  azure.clock.advance(600_000);
  for (let i = 0; i < machines; i++) {
    const id = machineId(azure, i);
    const disk = await transport.send({ method: "GET", url: `${id}?api-version=${compute}` });
    await write(transport, asr(`${container("west")}/replicationProtectedItems/item-${i}`), {
      properties: {
        policyId,
        providerSpecificDetails: {
          instanceType: "A2A",
          fabricObjectId: id,
          recoveryContainerId: `${vault}/${container("north")}`,
          recoveryResourceGroupId: `${group(azure)}-dr`,
          vmManagedDisks: [
            {
              diskId: disk.body.properties.storageProfile.osDisk.managedDisk.id,
              primaryStagingAzureStorageAccountId: cache,
              recoveryResourceGroupId: `${group(azure)}-dr`,
              recoveryReplicaDiskAccountType: "Premium_LRS",
              recoveryTargetDiskAccountType: "Premium_LRS",
            },
          ],
        },
      },
    });
  }
  azure.clock.advance(7_200_000);
}

/** Every machine in a vault of its region, with the backups of two days. */
async function backUp(azure, transport, machines) {
  const vault = `${group(azure)}/providers/Microsoft.RecoveryServices/vaults/backups`;
  await write(transport, `${vault}?api-version=${backup}`, {
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard" },
    properties: {},
  });
  azure.clock.advance(600_000);
  for (let i = 0; i < machines; i++) {
    const name = `iaasvmcontainerv2;fleet;vm-${i}`;
    const at = `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${name}`;
    await write(transport, `${at}/protectedItems/VM;${name}?api-version=${backup}`, {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: machineId(azure, i),
        policyId: `${vault}/backupPolicies/DefaultPolicy`,
      },
    });
  }
  azure.clock.advance(2 * 86_400_000);
}

function container(name) {
  return `replicationFabrics/${name}/replicationProtectionContainers/${name}`;
}

async function readsInProcess(reads) {
  const { azure, transport } = newAzure();
  await makeMachines(azure, transport, 100);
  const begun = process.hrtime.bigint();
  for (let i = 0; i < reads; i++) {
    const url = `${machineId(azure, i % 100)}?api-version=${compute}`;
    const { status } = await transport.send({ method: "GET", url });
    if (status !== 200) {
      throw new Error(`${url}: ${status}`);
    }
  }
  return reads / (Number(process.hrtime.bigint() - begun) / 1e9);
}

/** The client is a process of its own: it has the other core. */
async function readsOverTls(reads) {
  const { azure, owner, transport } = newAzure();
  await makeMachines(azure, transport, 100);
  const served = await azure.serve();
  const directory = mkdtempSync(join(tmpdir(), "azure-evergreen-bench-"));
  try {
    const urls = [...Array(100).keys()].map((i) => `${machineId(azure, i)}?api-version=${compute}`);
    const client = spawn(
      process.execPath,
      [join(__dirname, "tls-client.cjs"), String(reads), JSON.stringify(urls)],
      {
        env: { ...process.env, ...served.environment(owner, directory) },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let said = "";
    client.stdout.on("data", (chunk) => (said += chunk));
    const exitCode = await new Promise((resolve) => client.on("close", resolve));
    if (exitCode !== 0) {
      throw new Error(`The client exited with ${exitCode}.`);
    }
    return Number(said);
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await served.close();
  }
}

async function heldEstate(machines) {
  const { azure, transport } = newAzure();
  await makeMachines(azure, transport, machines);
  await replicate(azure, transport, machines);
  await backUp(azure, transport, machines);
  for (const type of [
    "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems",
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  ]) {
    if (azure.estate.ofType(type).length !== machines) {
      throw new Error(`Not every machine has a ${type}.`);
    }
  }
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** CPU time of one query, in milliseconds: the median of those that a fleet's status asks. */
async function queryCost(machines) {
  const { azure, transport } = newAzure();
  await makeMachines(azure, transport, machines);
  azure.clock.advance(4 * 3_600_000);
  const costs = [];
  for (const [table, type] of [
    ["resources", "microsoft.compute/virtualmachines"],
    ["patchassessmentresources", "microsoft.compute/virtualmachines/patchassessmentresults"],
    ["resources", "microsoft.compute/virtualmachines"],
  ]) {
    const query = `${table} | where type =~ '${type}' | project id, name, tostring(properties.osType), properties`;
    const url = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";
    const begun = process.cpuUsage();
    const { body } = await transport.send({ method: "POST", url, body: { query } });
    const { user, system } = process.cpuUsage(begun);
    if (body.totalRecords !== machines) {
      throw new Error(`${query}: ${JSON.stringify(body).slice(0, 500)}`);
    }
    costs.push((user + system) / 1000);
  }
  return costs.sort((a, b) => a - b)[1];
}

const measures = {
  "in-process": readsInProcess,
  tls: readsOverTls,
  estate: heldEstate,
  query: queryCost,
};

measures[how](Number(count)).then((value) => console.log(JSON.stringify({ value })));
