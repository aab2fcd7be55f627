import { Command } from "commander";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  type ListingOptions,
  type ScopeOptions,
  withAzureOptions,
  withChangeOptions,
  withListingOption,
  withScopeOptions,
} from "../frame/options";
import { type VaultOptions, withVaultOption } from "./choice-options";

interface ResumeOptions
  extends AzureOptions, ChangeOptions, ListingOptions, ScopeOptions, VaultOptions {
  readonly policy?: string;
  readonly undelete?: boolean;
}

/** `evergreen backup resume`: stopped backups go on. */
export function resumeCommand(): Command {
  const command = new Command("resume")
    .description(
      "Make stopped, paused or suspended backups active again, under the policy that a machine had or --policy.\n" +
        "No backup is begun: the next is made by schedule. Backups that were deleted and are still kept are brought\n" +
        "back only with --undelete. Rights: rolePresets.backupOperator at the vaults.",
    )
    .argument("[vm...]", "names or ids; without any, every machine that the filters let through");
  return withChangeOptions(
    withListingOption(withVaultOption(withScopeOptions(withAzureOptions(command)))),
  )
    .option("--policy <name>", "name or id of a policy of the vault; a stopped machine tells none")
    .option("--undelete", "bring back backups that were deleted and are still kept")
    .addHelpText(
      "after",
      "\nExample:\n  evergreen backup resume web1 --policy DefaultPolicy --plan\n" +
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (machines: readonly string[], options: ResumeOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planResume, resumeBackups } = await import("../../operations/backup/resume.js");
      const { plannedFrom } = await import("../frame/planned-from.js");
      const { choiceFrom } = await import("./choice-options.js");
      const { policy, undelete } = options;
      await runChangeCommand(options, {
        plan: ({ operation, stack }) =>
          planResume(operation, {
            ...choiceFrom(machines, options, stack),
            ...plannedFrom(options),
            ...(policy === undefined ? {} : { policy }),
            undelete: undelete === true,
          }),
        carryOut: ({ operation }, plan) => resumeBackups(operation, plan),
      });
    });
}
