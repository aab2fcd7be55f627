import { Command, Option } from "commander";
import { patchRebootSettings } from "../../azure/patch-installation";
import type { PatchSelection } from "../../operations/patch";
import { exitCodesHelp } from "../exit-codes";
import { type FleetChangeOptions, planInput, withFleetChangeOptions } from "./fleet-options";

/** Machines at a time unless told otherwise: a mistake in what is installed should not meet all of them. */
const carefulAtMost = 5;

type InstallOptions = FleetChangeOptions & {
  readonly classification?: readonly string[];
  readonly kb?: readonly string[];
  readonly excludeKb?: readonly string[];
  readonly withoutRestart?: boolean;
  readonly package?: readonly string[];
  readonly excludePackage?: readonly string[];
  readonly publishedUntil?: string;
  readonly maximumDuration?: string;
  readonly reboot?: string;
};

/** `evergreen patch install`. */
export function installCommand(): Command {
  return withFleetChangeOptions(
    new Command("install").description(
      "Install patches on machines now, critical and security ones unless told otherwise.\n" +
        "Machines may be restarted; those that could stand in for each other are never patched side by side.",
    ),
    carefulAtMost,
  )
    .option("--classification <class...>", "classes, for example Critical Security")
    .option("--kb <number...>", "Windows: these updates, whatever their class")
    .option("--exclude-kb <number...>", "Windows: not these")
    .option("--without-restart", "Windows: nothing that may need a restart")
    .option("--package <mask...>", "Linux: these packages, whatever their class; * for anything")
    .option("--exclude-package <mask...>", "Linux: not these")
    .option("--published-until <time>", "Windows: nothing that was published later (ISO 8601)")
    .option(
      "--maximum-duration <duration>",
      "on each machine, at most 4 hours: hours, or an ISO 8601 duration such as PT90M; the default is PT2H",
    )
    .addOption(
      new Option("--reboot <setting>", "whether machines are restarted")
        .choices(patchRebootSettings)
        .default("IfRequired"),
    )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen patch install --tag env=test --yes",
        "  evergreen patch install --name db1 --kb KB5044281 --reboot Never",
      ].join("\n"),
    )
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (options: InstallOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { installPatches, planInstallation } = await import("../../operations/patch/index.js");
      await runChangeCommand(options, {
        plan: async (context) =>
          planInstallation(context.operation, {
            ...(await planInput(options, context)),
            selection: selectionFrom(options),
          }),
        carryOut: ({ operation }, plan) => installPatches(operation, plan),
        show: () => ({ schema: "installation-report" }),
      });
    });
}

function selectionFrom(options: InstallOptions): PatchSelection {
  const given = {
    classifications: options.classification,
    kbNumbersToInclude: options.kb,
    kbNumbersToExclude: options.excludeKb,
    excludeKbsRequiringReboot: options.withoutRestart,
    packageNameMasksToInclude: options.package,
    packageNameMasksToExclude: options.excludePackage,
    maxPatchPublishDate: options.publishedUntil,
    maximumDuration: durationOf(options.maximumDuration),
    rebootSetting: options.reboot,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** `1.5` as `PT90M`; what is no number is left as it is. */
function durationOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text)
    ? `PT${Math.round(Number(text) * 60)}M`
    : text;
}
