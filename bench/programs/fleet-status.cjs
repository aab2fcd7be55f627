// What the status commands of a fleet take: `fleet-status.cjs COUNT` prints, for each command, its requests to Azure
// Resource Manager and the peak of its resident set in megabytes. The simulated Azure is in another process.
const { planAgentAutoUpdate, setAgentAutoUpdate } = require("azure-evergreen/operations");
const { Clock, releaseMobilityAgent, SimulatedAzure } = require("azure-evergreen/simulator");
const { group, makeMachines, write } = require("./fleet.cjs");
const { backUp, replicate } = require("./kept-fleet.cjs");
const { withServedCommands } = require("./served-commands.cjs");

const count = Number(process.argv[2]);
const day = 86_400_000;

/** A fleet in its tenth day, whose agents are updated by an account and are too old all the same. */
async function keptFleet() {
  const azure = new SimulatedAzure({
    clock: new Clock({ start: new Date(Date.now() - 10 * day) }),
  });
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  const connection = azure.connect(owner);
  const { transport } = connection;
  await makeMachines(azure, transport, count);
  await replicate(azure, transport, count);
  await backUp(azure, transport, count);
  const vaultId = `${group(azure)}/providers/Microsoft.RecoveryServices/vaults/vault`;
  const automationAccountId = `${group(azure)}/providers/Microsoft.Automation/automationAccounts/updates`;
  await write(transport, `${automationAccountId}?api-version=2024-10-23`, {
    location: "northeurope",
    identity: { type: "SystemAssigned" },
    properties: { sku: { name: "Basic" } },
  });
  azure.clock.advance(600_000);
  const { principalId } = azure.estate.get(automationAccountId).identity;
  azure.grant({ principalId, role: "Contributor", scope: vaultId });
  const enabling = { vaultIds: [vaultId], status: "Enabled", automationAccountId };
  await setAgentAutoUpdate({ connection }, await planAgentAutoUpdate({ connection }, enabling));
  azure.clock.advance(Date.now() - azure.clock.now().getTime() - 3_600_000);
  releaseMobilityAgent(azure, "9.99.7000.1");
  azure.clock.advance(3_600_000);
  return { azure, vaultId };
}

async function main() {
  const { azure, vaultId } = await keptFleet();
  const costs = await withServedCommands(azure, async (run) => {
    const told = {};
    for (const words of [
      ["agent-update", "status", "--vault", vaultId],
      ["backup", "status"],
      ["patch", "status"],
    ]) {
      for (const format of ["table", "json"]) {
        // Somebody else each time: nobody's quota of Resource Graph is used up by the command before.
        const reader = azure.createServicePrincipal("reader");
        azure.grant({ principalId: reader.objectId, role: "Reader" });
        const { requests, megabytes, output } = await run(reader, ...words, "--output", format);
        const known = format === "json" ? JSON.parse(output).machines.length : count;
        if (known !== count) {
          throw new Error(`${words.join(" ")} tells of ${known} machines.`);
        }
        told[`${words.slice(0, 2).join(" ")}, ${format}`] = { requests, megabytes };
      }
    }
    return told;
  });
  console.log(JSON.stringify(costs));
}

void main();
