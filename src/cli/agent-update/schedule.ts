import { Command } from "commander";
import type { AgentUpdateSchedules, BrokenSchedule } from "../../operations/agent-update/schedules";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  withAzureOptions,
  withChangeOptions,
} from "../frame/options";
import type { View } from "../frame/view";
import { nextRunOf } from "./status-view";
import { vaultChoiceFrom, type VaultOptions, withVaultOptions } from "./vault-options";

/** `evergreen agent-update schedule`. */
export function scheduleCommand(): Command {
  return new Command("schedule")
    .description("Show and change when agents are updated at night.")
    .addCommand(showCommand())
    .addCommand(setCommand());
}

function showCommand(): Command {
  const command = new Command("show").description(
    "Show the schedules that Site Recovery made in automation accounts. Nothing is changed.",
  );
  return withVaultOptions(withAzureOptions(command))
    .addHelpText("after", "\nExample:\n  evergreen agent-update schedule show --vault $VAULT")
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
    )
    .action(async (options: AzureOptions & VaultOptions) => {
      const { runAzureCommand } = await import("../frame/azure-command.js");
      const { agentUpdateSchedules, brokenSchedules } =
        await import("../../operations/agent-update/schedules.js");
      await runAzureCommand(options, async (context) => {
        const data = await agentUpdateSchedules(
          context.operation,
          vaultChoiceFrom(options, context),
        );
        const broken = brokenSchedules(data);
        return {
          schema: "agent-update-schedules",
          data,
          view: viewOf(data, broken),
          exitCode: broken.length === 0 ? exitCodes.done : exitCodes.violations,
        };
      });
    });
}

function setCommand(): Command {
  const command = new Command("set").description(
    "Let agents be updated at another time of day.\n" +
      "The schedules that Site Recovery made in the automation account get another start; their links to runbooks are kept.",
  );
  return withChangeOptions(withVaultOptions(withAzureOptions(command)))
    .requiredOption("--time <HH:MM>", "local time of day")
    .option("--time-zone <zone>", "Windows or IANA name; the default is the schedule's own")
    .addHelpText(
      "after",
      '\nExample:\n  evergreen agent-update schedule set --vault $VAULT --time 02:30 --time-zone "W. Europe Standard Time"',
    )
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "interrupted"),
    )
    .action(
      async (
        options: AzureOptions &
          ChangeOptions &
          VaultOptions & { readonly time: string; readonly timeZone?: string },
      ) => {
        const { runChangeCommand } = await import("../frame/change-command.js");
        const { planScheduleTime, setScheduleTime } =
          await import("../../operations/agent-update/schedule-change.js");
        const { time: timeOfDay, timeZone } = options;
        await runChangeCommand(options, {
          plan: (context) =>
            planScheduleTime(context.operation, {
              ...vaultChoiceFrom(options, context),
              timeOfDay,
              ...(timeZone === undefined ? {} : { timeZone }),
            }),
          carryOut: ({ operation }, plan) => setScheduleTime(operation, plan),
        });
      },
    );
}

function viewOf(data: AgentUpdateSchedules, broken: readonly BrokenSchedule[]): View {
  return {
    tables: [
      {
        columns: ["SCHEDULE", "TIME", "EVERY", "ENABLED", "NEXT RUN", "MAPPINGS"],
        rows: data.schedules.map((schedule) => [
          schedule.name,
          `${schedule.timeOfDay} ${schedule.timeZone}`,
          `${schedule.interval === 1 ? "" : `${schedule.interval} `}${schedule.frequency}`,
          schedule.isEnabled ? "yes" : "no",
          nextRunOf(schedule),
          schedule.mappings.join(", "),
        ]),
      },
    ],
    after: broken.map(
      ({ id, mappings, why }) =>
        `The schedule ${id} ${why}, so nothing updates the agents of ${mappings.join(", ")}. Run \`evergreen agent-update repair\`.`,
    ),
  };
}
