import { Command, InvalidArgumentError, Option } from "commander";
import type { PatchStatus } from "../../operations/patch";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ListingOptions,
  type ScopeOptions,
  wholeNumber,
  withAzureOptions,
  withListingOption,
  withScopeOptions,
} from "../frame/options";
import { statusView } from "./status-view";

type StatusOptions = AzureOptions &
  ScopeOptions &
  ListingOptions & {
    readonly staleAfter: number;
    readonly offPeak: PatchHours;
  };

interface PatchHours {
  readonly fromHour: number;
  readonly toHour: number;
}

/** `evergreen patch status`. */
export function patchStatusCommand(): Command {
  return withStatusOptions(
    withListingOption(
      withScopeOptions(
        withAzureOptions(
          new Command("status").description(
            "Show who patches each machine and why, its last assessment and installation, and what needs attention.\n" +
              "It changes nothing. Of a single machine it reads the agent and the extension as well.",
          ),
        ),
      ),
    ),
  )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen patch status",
        "  evergreen patch status --resource-group web --tag env=prod --json",
        "  evergreen listing > fleet.json && evergreen patch status --from fleet.json",
        exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
      ].join("\n"),
    )
    .action(async (options: StatusOptions) => {
      const { fleetFrom, runAzureCommand } = await import("../frame/azure-command.js");
      const { patchStatus } = await import("../../operations/patch/index.js");
      await runAzureCommand(options, async ({ operation, stack }) => {
        const data = await patchStatus(operation, {
          ...fleetFrom(options, stack),
          staleAfterInHours: options.staleAfter,
          offPeakHours: options.offPeak,
        });
        return { schema: "patch-status", data, view: statusView(data), exitCode: codeOf(data) };
      });
    });
}

function codeOf({ summary }: PatchStatus): (typeof exitCodes)["done" | "violations"] {
  return summary.needAttention === 0 ? exitCodes.done : exitCodes.violations;
}

/** Adds the options by which a fleet is judged. */
export function withStatusOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--stale-after <hours>",
        "age from which an assessment counts as old: Azure looks every 24 hours where it is asked to, and forgets after 7 days",
      )
        .argParser(wholeNumber(1))
        .default(48),
    )
    .addOption(
      new Option(
        "--off-peak <from-to>",
        "hours of the local clock in which Azure is taken to patch by itself; it publishes none",
      )
        .argParser(readHours)
        .default({ fromHour: 22, toHour: 6 }, "22-6"),
    );
}

function readHours(text: string): PatchHours {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const hours = { fromHour: Number(from), toHour: Number(to) };
  if (!(hours.fromHour <= 23 && hours.toHour <= 23)) {
    throw new InvalidArgumentError("It must be two hours of the clock, for example 22-6.");
  }
  return hours;
}
