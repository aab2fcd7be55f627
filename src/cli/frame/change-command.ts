import { createInterface } from "node:readline/promises";
import type { ChangePlan } from "../../operations/run/change-plan";
import {
  type ChangeReport,
  type ChangeState,
  isComplete,
} from "../../operations/run/change-report";
import { type ExitCode, exitCodes } from "../exit-codes";
import { type CommandContext, type CommandResult, runAzureCommand } from "./azure-command";
import type { AzureOptions, ChangeOptions, ScopeOptions } from "./options";
import { asTable } from "./output/table";
import { type Colour, counted } from "./printable";
import type { SchemaName } from "../schemas";
import type { View, ViewTable } from "./view";

/** A command that changes something: its plan, and how that is carried out. */
export interface ChangeCommand<Plan extends ChangePlan, Report extends ChangeReport> {
  /** Reads, and says what would be done. */
  readonly plan: (context: CommandContext) => Promise<Plan>;
  readonly carryOut: (context: CommandContext, plan: Plan) => Promise<Report>;
  /** What a report tells beside what every report tells. */
  readonly show?: (report: Report) => {
    readonly schema: SchemaName;
    readonly view?: View;
    /** How the command ends where everything of the plan was done. */
    readonly exitCode?: ExitCode;
  };
}

/**
 * Runs a command that changes something: the plan is shown on stderr, and carried out when `--yes` was
 * given or somebody agrees. With `--plan` the plan is the result. A second run goes on where the first ended.
 */
export async function runChangeCommand<Plan extends ChangePlan, Report extends ChangeReport>(
  options: AzureOptions & ChangeOptions & Partial<ScopeOptions>,
  command: ChangeCommand<Plan, Report>,
): Promise<void> {
  await runAzureCommand(options, async (context): Promise<CommandResult> => {
    const plan = await command.plan(context);
    const shown = { schema: "change-plan" as const, data: plan, view: viewOfPlan(plan) };
    if (options.plan === true) {
      return shown;
    }
    process.stderr.write(`${asTable(shown.view)}\n`);
    const isAgreed =
      plan.changes.length === 0 || options.yes === true || (await isConfirmed(plan, context));
    if (!isAgreed) {
      process.stderr.write("Nothing was changed. Agree with --yes to carry the plan out.\n");
      return { ...shown, view: { tables: [] }, exitCode: exitCodes.notConfirmed };
    }
    const report = await command.carryOut(context, plan);
    const own = command.show?.(report);
    const view = viewOfReport(report);
    const exitCode = exitCodeOf(report);
    return {
      schema: own?.schema ?? "change-report",
      data: report,
      view: {
        tables: [...view.tables, ...(own?.view?.tables ?? [])],
        after: [...(view.after ?? []), ...(own?.view?.after ?? [])],
      },
      exitCode: exitCode === exitCodes.done ? (own?.exitCode ?? exitCode) : exitCode,
    };
  });
}

/** Asks on the terminal; where there is none, nobody agrees. */
async function isConfirmed(plan: ChangePlan, { signal }: CommandContext): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // After Ctrl-D, or when the terminal is gone, there will be no answer.
  const closed = new AbortController();
  terminal.once("close", () => {
    closed.abort();
  });
  // While it reads a line, the terminal tells of Ctrl-C itself, and nobody sends a signal.
  terminal.once("SIGINT", () => {
    process.stderr.write("\n");
    process.emit("SIGINT");
  });
  try {
    const question = `Carry out ${counted(plan.changes.length, "change")}? [y/N] `;
    const answer = await terminal.question(question, {
      signal: AbortSignal.any([signal, closed.signal]),
    });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (signal.aborted || !closed.signal.aborted) {
      throw error;
    }
    process.stderr.write("\n");
    return false;
  } finally {
    terminal.close();
  }
}

function exitCodeOf(report: ChangeReport): ExitCode {
  if (report.interrupted) {
    return exitCodes.interrupted;
  }
  if (isComplete(report)) {
    return exitCodes.done;
  }
  // What neither succeeded nor failed was not waited for to its end, or not begun: the time was over.
  return report.failed === 0 ? exitCodes.timedOut : exitCodes.failed;
}

export function viewOfPlan(plan: ChangePlan): View {
  return {
    before: [`${plan.title}: ${counted(plan.changes.length, "change")}.`],
    tables: [
      {
        columns: ["NAME", "CHANGE", "WHY"],
        rows: plan.changes.map(({ name, change, reason }) => [name, change, reason]),
      },
      {
        title: "Left as it is",
        columns: ["NAME", "WHY"],
        rows: plan.skipped.map(({ name, reason }) => [name, reason]),
      },
    ].filter(({ rows }) => rows.length > 0),
    after: plan.notes,
  };
}

const colours: Readonly<Partial<Record<ChangeState, Colour>>> = {
  failed: "red",
  timedOut: "yellow",
  underWay: "yellow",
};

const words: Readonly<Record<ChangeState, string>> = {
  succeeded: "succeeded",
  failed: "failed",
  timedOut: "timed out",
  underWay: "under way",
  notStarted: "not started",
};

export function viewOfReport(report: ChangeReport): View {
  const { selected, started, succeeded, failed, timedOut, underWay, outcomes } = report;
  const table: ViewTable = {
    columns: ["NAME", "STATE", "DETAIL"],
    rows: outcomes.map(({ name, state, detail }) => [name, words[state], detail]),
    colourOf: (index) => colours[outcomes[index]?.state ?? "succeeded"],
  };
  return {
    tables: outcomes.length === 0 ? [] : [table],
    after: [
      `${report.title}: ${selected} selected, ${started} started, ${succeeded} succeeded, ${failed} failed, ` +
        `${timedOut} timed out${underWay === 0 ? "" : `, ${underWay} under way`}.`,
      ...report.howToGoOn,
    ],
  };
}
