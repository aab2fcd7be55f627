import { Command } from "commander";
import { exitCodesHelp } from "../exit-codes";
import { planInputFrom, type PlanOptions, withPlanOptions } from "./plan-options";

/** `evergreen patch assess`. */
export function patchAssessCommand(): Command {
  return withPlanOptions(
    new Command("assess").description(
      "Look for missing patches on machines now. It installs nothing and restarts nothing.\n" +
        "An assessment that is under way is waited for and not begun again.",
    ),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  evergreen patch assess --name web1\n  evergreen patch assess --tag env=prod --yes --json",
    )
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (options: PlanOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { assessPatches, planAssessment } = await import("../../operations/patch/index.js");
      await runChangeCommand(options, {
        plan: async (context) =>
          planAssessment(context.operation, await planInputFrom(options, context)),
        carryOut: ({ operation }, plan) => assessPatches(operation, plan),
        schemas: { report: "patch-assessment-report" },
      });
    });
}
