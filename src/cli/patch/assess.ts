import { Command } from "commander";
import { exitCodesHelp } from "../exit-codes";
import { type FleetChangeOptions, planInput, withFleetChangeOptions } from "./fleet-options";

/** `evergreen patch assess`. */
export function assessCommand(): Command {
  return withFleetChangeOptions(
    new Command("assess").description(
      "Let machines look for missing patches now. It installs nothing and restarts nothing.",
    ),
  )
    .addHelpText("after", "\nExample:\n  $ evergreen patch assess --resource-group web --yes")
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
    )
    .action(async (options: FleetChangeOptions) => {
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { assessPatches, planAssessment } = await import("../../operations/patch/index.js");
      await runChangeCommand(options, {
        plan: async (context) =>
          planAssessment(context.operation, await planInput(options, context)),
        carryOut: ({ operation }, plan) => assessPatches(operation, plan),
        show: () => ({ schema: "assessment-report" }),
      });
    });
}
