// What the status of a fleet's patches takes: `patch-status.cjs requests|megabytes COUNT`. The megabytes are
// the peak resident set of a process that reads Azure's answers and writes the status as the command does; it
// knows nothing of the simulated Azure.
const { spawnSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { patchStatus } = require("azure-evergreen/operations");

const [, , what, count, folder] = process.argv;
const answerFile = (of, number) => join(of, `${number}.json`);

/** Asks a simulated Azure, and keeps its answers. */
async function record(into) {
  const { SimulatedAzure } = require("azure-evergreen/simulator");
  const { makeMachines } = require("./fleet.cjs");
  const azure = new SimulatedAzure();
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  const connection = azure.connect(owner);
  await makeMachines(azure, connection.transport, Number(count));
  azure.clock.advance(6 * 3_600_000);
  let requests = 0;
  const transport = {
    send: async (request, signal) => {
      const answer = await connection.transport.send(request, signal);
      writeFileSync(answerFile(into, requests++), JSON.stringify(answer));
      return answer;
    },
    wait: (milliseconds, signal) => connection.transport.wait(milliseconds, signal),
    now: () => connection.transport.now(),
  };
  const status = await patchStatus({ connection: { ...connection, transport } });
  if (status.summary.patchedByPlatform !== Number(count) || status.summary.needAttention !== 0) {
    throw new Error(JSON.stringify(status.summary));
  }
  return requests;
}

/** Answers with what was kept, and writes the status as the command does. */
async function replay() {
  let requests = 0;
  const transport = {
    send: async () => JSON.parse(readFileSync(answerFile(folder, requests++), "utf8")),
    wait: async () => undefined,
  };
  const nowhere = "00000000-0000-4000-8000-000000000000";
  const status = await patchStatus({
    connection: { transport, subscriptionId: nowhere, tenantId: nowhere },
  });
  writeFileSync(join(folder, "status.json"), JSON.stringify(status, undefined, 2));
  if (status.machines.length !== Number(count)) {
    throw new Error(`${status.machines.length} machines`);
  }
  console.log(process.resourceUsage().maxRSS / 1024);
}

async function main() {
  if (folder !== undefined) {
    return replay();
  }
  const into = mkdtempSync(join(tmpdir(), "azure-evergreen-bench-"));
  try {
    const requests = await record(into);
    const again = [process.argv[1], what, count, into];
    const { status, stdout, stderr } = spawnSync(process.execPath, again, { encoding: "utf8" });
    if (status !== 0) {
      throw new Error(stderr);
    }
    console.log(JSON.stringify({ value: what === "requests" ? requests : Number(stdout) }));
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

void main();
