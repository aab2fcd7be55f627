import { Command, Option } from "commander";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  type ListingOptions,
  type ScopeOptions,
  wholeNumber,
  withAzureOptions,
  withChangeOptions,
  withListingOption,
  withScopeOptions,
} from "../frame/options";
import { type VaultOptions, withVaultOption } from "./choice-options";

interface RunOptions
  extends AzureOptions, ChangeOptions, ListingOptions, ScopeOptions, VaultOptions {
  readonly retainDays: number;
  readonly unlessWithin: number;
}

/** `evergreen backup run`: on-demand backups. */
export function runCommand(): Command {
  const command = new Command("run")
    .description(
      "Back machines up now, and follow each backup to its end.\n" +
        "Azure restarts nothing for it. A backup that is under way is followed, in whichever vault, and no second one\n" +
        "is begun: run the same command again after Ctrl-C. Rights: rolePresets.backupOperator at the vaults.",
    )
    .argument("[vm...]", "names or ids; without any, every machine that the filters let through");
  return withChangeOptions(
    withListingOption(withVaultOption(withScopeOptions(withAzureOptions(command)))),
  )
    .addOption(
      new Option("--retain-days <days>", "how long the recovery points are kept")
        .argParser(wholeNumber(1))
        .default(30),
    )
    .addOption(
      new Option(
        "--unless-within <hours>",
        "leave a machine out whose last backup began within so many hours and succeeded; 0 leaves out none",
      )
        .argParser(wholeNumber(0))
        .default(4),
    )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen backup run web1 --plan",
        "  evergreen backup run --resource-group web --tag env=prod --retain-days 7 --at-most 10 --yes",
      ].join("\n") +
        "\n" +
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (machines: readonly string[], options: RunOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planBackups, runBackups } = await import("../../operations/backup/run.js");
      const { plannedFrom } = await import("../frame/planned-from.js");
      const { choiceFrom } = await import("./choice-options.js");
      await runChangeCommand(options, {
        plan: ({ operation, stack }) =>
          planBackups(operation, {
            ...choiceFrom(machines, options, stack),
            ...plannedFrom(options),
            retentionInDays: options.retainDays,
            unlessWithinInHours: options.unlessWithin,
          }),
        carryOut: ({ operation }, plan) => runBackups(operation, plan),
      });
    });
}
