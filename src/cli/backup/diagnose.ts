import { Command } from "commander";
import { utcMinute } from "../../azure/local-time";
import type { BackupDiagnosis } from "../../operations/backup/diagnose";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import { type AzureOptions, type ScopeOptions, withAzureOptions } from "../frame/options";
import type { Colour } from "../frame/printable";
import type { View } from "../frame/view";

type DiagnoseOptions = AzureOptions &
  Pick<ScopeOptions, "resourceGroup"> & { readonly backupService?: string };

/** `evergreen backup diagnose VM`. */
export function diagnoseCommand(): Command {
  return withAzureOptions(
    new Command("diagnose")
      .description(
        "Look at everything that can keep the backups of one machine from succeeding, and say what to do first. " +
          "It changes nothing. What you may not read is told as unknown, with the action that is missing.",
      )
      .argument("<vm>", "name or id"),
  )
    .option("--resource-group <name...>", "only machines in these resource groups")
    .option(
      "--backup-service <object id>",
      'object id of the service principal "Backup Management Service", to know its rights at key vaults for certain',
    )
    .addHelpText(
      "after",
      [
        exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
        "",
        "Example:",
        "  evergreen backup diagnose web-1 --resource-group shop",
      ].join("\n"),
    )
    .action(async (machine: string, options: DiagnoseOptions) => {
      const { runAzureCommand, scopeFrom } = await import("../frame/azure-command.js");
      const { diagnoseMachineBackup } = await import("../../operations/backup/diagnose.js");
      await runAzureCommand(options, async ({ operation, stack }) => {
        const { backupService } = options;
        const data = await diagnoseMachineBackup(operation, {
          machine,
          scope: scopeFrom(options, stack),
          ...(backupService === undefined ? {} : { backupServiceObjectId: backupService }),
        });
        const isBad = data.verdict.state === "problem";
        return {
          schema: "backup-diagnosis",
          data,
          view: viewOf(data, options),
          exitCode: isBad ? exitCodes.violations : exitCodes.done,
        };
      });
    });
}

const colours: Readonly<Record<BackupDiagnosis["checks"][number]["state"], Colour | undefined>> = {
  ok: undefined,
  warning: "yellow",
  problem: "red",
  unknown: "grey",
};

function viewOf(
  { machineName, at, checks, verdict, requests }: BackupDiagnosis,
  { output }: Pick<AzureOptions, "output">,
): View {
  // A line of a terminal has no room for what to do about each; the one thing to do first is said below.
  const isCsv = output === "csv";
  const { likelyCode, summary, first } = verdict;
  return {
    before: [`Backups of ${machineName} at ${utcMinute(at)}, in ${requests} requests:`],
    tables: [
      {
        columns: ["STATE", "CHECK", "WHAT IS", ...(isCsv ? ["WHAT TO DO"] : [])],
        rows: checks.map(({ state, title, detail, fix }) => [
          state,
          title,
          detail,
          ...(isCsv ? [fix] : []),
        ]),
        colourOf: (index) => {
          const state = checks[index]?.state;
          return state === undefined ? undefined : colours[state];
        },
      },
    ],
    after: [
      summary,
      ...(likelyCode === undefined
        ? []
        : [`Likely code: ${likelyCode} (\`evergreen backup explain ${likelyCode}\`)`]),
      ...(first === undefined ? [] : [`First: ${first}`]),
    ],
  };
}
