import { Command, Option } from "commander";
import { patchRebootSettings } from "../../azure/patch-installation";
import type { PatchSelection } from "../../operations/patch";
import { exitCodesHelp } from "../exit-codes";
import { planInputFrom, type PlanOptions, withPlanOptions } from "./plan-options";

type InstallOptions = PlanOptions & {
  readonly classification?: readonly string[];
  readonly includeKb?: readonly string[];
  readonly excludeKb?: readonly string[];
  readonly excludeRebootingKbs?: boolean;
  readonly publishedUntil?: string;
  readonly includePackage?: readonly string[];
  readonly excludePackage?: readonly string[];
  readonly reboot: string;
  readonly maximumDuration: string;
};

/** Fewer at a time than of other work: a patch may restart a machine. */
const atMost = 10;

/** `evergreen patch install`. */
export function patchInstallCommand(): Command {
  const command = new Command("install").description(
    "Install patches on machines now. The plan names the patches, and the machines that may restart.\n" +
      "Each machine takes what is for its system. An installation that is under way is waited for and not begun again.\n" +
      "Update domains of an availability set, zones of a region and paired regions are not patched at the same time.",
  );
  return withSelectionOptions(withPlanOptions(command, atMost))
    .addHelpText(
      "after",
      [
        "\nExamples:",
        "  evergreen patch install --tag env=test",
        "  evergreen patch install --name web1 --classification Security --reboot Never --maximum-duration 1",
        "  evergreen patch install --resource-group web --exclude-kb KB5044281 --exclude-package 'linux-image-*' --plan",
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
            ...(await planInputFrom(options, context)),
            selection: selectionFrom(options),
          }),
        carryOut: ({ operation }, plan) => installPatches(operation, plan),
        schemas: { plan: "patch-installation-plan", report: "patch-installation-report" },
      });
    });
}

function withSelectionOptions(command: Command): Command {
  return command
    .option(
      "--classification <class...>",
      "classes to install: Critical, Security; on Windows also UpdateRollUp, FeaturePack, ServicePack, Definition, Tools, Updates; on Linux also Other; the default is Critical and Security where no patch is named",
    )
    .option("--include-kb <number...>", "Windows: KB numbers to install whatever their class")
    .option("--exclude-kb <number...>", "Windows: KB numbers to leave out")
    .option("--exclude-rebooting-kbs", "Windows: leave out what may require a restart")
    .option("--published-until <date>", "Windows: leave out what was published later")
    .option(
      "--include-package <mask...>",
      "Linux: packages to install whatever their class, as name or name_version with * for anything",
    )
    .option("--exclude-package <mask...>", "Linux: packages to leave out")
    .addOption(
      new Option("--reboot <setting>", "whether machines may restart")
        .choices(patchRebootSettings)
        .default("IfRequired"),
    )
    .option(
      "--maximum-duration <duration>",
      "how long it may take on each machine, at most 4 hours: hours, or an ISO 8601 duration such as PT90M",
      "2",
    );
}

function selectionFrom(options: InstallOptions): PatchSelection {
  const { classification, includeKb, excludeKb, includePackage, excludePackage } = options;
  const { excludeRebootingKbs, publishedUntil, reboot, maximumDuration } = options;
  return {
    ...(classification === undefined ? {} : { classifications: classification }),
    ...(includeKb === undefined ? {} : { kbNumbersToInclude: includeKb }),
    ...(excludeKb === undefined ? {} : { kbNumbersToExclude: excludeKb }),
    ...(excludeRebootingKbs === true ? { excludeKbsRequiringReboot: true } : {}),
    ...(publishedUntil === undefined ? {} : { maxPatchPublishDate: publishedUntil }),
    ...(includePackage === undefined ? {} : { packageNameMasksToInclude: includePackage }),
    ...(excludePackage === undefined ? {} : { packageNameMasksToExclude: excludePackage }),
    rebootSetting: reboot,
    maximumDuration: durationOf(maximumDuration),
  };
}

/** `1.5` as `PT90M`; what is no number is left as it is. */
function durationOf(text: string): string {
  return /^\d+(?:\.\d+)?$/.test(text) ? `PT${Math.round(Number(text) * 60)}M` : text;
}
