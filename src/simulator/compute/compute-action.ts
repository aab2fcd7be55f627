import type { StoredResource } from "../estate";
import { asText } from "../json";
import type { Answer, Call } from "../operation";
import { operationsPath } from "./compute-work";

/**
 * Begins work on a machine that a POST asked for: 202, the status at the machine's location, and
 * the result under the same address with `monitor=true`.
 *
 * Source: VirtualMachine_AssessPatches.json (`Location`), recorded traffic of `az vm` in Azure/azure-cli.
 *
 * @param finish - Does the work; answers its result, `null` for none.
 */
export function compute202(
  call: Call,
  machine: StoredResource,
  durationInSeconds: number,
  finish: () => object | null,
): Answer {
  const location = asText(machine.location) ?? "";
  return call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation", "Location"],
    statusPath: operationsPath(call.subscriptionId, location),
    resultQuery: "monitor=true",
    durationInSeconds,
    retryAfterInSeconds: 10,
    finish: () => ({ result: finish() }),
  });
}
