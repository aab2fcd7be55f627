import { atLeast, atMost, type Figure, program, runs, typeScriptProgram } from "./figure";
import { measured, medianOf } from "./measure";

/** How many machines of a fleet are looked at, and what that may take. */
const [fleetSize, mostRequests, mostMegabytes] = [10_000, 15, 200];

/** What `evergreen` takes for the status of a fleet: a process of its own, with what it is told by another. */
export function tellingStatus(): Figure[] {
  const costs = measured(program("fleet-status.cjs", String(fleetSize))) as Record<
    string,
    { readonly requests: number; readonly megabytes: number }
  >;
  return Object.entries(costs).flatMap(([command, { requests, megabytes }]) => [
    atMost(`${command}, of 10,000 VMs: requests`, requests, mostRequests),
    atMost(`${command}, of 10,000 VMs: peak resident set (MB)`, megabytes, mostMegabytes),
  ]);
}

/** On-demand assessments against Azure's limits: 600 at once and 200 a minute, and two minutes for the last ones. */
export function assessing(): Figure[] {
  const { value: minutes, throttled } = measured(
    program("patch-assessments.cjs", "1000", "1000"),
  ) as { readonly value: number; readonly throttled: { readonly patchOperations: number } };
  return [
    atMost("patch assess of 1,000 VMs: minutes, of which Azure's limits take 4", minutes, 4.4),
    atMost("the same: assessments that Azure refused with 429", throttled.patchOperations, 0),
    atMost(
      "the same: peak resident set (MB)",
      medianOf(program("assess-command.cjs", "1000"), 1),
      mostMegabytes,
    ),
  ];
}

/** Agent auto-update beside the documented script, which sends 60 changes a minute, and Site Recovery's limit of 200. */
export function updatingAgents(): Figure[] {
  const { pace, throttled } = measured(typeScriptProgram("agent-auto-update.ts", "1000")) as {
    readonly pace: number;
    readonly throttled: number;
  };
  return [
    atLeast("auto-update of 1,000 mappings: a minute, three times the script's", pace, 3 * 60),
    atLeast("the same, 0.95 of the service's limit", pace, 0.95 * 200),
    atMost("the same: changes that Azure refused with 429", throttled, 0),
  ];
}

/** What `backup diagnose` asks for one VM with all that it can look at, each call taking 200 ms. */
export function diagnosing(): Figure[] {
  const diagnose = (what: string): number => medianOf(program("diagnose.cjs", what), runs);
  return [
    atMost("backup diagnose of one VM: requests", diagnose("requests"), 12),
    atMost("the same with 200 ms a call (ms)", diagnose("milliseconds"), 1500),
  ];
}
