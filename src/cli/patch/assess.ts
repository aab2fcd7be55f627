import { Command } from "commander";
import { exitCodesHelp } from "../exit-codes";
import { type FleetChangeOptions, planInput, withFleetChangeOptions } from "./fleet-options";

/** Azure begins 200 a minute in the long run, and one takes some two minutes; it changes nothing. */
const atMost = 400;

/** `evergreen patch assess`. */
export function assessCommand(): Command {
  return withFleetChangeOptions(
    new Command("assess").description(
      "Let machines look for missing patches now. It installs nothing and restarts nothing.\n" +
        "An assessment that is under way is waited for and not begun again.",
    ),
    atMost,
  )
    .addHelpText("after", "\nExample:\n  evergreen patch assess --resource-group web --yes")
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
