// What the simulated Azure does in a second, or holds: `simulator.cjs in-process|tls|estate|query COUNT`.
const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { SimulatedAzure } = require("azure-evergreen/simulator");
const { compute, machineId, makeMachines } = require("./fleet.cjs");
const { backUp, replicate } = require("./kept-fleet.cjs");

const [, , how, count] = process.argv;

function newAzure() {
  const azure = new SimulatedAzure();
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  return { azure, owner, transport: azure.connect(owner).transport };
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
