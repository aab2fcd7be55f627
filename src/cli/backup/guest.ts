import { Command, Option } from "commander";
import { guestSystems, type GuestSystemName } from "../../azure/guest-agent/guest-systems";
import type { GuestStepsInput } from "../../operations/backup";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  timeoutOption,
  withAzureOptions,
} from "../frame/options";
import { WrongInput } from "../frame/wrong-input";
import { guestStepsView } from "./guest-view";

interface GuestOptions extends AzureOptions, Pick<ChangeOptions, "yes" | "plan" | "timeout"> {
  readonly resourceGroup?: readonly string[];
  readonly system?: GuestSystemName;
  readonly step?: readonly string[];
  readonly collect?: boolean;
  readonly verboseAgentLog?: "on" | "off";
  readonly inGuest?: boolean;
}

/** `evergreen backup guest MACHINE`. */
export function guestCommand(): Command {
  return withAzureOptions(
    new Command("guest")
      .description(
        "Print the commands that mend the Azure agent inside a machine.\n" +
          "It changes nothing. With --in-guest Azure runs them there through the agent,\n" +
          "which must be ready; the plan is shown first.",
      )
      .argument("<vm>", "name or id"),
  )
    .option("--resource-group <name...>", "look for the machine in these resource groups only")
    .addOption(
      new Option("--system <name>", "what the machine runs, where Azure does not tell it").choices(
        Object.keys(guestSystems),
      ),
    )
    .option("--step <id...>", "only these steps, for example agent-service")
    .option("--collect", "gather the logs of the agent instead")
    .addOption(
      new Option(
        "--verbose-agent-log <state>",
        "turn the agent's verbose log on or off instead (Linux)",
      ).choices(["on", "off"]),
    )
    .option("--in-guest", "have Azure run the scripts inside the machine")
    .option("--yes", "with --in-guest: carry the plan out without asking")
    .option("--plan", "with --in-guest: write the plan on stdout and change nothing")
    .addOption(timeoutOption())
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen backup guest web1",
        "  evergreen backup guest web1 --step agent-service --in-guest",
        "  evergreen backup guest web1 --collect --in-guest --yes",
        exitCodesHelp("done", "failed", "wrongInput", "notConfirmed", "timedOut", "interrupted"),
      ].join("\n"),
    )
    .action(async (machine: string, options: GuestOptions) => {
      const { runAzureCommand } = await import("../frame/azure-command.js");
      const { runChangeCommand } = await import("../frame/change-command.js");
      const { guestStepsOf, planGuestRepair, repairInGuest } =
        await import("../../operations/backup/index.js");
      const input = inputOf(machine, options);
      if (options.inGuest === true) {
        await runChangeCommand(
          { ...options, atMost: 1 },
          {
            plan: ({ operation }) => planGuestRepair(operation, input),
            carryOut: ({ operation }, plan) => repairInGuest(operation, plan),
          },
        );
        return;
      }
      await runAzureCommand(options, async ({ operation }) => {
        if (options.yes === true || options.plan === true) {
          throw new WrongInput("--yes and --plan are about what --in-guest does: give that too.");
        }
        const data = await guestStepsOf(operation, input);
        return { schema: "guest-steps", data, view: guestStepsView(data, options.output) };
      });
    });
}

function inputOf(machine: string, options: GuestOptions): GuestStepsInput {
  const { subscription, resourceGroup, system, step, collect, verboseAgentLog } = options;
  return {
    machine,
    scope: {
      ...(subscription === undefined ? {} : { subscriptions: subscription }),
      ...(resourceGroup === undefined ? {} : { resourceGroups: resourceGroup }),
    },
    ...(system === undefined ? {} : { system }),
    ...(step === undefined ? {} : { steps: step }),
    ...(collect === undefined ? {} : { collectLogs: collect }),
    ...(verboseAgentLog === undefined ? {} : { verboseAgentLog }),
  };
}
