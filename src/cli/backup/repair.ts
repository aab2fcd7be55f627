import { Command, Option } from "commander";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  type ScopeOptions,
  wholeNumber,
  withAzureOptions,
  withChangeOptions,
  withScopeOptions,
} from "../frame/options";

interface RepairOptions extends AzureOptions, ChangeOptions, ScopeOptions {
  readonly retainDays: number;
}

/** `evergreen backup repair`: what keeps a machine from being backed up is mended. */
export function repairCommand(): Command {
  const command = new Command("repair")
    .description(
      "Mend what keeps a machine from being backed up: wait until it is no longer Updating, delete a failed extension\n" +
        "of Azure Backup, reapply a Failed machine, and back it up. Steps that are not needed are left out, with why.\n" +
        "Nothing is restarted. Rights: rolePresets.backupOperator at the vaults; besides, Microsoft.Compute/virtualMachines/read,\n" +
        "/reapply/action, /extensions/read, /extensions/delete and, at the subscription, Microsoft.Compute/locations/operations/read.",
    )
    .argument("<vm>", "name or id");
  return withChangeOptions(withScopeOptions(withAzureOptions(command)))
    .addOption(
      new Option("--retain-days <days>", "how long the recovery point is kept")
        .argParser(wholeNumber(1))
        .default(30),
    )
    .addHelpText(
      "after",
      "\nExample:\n  evergreen backup repair web1 --plan\n" +
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (machine: string, options: RepairOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { scopeFrom } = await import("../frame/azure-command.js");
      const { planRepair, repairBackups } = await import("../../operations/backup/repair.js");
      await runChangeCommand(options, {
        plan: ({ operation, stack }) =>
          planRepair(operation, {
            machine,
            scope: scopeFrom(options, stack),
            retentionInDays: options.retainDays,
          }),
        carryOut: ({ operation }, plan) => repairBackups(operation, plan),
      });
    });
}
