// Assessing a fleet on demand against the limits of a simulated Azure: `patch-assessments.cjs COUNT AT-MOST`
// tells the minutes of Azure's clock that it took, those that Azure needs at best, and answers of 429.
const { SimulatedAzure } = require("azure-evergreen/simulator");
const { assessPatches, planAssessment } = require("azure-evergreen/operations");
const { makeMachines } = require("./fleet.cjs");

/** Source: learn.microsoft.com virtual-machines/compute-throttling-limits (VMGuestPatchOperations). */
const [atFirst, eachMinute] = [600, 200];
/** How long the simulated Azure takes for one. */
const minutesOfOne = 2;

async function main() {
  const [count, atMost] = process.argv.slice(2).map(Number);
  const azure = new SimulatedAzure({ limits: "enforced" });
  const [owner, operator] = ["Owner", "Virtual Machine Contributor"].map((role) => {
    const principal = azure.createServicePrincipal(role);
    azure.grant({ principalId: principal.objectId, role });
    return principal;
  });
  await makeMachines(azure, azure.connect(owner).transport, count, 250);
  const connection = azure.connect(operator);
  const throttled = { patchOperations: 0, others: 0 };
  const counted = {
    ...connection,
    transport: {
      send: async (request, signal) => {
        const answer = await connection.transport.send(request, signal);
        if (answer.status === 429) {
          throttled[request.url.includes("/assessPatches?") ? "patchOperations" : "others"]++;
        }
        return answer;
      },
      wait: (milliseconds, signal) => connection.transport.wait(milliseconds, signal),
      now: () => connection.transport.now(),
    },
  };
  const options = { connection: counted, atMost };
  const before = azure.clock.now().getTime();
  const report = await assessPatches(options, await planAssessment(options));
  if (report.succeeded !== count) {
    throw new Error(JSON.stringify({ succeeded: report.succeeded, throttled }));
  }
  const minutes = (azure.clock.now().getTime() - before) / 60_000;
  const least = Math.max(0, Math.ceil((count - atFirst) / eachMinute)) + minutesOfOne;
  console.log(
    JSON.stringify({
      value: minutes,
      leastMinutes: least,
      succeeded: report.succeeded,
      throttled,
      peakResidentSetInMegabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

void main();
