import { Command, InvalidArgumentError } from "commander";
import type { AgentUpdateStatusInput } from "../../operations/agent-update/status";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ListingOptions,
  withAzureOptions,
  withListingOption,
} from "../frame/options";
import { vaultChoiceFrom, type VaultOptions, withVaultOptions } from "./vault-options";

type StatusOptions = AzureOptions &
  ListingOptions &
  VaultOptions & {
    readonly cost?: boolean;
    readonly pricePerMinute?: number;
    readonly currency?: string;
  };

/** `evergreen agent-update status`. */
export function statusCommand(): Command {
  return withVaultOptions(withListingOption(withAzureOptions(new Command("status"))))
    .description(
      "Tell how the Site Recovery agents of vaults are kept up to date, and what keeps them from it. Nothing is changed.\n" +
        "Shows account, sign-in, role, schedule and health of every mapping, the last update, and the agent of every machine.",
    )
    .option("--cost", "tell the job minutes that were used this month, too")
    .option("--price-per-minute <number>", "price of a job minute, for --cost", readPrice)
    .option("--currency <code>", "currency of that price, for example EUR")
    .addHelpText("after", "\nExample:\n  evergreen agent-update status --vault $VAULT")
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
    )
    .action(async (options: StatusOptions) => {
      const { listingFrom, runAzureCommand } = await import("../frame/azure-command.js");
      const { agentUpdateStatus, needsAttention } =
        await import("../../operations/agent-update/status.js");
      const { viewOfStatus } = await import("./status-view.js");
      await runAzureCommand(options, async (context) => {
        const { cost, pricePerMinute, currency } = options;
        const input: AgentUpdateStatusInput = {
          ...vaultChoiceFrom(options, context),
          listing: listingFrom(options),
          ...(cost === undefined ? {} : { cost }),
          pricePerMinute,
          currency,
        };
        const data = await agentUpdateStatus(context.operation, input);
        return {
          schema: "agent-update-status",
          data,
          view: viewOfStatus(data),
          exitCode: needsAttention(data) ? exitCodes.violations : exitCodes.done,
        };
      });
    });
}

function readPrice(text: string): number {
  const price = Number(text);
  if (text.trim() === "" || !Number.isFinite(price) || price < 0) {
    throw new InvalidArgumentError("It must be a number that is not below 0.");
  }
  return price;
}
