import { Command, Option } from "commander";
import { authenticationTypes } from "../../azure/agent-updater-account";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ChangeOptions,
  withAzureOptions,
  withChangeOptions,
} from "../frame/options";
import { WrongInput } from "../frame/wrong-input";
import { vaultChoiceFrom, type VaultOptions, withVaultOptions } from "./vault-options";

/** Mappings at a time unless told otherwise; as `mappingsAtMost` of the operation, which is loaded later. */
const atMost = 400;

type SwitchOptions = AzureOptions &
  ChangeOptions &
  VaultOptions & { readonly automationAccount?: string; readonly authenticationType?: string };

/** `evergreen agent-update enable`. */
export function enableCommand(): Command {
  return withSwitchOptions(
    new Command("enable").description(
      "Let Site Recovery update the agents of all machines of a vault, every night.\n" +
        "Every mapping of the vault is set, in both directions, that is not set like this and healthy. " +
        "No machine is restarted, and replication goes on.",
    ),
  )
    .requiredOption(
      "--automation-account <id>",
      "id of the automation account that runs the update, in the vault's subscription",
    )
    .addOption(
      new Option(
        "--authentication-type <type>",
        "how Site Recovery signs in to it; RunAsAccount was retired in 2023",
      )
        .choices(Object.values(authenticationTypes))
        .default(authenticationTypes.systemAssigned),
    )
    .addHelpText("after", example("enable --vault $VAULT --automation-account $ACCOUNT"))
    .addHelpText("after", switchExitCodes)
    .action((options: SwitchOptions) => carryOut(options, "Enabled"));
}

/** `evergreen agent-update disable`. */
export function disableCommand(): Command {
  return withSwitchOptions(
    new Command("disable").description(
      "Leave the agents of all machines of a vault alone.\n" +
        "Every mapping of the vault that is enabled is switched off, in both directions. " +
        "Agents that nobody updates are no longer supported after four releases.",
    ),
  )
    .addHelpText("after", example("disable --vault $VAULT"))
    .addHelpText("after", switchExitCodes)
    .action((options: SwitchOptions) => carryOut(options, "Disabled"));
}

function withSwitchOptions(command: Command): Command {
  return withChangeOptions(withVaultOptions(withAzureOptions(command)), atMost);
}

const switchExitCodes = exitCodesHelp(
  "done",
  "failed",
  "wrongInput",
  "notConfirmed",
  "timedOut",
  "interrupted",
);

function example(command: string): string {
  return `\nExample:\n  evergreen agent-update ${command}`;
}

async function carryOut(options: SwitchOptions, status: "Enabled" | "Disabled"): Promise<void> {
  const { runChangeCommand } = await import("../frame/change-command.js");
  const { planAgentAutoUpdate, setAgentAutoUpdate } =
    await import("../../operations/agent-update/auto-update.js");
  const { automationAccount = "", authenticationType } = options;
  await runChangeCommand(options, {
    plan: (context) => {
      const choice = vaultChoiceFrom(options, context);
      if (choice.vaultIds === undefined && choice.resourceGroups === undefined) {
        throw new WrongInput(
          "No vault is chosen. Give --vault or --resource-group, or a stack whose outputs name one.",
        );
      }
      return planAgentAutoUpdate(
        context.operation,
        status === "Disabled"
          ? { ...choice, status }
          : {
              ...choice,
              status,
              automationAccountId: automationAccount,
              ...(authenticationType === undefined ? {} : { authenticationType }),
            },
      );
    },
    carryOut: (context, plan) => setAgentAutoUpdate(context.operation, plan),
  });
}
