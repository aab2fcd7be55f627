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
import { WrongInput } from "../frame/wrong-input";

interface CleanUpOptions extends AzureOptions, ChangeOptions, ScopeOptions {
  readonly orphaned?: boolean;
  readonly removeLock?: boolean;
  readonly delete?: boolean;
  readonly wait?: boolean;
}

/** What is about one machine says nothing of those that are gone. */
function refuseMixture(machine: string | undefined, options: CleanUpOptions): void {
  const isOrphaned = options.orphaned === true;
  if ((machine === undefined) !== isOrphaned) {
    throw new WrongInput("Name a machine, or give --orphaned.");
  }
  const given = (["removeLock", "delete", "wait"] as const).filter(
    (name) => options[name] === true,
  );
  if (isOrphaned && given.length > 0) {
    const names = given.map((name) => (name === "removeLock" ? "--remove-lock" : `--${name}`));
    throw new WrongInput(`${names.join(", ")} is about one machine: leave it out with --orphaned.`);
  }
}

/** `evergreen backup clean-restore-points`: what keeps a machine at 18 instant recovery points is removed. */
export function cleanRestorePointsCommand(): Command {
  const command = new Command("clean-restore-points")
    .description(
      "Let Azure Backup clean up the instant recovery points of a machine: a backup on demand begins it, and is expected\n" +
        "to fail the first time. Locks that keep old points are removed only with --remove-lock, and stay off.\n" +
        "Recovery points in vaults stay, and so do restore points that somebody took without Azure Backup.\n" +
        "Rights besides rolePresets.backupOperator at the vault, at the subscription: those of\n" +
        "rolePresets.backupDiagnostician to plan; Microsoft.Authorization/locks/delete for --remove-lock;\n" +
        "Microsoft.Compute/restorePointCollections/delete and locations/operations/read for --delete and --orphaned.",
    )
    .argument("[vm]", "name or id; left out with --orphaned");
  return withChangeOptions(withScopeOptions(withAzureOptions(command)))
    .option("--remove-lock", "remove the locks that keep old points, for good")
    .option("--delete", "delete the collections with all their points, instead of the backup")
    .option("--wait", "wait until Azure has cleaned up, which takes hours")
    .option("--orphaned", "delete the collections of machines that are gone")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen backup clean-restore-points web1 --remove-lock",
        "  evergreen backup clean-restore-points --orphaned --plan",
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
      ].join("\n"),
    )
    .action(async (machine: string | undefined, options: CleanUpOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { scopeFrom } = await import("../frame/azure-command.js");
      const { cleanUpRestorePoints, planOrphanCleanUp, planRestorePointCleanUp } =
        await import("../../operations/backup/clean-up.js");
      await runChangeCommand(options, {
        plan: ({ operation, stack }) => {
          const scope = scopeFrom(options, stack);
          refuseMixture(machine, options);
          return machine === undefined
            ? planOrphanCleanUp(operation, { scope })
            : planRestorePointCleanUp(operation, {
                machine,
                scope,
                removeLocks: options.removeLock === true,
                deleteCollections: options.delete === true,
                wait: options.wait === true,
              });
        },
        carryOut: ({ operation }, plan) => cleanUpRestorePoints(operation, plan),
      });
    });
}
