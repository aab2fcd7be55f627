import { Command, Option } from "commander";
import type { RepairReport } from "../../operations/agent-update/repair";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  withAzureOptions,
  withChangeOptions,
} from "../frame/options";
import type { View } from "../frame/view";
import { causesAndFixes, problemTable } from "./status-view";
import { vaultChoiceFrom, type VaultOptions, withVaultOptions } from "./vault-options";

type RepairOptions = AzureOptions & ChangeOptions & VaultOptions & { readonly role: string };

/** `evergreen agent-update repair`. */
export function repairCommand(): Command {
  const command = new Command("repair").description(
    "Mend what keeps agents from being updated.\n" +
      "Gives the automation account's identity the role that it lacks at the vault, enables agent auto-update again on " +
      "mappings that are not healthy, refreshes the vault's health, and tells which errors are gone and which stay.",
  );
  return withChangeOptions(withVaultOptions(withAzureOptions(command)))
    .addOption(
      new Option("--role <role>", "the role for an identity that lacks one")
        .choices(["agentUpdater", "Contributor"])
        .default("agentUpdater"),
    )
    .addHelpText("after", "\nExample:\n  evergreen agent-update repair --vault $VAULT")
    .addHelpText(
      "after",
      exitCodesHelp(
        "done",
        "failed",
        "wrongInput",
        "violations",
        "notConfirmed",
        "timedOut",
        "interrupted",
      ),
    )
    .action(async (options: RepairOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planAgentUpdateRepair, repairAgentUpdate } =
        await import("../../operations/agent-update/repair.js");
      await runChangeCommand(options, {
        plan: (context) =>
          planAgentUpdateRepair(context.operation, {
            ...vaultChoiceFrom(options, context),
            role: options.role,
          }),
        carryOut: ({ operation }, plan) => repairAgentUpdate(operation, plan),
        show: (report) => ({
          schema: "agent-update-repair",
          view: viewOfRepair(report),
          ...(report.remaining.length + report.notes.length === 0
            ? {}
            : { exitCode: exitCodes.violations }),
        }),
      });
    });
}

function viewOfRepair({ gone, remaining, notes }: RepairReport): View {
  return {
    tables: [problemTable("Gone", gone), problemTable("Stays", remaining)].filter(
      ({ rows }) => rows.length > 0,
    ),
    after: [...causesAndFixes(remaining), ...notes],
  };
}
