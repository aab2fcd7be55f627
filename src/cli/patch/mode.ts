import { Argument, Command, Option } from "commander";
import type { PatchedBy } from "../../azure/guest-patching";
import { assessmentModes } from "../../azure/patch-setting-rules";
import { exitCodesHelp } from "../exit-codes";
import { planInputFrom, type PlanOptions, withPlanOptions } from "./plan-options";

type ModeOptions = PlanOptions & {
  readonly rebootSetting?: string;
  readonly assessment: string;
  readonly wait?: boolean;
};

const modes: Readonly<Record<string, PatchedBy>> = {
  platform: "Platform",
  schedule: "Schedule",
  os: "OperatingSystem",
  manual: "Nobody",
};

/** `evergreen patch mode`. */
export function patchModeCommand(): Command {
  const command = new Command("mode").description(
    "Set who patches machines: Azure (platform), schedules of your own (schedule), their own systems (os), or nobody (manual).\n" +
      "Only patch settings are changed. A machine that may not change so stays as it is; the plan says why and what to do.\n" +
      "It takes the action Microsoft.Compute/virtualMachines/write.",
  );
  return withPlanOptions(
    command.addArgument(
      new Argument("<who>", "who is to patch: platform, schedule, os or manual").choices(
        Object.keys(modes),
      ),
    ),
  )
    .option(
      "--reboot-setting <setting>",
      "IfRequired, Never or Always, for platform and schedule; the default is IfRequired for platform, and for schedule the schedule's own",
    )
    .addOption(
      new Option("--assessment <mode>", "whether Azure looks for missing patches every 24 hours")
        .choices(assessmentModes)
        .default("AutomaticByPlatform"),
    )
    .option(
      "--wait",
      "wait until the patch extension is there and Azure tells of the patches, which takes hours",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  evergreen patch mode platform --tag env=prod\n  evergreen patch mode schedule --resource-group web --wait --timeout 1440",
    )
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (who: string, options: ModeOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planPatchMode, setPatchMode } = await import("../../operations/patch/index.js");
      const { rebootSetting, assessment, wait = false } = options;
      await runChangeCommand(options, {
        plan: async (context) =>
          planPatchMode(context.operation, {
            ...(await planInputFrom(options, context)),
            patchedBy: modes[who] ?? "Platform",
            assessmentMode: assessment,
            ...(rebootSetting === undefined ? {} : { rebootSetting }),
            wait,
          }),
        carryOut: ({ operation }, plan) => setPatchMode(operation, plan),
        schemas: { plan: "patch-mode-plan" },
      });
    });
}
