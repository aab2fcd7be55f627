import { Command } from "commander";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  type ScopeOptions,
  withAzureOptions,
  withChangeOptions,
  withScopeOptions,
} from "../frame/options";

interface CancelOptions extends AzureOptions, ChangeOptions, ScopeOptions {
  readonly wait?: boolean;
}

/** `evergreen backup cancel`: a backup that is under way is given up. */
export function cancelCommand(): Command {
  const command = new Command("cancel")
    .description(
      "Cancel a backup that is under way: a job, or the jobs of a machine in whichever vault.\n" +
        "Azure cancels a backup only while its snapshot is taken; for others it is said why not.\n" +
        "Rights: rolePresets.backupOperator at the vaults.",
    )
    .argument("<job-or-vm>", "a job's GUID or id, or a machine's name or id");
  return withChangeOptions(withScopeOptions(withAzureOptions(command)))
    .option("--wait", "wait until the job has ended")
    .addHelpText(
      "after",
      "\nExample:\n  evergreen backup cancel web1 --wait --yes\n" +
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (target: string, options: CancelOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { scopeFrom } = await import("../frame/azure-command.js");
      const { cancelJobs, planCancel } = await import("../../operations/backup/cancel.js");
      await runChangeCommand(options, {
        plan: ({ operation, stack }) =>
          planCancel(operation, {
            target,
            scope: scopeFrom(options, stack),
            wait: options.wait === true,
          }),
        carryOut: ({ operation }, plan) => cancelJobs(operation, plan),
      });
    });
}
