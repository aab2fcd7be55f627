import { Command } from "commander";
import { agentUpdateRunbook } from "../../azure/agent-update-runbook";
import { automationAccountType, vaultType } from "../../arm/api";
import { refuseErrors } from "../../azure/finding";
import { resourceIdFindings } from "../../azure/resource-id";
import { exitCodesHelp } from "../exit-codes";

/** `evergreen agent-update script`. */
export function scriptCommand(): Command {
  return new Command("script")
    .description(
      "Print a PowerShell runbook that does what enable and disable do, for an automation account.\n" +
        "It takes the parameters of Microsoft's script, signs in with the account's managed identity and needs no modules. " +
        "Azure is not asked, and nothing is changed.",
    )
    .option("--vault <id>", "id of the vault, for a runbook that is started without it")
    .option(
      "--automation-account <id>",
      "id of the account that updates the agents, for a runbook that is started without it",
    )
    .addHelpText("after", "\nExample:\n  evergreen agent-update script > agent-update.ps1")
    .addHelpText("after", exitCodesHelp("done", "wrongInput"))
    .action(async (options: { readonly vault?: string; readonly automationAccount?: string }) => {
      const { runLocally } = await import("../frame/azure-command.js");
      await runLocally(() => {
        const { vault, automationAccount } = options;
        refuseErrors("The runbook", [
          ...(vault === undefined ? [] : resourceIdFindings(vault, "--vault", vaultType)),
          ...(automationAccount === undefined
            ? []
            : resourceIdFindings(automationAccount, "--automation-account", automationAccountType)),
        ]);
        process.stdout.write(
          agentUpdateRunbook({ vaultId: vault, automationAccountId: automationAccount }),
        );
      });
    });
}
