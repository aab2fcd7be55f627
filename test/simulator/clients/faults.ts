/*
 * Our own client and Microsoft's make a group each against every fault of requests that the served
 * simulated Azure has ready. Prints what became of it, as JSON.
 */
import { ResourceManagementClient } from "@azure/arm-resources";
import { ArmClient } from "../../../src/arm/arm-client";
import { connectToAzure } from "../../../src/arm/connect";
import { clientOptions, secretCredential, show, subscriptionId, variable } from "./set-up";

const location = "westeurope";

async function outcome(make: () => Promise<unknown>): Promise<unknown> {
  try {
    await make();
    return "made";
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    return [name, code];
  }
}

show(async () => {
  const ours = new ArmClient(connectToAzure({}, { announce: () => undefined }), {
    baseDelayInMilliseconds: 1,
  });
  const theirs = new ResourceManagementClient(secretCredential(), subscriptionId, {
    ...clientOptions,
    retryOptions: { retryDelayInMs: 1 },
  });
  const seen = variable("FAULTS")
    .split(",")
    .map(async (fault) => {
      const url = `/subscriptions/${subscriptionId}/resourceGroups/ours-${fault}?api-version=2021-04-01`;
      return [
        fault,
        await outcome(() => ours.put(url, { location })),
        await outcome(() => theirs.resourceGroups.createOrUpdate(`theirs-${fault}`, { location })),
      ] as const;
    });
  return Promise.all(seen);
});
