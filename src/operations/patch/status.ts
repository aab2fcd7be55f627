import { errorFinding, type Finding, refuseErrors } from "../../azure/finding";
import { assessmentEveryInHours } from "../../azure/guest-patching";
import { assumedOffPeakHours, type OffPeakHours } from "../../azure/off-peak";
import { describeError } from "../run/operation-error";
import { describeScope, type FleetScope, scopeFindings } from "../run/fleet-scope";
import { azureFleet, type FleetListing, type FleetSource, listedFleet } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { lackedReads } from "./hidden";
import { type PatchInstanceView, readInstanceView } from "./instance-view";
import { type MachinePatchStatus, machineStatus } from "./machine-status";
import type { PatchMachine } from "./machines";
import { nextPatchingAfter } from "./next-patching";
import { readFleet } from "./planned-fleet";
import { rankOf } from "./problem";
import { type PatchSummary, summaryOf } from "./status-summary";

/** How a fleet's patches stand. */
export interface PatchStatus {
  /** When it was so: now, or when the listing was made. ISO 8601, UTC. */
  readonly takenAt: string;
  /** The machines that were asked for, in words. */
  readonly scope: string;
  readonly summary: PatchSummary;
  /** Those with what needs attention most first. */
  readonly machines: readonly MachinePatchStatus[];
  /** What else is to be known: what could not be seen, and what is assumed. */
  readonly notes: readonly string[];
  /** Requests that it took. */
  readonly requests: number;
}

/** What a fleet's patches are judged by. */
export interface PatchStatusInput {
  readonly scope?: FleetScope;
  /** A saved listing instead of Azure. */
  readonly listing?: FleetListing;
  /**
   * Age in hours from which an assessment counts as old. Defaults to `48`: Azure looks every 24 hours
   * where it is asked to, so that a look was missed. Azure Resource Graph keeps an assessment for 7 days.
   */
  readonly staleAfterInHours?: number;
  /** Defaults to 22 to 6 o'clock, which is an assumption: Azure publishes no hours. */
  readonly offPeakHours?: OffPeakHours;
}

/** A look was missed: Azure looks once in half of it. */
export const defaultStaleAfterInHours = 2 * assessmentEveryInHours;

/**
 * How a fleet's patches stand: who patches each machine and why, its last assessment and installation,
 * and what needs attention. Read from Azure Resource Graph, so that it takes some requests for a
 * thousand machines and none for each; of a single machine the instance view is read too. Changes nothing.
 */
export async function patchStatus(
  options: OperationOptions,
  input: PatchStatusInput = {},
): Promise<PatchStatus> {
  const { scope = {}, listing } = input;
  refuseErrors("The input", [...scopeFindings(scope), ...limitFindings(input)]);
  if (listing !== undefined) {
    return statusOf(listedFleet(listing), input, undefined);
  }
  return inRun(options, (run) => statusOf(azureFleet(run, scope.subscriptions), input, run));
}

async function statusOf(
  source: FleetSource,
  input: PatchStatusInput,
  run: Run | undefined,
): Promise<PatchStatus> {
  const { scope = {}, staleAfterInHours = defaultStaleAfterInHours } = input;
  const hours = input.offPeakHours ?? assumedOffPeakHours;
  const { machines, anyScheduleSeen, notes: unseen } = await readFleet(source, scope, run);
  const notes = [...unseen];
  if (run !== undefined && machines.every(({ row }) => row.assessedAt === "")) {
    notes.push(...(await lackedReads(run, scope.subscriptions ?? [], "assessments")));
  }
  if (!source.isLive && !anyScheduleSeen) {
    notes.push(
      "The listing holds no schedule: either there was none, or whoever made it could not read them.",
    );
  }
  const view = await viewOfOne(run, machines, notes);
  const now = source.takenAt;
  const next = nextPatchingAfter(now, hours);
  const statuses = machines
    .map((machine) => (view === undefined ? machine : { ...machine, row: view.row }))
    .map((machine) =>
      machineStatus(machine, {
        ...{ now, staleAfterInHours, view },
        next: next(machine),
      }),
    )
    .sort(worstFirst);
  return {
    takenAt: now.toISOString(),
    scope: describeScope(scope),
    summary: summaryOf(statuses),
    machines: statuses,
    notes: [...notes, ...assumptions(statuses, hours)],
    requests: run?.requests ?? 0,
  };
}

/** The instance view where there is one machine; without the right to it the status goes on. */
async function viewOfOne(
  run: Run | undefined,
  machines: readonly PatchMachine[],
  notes: string[],
): Promise<PatchInstanceView | undefined> {
  const [machine] = machines;
  if (run === undefined || machine === undefined || machines.length > 1) {
    return undefined;
  }
  try {
    return await readInstanceView(run, machine);
  } catch (error) {
    notes.push(`The instance view of ${machine.row.name} cannot be read: ${describeError(error)}`);
    return undefined;
  }
}

function worstFirst(one: MachinePatchStatus, other: MachinePatchStatus): number {
  const rank = ({ problems }: MachinePatchStatus): number =>
    problems[0] === undefined ? Infinity : rankOf(problems[0]);
  const [left, right] = [rank(one), rank(other)];
  return left === right ? (one.id < other.id ? -1 : 1) : left - right;
}

function limitFindings({ staleAfterInHours, offPeakHours }: PatchStatusInput): Finding[] {
  const hours = Object.entries(offPeakHours ?? {});
  return [
    ...(staleAfterInHours === undefined || staleAfterInHours > 0
      ? []
      : [
          errorFinding(
            "EVG-STATUS-001",
            "staleAfterInHours",
            `It is ${staleAfterInHours}, and every assessment would count as old.`,
            "Give hours above 0, for example 48.",
          ),
        ]),
    ...hours.flatMap(([name, hour]: [string, number]) =>
      Number.isInteger(hour) && hour >= 0 && hour <= 23
        ? []
        : [
            errorFinding(
              "EVG-STATUS-002",
              `offPeakHours.${name}`,
              `${hour} is no hour of a clock.`,
              "Give a whole number from 0 to 23.",
            ),
          ],
    ),
  ];
}

function assumptions(
  machines: readonly MachinePatchStatus[],
  { fromHour, toHour }: OffPeakHours,
): string[] {
  return machines.some(({ next }) => next?.isAssumed === true)
    ? [
        `Off-peak hours are assumed to be ${fromHour}:00 to ${toHour}:00 in the time zone of each region: Azure publishes neither.`,
      ]
    : [];
}
