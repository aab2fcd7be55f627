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

type RunOptions = AzureOptions &
  ScopeOptions &
  ChangeOptions &
  ListingOptions & { readonly vault?: readonly string[]; readonly all?: boolean };

/** `evergreen agent-update run`. */
export function runCommand(): Command {
  const command = new Command("run").description(
    "Update the agents of machines now, where a newer one is available.\n" +
      "No machine is restarted, and replication goes on. " +
      "A machine whose agent is more than four releases behind must be restarted afterwards; the plan names it.",
  );
  return withChangeOptions(
    withListingOption(
      withScopeOptions(
        withAzureOptions(command).option(
          "--vault <id...>",
          "only what these Recovery Services vaults replicate",
        ),
      ),
    ),
  )
    .option("--all", "update also agents that Azure says are the newest")
    .addHelpText(
      "after",
      "\nExample:\n  evergreen agent-update run --vault $VAULT --tag env=test --at-most 10",
    )
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (options: RunOptions) => {
      const { scopeFrom } = await import("../frame/azure-command.js");
      const { plannedFrom } = await import("../frame/planned-from.js");
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planAgentUpdates, updateAgents } =
        await import("../../operations/agent-update/update-run.js");
      await runChangeCommand(options, {
        plan: ({ operation, stack }) => {
          const vaultIds = [...(options.vault ?? []), ...(stack?.vaultIds ?? [])];
          return planAgentUpdates(operation, {
            ...(vaultIds.length === 0 ? {} : { vaultIds }),
            scope: scopeFrom(options, stack, vaultIds),
            isForced: options.all === true,
            ...plannedFrom(options),
          });
        },
        carryOut: ({ operation }, plan) => updateAgents(operation, plan),
      });
    });
}
