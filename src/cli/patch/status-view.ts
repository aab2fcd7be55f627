import type { MachinePatchStatus, PatchStatus, PatchSummary } from "../../operations/patch";
import { localMinute, offsetDateTime, utcMinute } from "../../azure/local-time";
import { counted } from "../frame/printable";
import type { View } from "../frame/view";

/** A fleet's status as people read it: a line a machine, what is the matter and what to do. */
export function statusView(status: PatchStatus): View {
  const { machines } = status;
  return {
    before: [`Patches of ${status.scope} at ${utcMinute(status.takenAt)}:`],
    tables: [
      {
        columns: [
          ...["MACHINE", "RESOURCE GROUP", "POWER", "PATCHED BY", "CRITICAL+SECURITY", "OTHERS"],
          ...["ASSESSED", "LAST INSTALLATION", "NEXT", "ATTENTION"],
        ],
        rows: machines.map((machine) => [
          machine.name,
          machine.resourceGroup,
          machine.powerState,
          machine.patchedBy,
          machine.assessment?.missingCriticalAndSecurity,
          machine.assessment?.missingOthers,
          machine.assessment === undefined ? "not in 7 days" : utcMinute(machine.assessment.at),
          installed(machine),
          next(machine),
          machine.problems
            .filter(({ needsAttention }) => needsAttention)
            .map(({ kind }) => kind)
            .join(", "),
        ]),
        colourOf: (index) =>
          machines[index]?.needsAttention === true
            ? "red"
            : (machines[index]?.problems.length ?? 0) > 0
              ? "yellow"
              : undefined,
      },
    ],
    after: [...reasons(machines), ...status.notes, summaryLine(status.summary)],
  };
}

/** How many machines are told of one by one below the table. */
const toldOneByOne = 20;

function reasons(machines: readonly MachinePatchStatus[]): string[] {
  const troubled = machines.filter(({ problems }) => problems.length > 0);
  const lines = troubled
    .slice(0, toldOneByOne)
    .flatMap(({ name, problems }) =>
      problems.map(({ message, fix }) => `${name}: ${message} ${fix}`),
    );
  const more = troubled.length - toldOneByOne;
  return more > 0
    ? [...lines, `Of ${counted(more, "more machine")} --json tells what is the matter.`]
    : lines;
}

function installed({ installation }: MachinePatchStatus): string | undefined {
  if (installation === undefined) {
    return undefined;
  }
  const { startedAt, installed: done, failed, pending, excluded } = installation;
  const parts = [`${done} installed`]
    .concat(failed === 0 ? [] : [`${failed} failed`])
    .concat(pending === 0 ? [] : [`${pending} pending`])
    .concat(excluded === 0 ? [] : [`${excluded} excluded`]);
  return `${utcMinute(startedAt)}: ${parts.join(", ")}`;
}

/** In the clock of the schedule, or of the machine's region. */
function next({ next: when }: MachinePatchStatus): string | undefined {
  if (when === undefined) {
    return undefined;
  }
  const { start, timeZone, kind, schedule = "" } = when;
  const local = localMinute(offsetDateTime(new Date(start), timeZone), timeZone);
  return `${local} (${kind === "Window" ? schedule : "off-peak"})`;
}

function summaryLine(summary: PatchSummary): string {
  const who = [
    [summary.patchedByPlatform, "by Azure"],
    [summary.patchedBySchedule, "by schedules"],
    [summary.patchedByOperatingSystem, "by their own systems"],
    [summary.patchedByNobody, "by nobody"],
    [summary.patchedByUnknown, "by whom cannot be seen"],
  ] as const;
  const parts = who.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  const troubles = [
    [summary.notAssessed, "not assessed"],
    [summary.assessmentStale, "with an old assessment"],
    [summary.rebootPending, "waiting for a restart"],
    [summary.installationFailed, "with a failed installation"],
    [summary.sourceUnreachable, "without their patch source"],
    [summary.notRunning, "not running"],
  ] as const;
  const told = troubles.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return `${counted(summary.machines, "machine")}, ${summary.needAttention} of them in need of attention; patched: ${parts.join(", ")}.${told.length === 0 ? "" : ` ${told.join(", ")}.`}`;
}
