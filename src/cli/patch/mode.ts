import { Argument, Command, Option } from "commander";
import { assessmentModes, rebootSettings } from "../../azure/patch-setting-rules";
import { patchedByWords, type PatchedByWord } from "../../operations/patch/patched-by-words";
import { exitCodesHelp } from "../exit-codes";
import { type FleetChangeOptions, planInput, withFleetChangeOptions } from "./fleet-options";

type ModeOptions = FleetChangeOptions & {
  readonly rebootSetting?: string;
  readonly assessment?: string;
  readonly wait?: boolean;
};

/** `evergreen patch mode`. */
export function modeCommand(): Command {
  return withFleetChangeOptions(
    new Command("mode").description(
      "Set who patches machines: the platform off-peak, a schedule, their own system, or nobody.\n" +
        "Only patch settings are changed, and only where Azure allows the change; nothing is installed or restarted by it.",
    ),
  )
    .addArgument(new Argument("<who>", "who is to patch").choices(Object.keys(patchedByWords)))
    .addOption(
      new Option(
        "--reboot-setting <setting>",
        "whether the platform restarts machines; the default is IfRequired, with a schedule the schedule's own",
      ).choices(rebootSettings.filter((setting) => setting !== "Unknown")),
    )
    .addOption(
      new Option(
        "--assessment <mode>",
        "who looks for missing patches; the default is AutomaticByPlatform, every 24 hours",
      ).choices(assessmentModes),
    )
    .option("--wait", "wait until Azure has switched it on, which may take hours")
    .addHelpText("after", "\nExample:\n  evergreen patch mode schedule --tag env=prod --wait")
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (who: PatchedByWord, options: ModeOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { planPatchMode, setPatchMode } = await import("../../operations/patch/index.js");
      const { rebootSetting, assessment, wait } = options;
      await runChangeCommand(options, {
        plan: async (context) =>
          planPatchMode(context.operation, {
            ...(await planInput(options, context)),
            patchedBy: patchedByWords[who],
            ...(rebootSetting === undefined ? {} : { rebootSetting }),
            ...(assessment === undefined ? {} : { assessmentMode: assessment }),
            ...(wait === undefined ? {} : { wait }),
          }),
        carryOut: ({ operation }, plan) => setPatchMode(operation, plan),
      });
    });
}
