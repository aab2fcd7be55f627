// What `evergreen patch assess` of a fleet takes: `assess-command.cjs COUNT` prints the peak of its resident set in
// megabytes. Azure's clock runs no faster than ours here, so it takes the minutes that it would take in Azure.
const { Clock, SimulatedAzure } = require("azure-evergreen/simulator");
const { makeMachines } = require("./fleet.cjs");
const { withServedCommands } = require("./served-commands.cjs");

const count = Number(process.argv[2]);

async function main() {
  const clock = new Clock({ start: new Date(Date.now() - 3_600_000) });
  const azure = new SimulatedAzure({ clock });
  const [owner, operator] = ["Owner", "Virtual Machine Contributor"].map((role) => {
    const principal = azure.createServicePrincipal(role);
    azure.grant({ principalId: principal.objectId, role });
    return principal;
  });
  await makeMachines(azure, azure.connect(owner).transport, count);
  clock.advance(Date.now() - clock.now().getTime());
  await withServedCommands(azure, async (run) => {
    const { megabytes, requests, output } = await run(
      operator,
      "patch",
      "assess",
      "--yes",
      "--json",
    );
    const { succeeded } = JSON.parse(output);
    if (succeeded !== count) {
      throw new Error(`Only ${succeeded} of ${count} machines were assessed.`);
    }
    console.log(JSON.stringify({ value: megabytes, requests }));
  });
}

void main();
