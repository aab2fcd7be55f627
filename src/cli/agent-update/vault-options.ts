import type { Command } from "commander";
import type { VaultChoice } from "../../operations/agent-update/vaults";
import type { CommandContext } from "../frame/azure-command";
import type { AzureOptions } from "../frame/options";
import { WrongInput } from "../frame/wrong-input";

/** Options that choose vaults. */
export interface VaultOptions {
  readonly vault?: readonly string[];
  readonly resourceGroup?: readonly string[];
  readonly pulumiStack?: string;
  readonly pulumiCwd?: string;
}

/** Adds the options that choose vaults. */
export function withVaultOptions(command: Command): Command {
  return command
    .option("--vault <id...>", "ids of Recovery Services vaults")
    .option("--resource-group <name...>", "all vaults in these resource groups")
    .option(
      "--pulumi-stack <stack>",
      "the vaults that the outputs of this Pulumi stack name, else those of its resource groups",
    )
    .option("--pulumi-cwd <folder>", "folder of the Pulumi program; the default is this one");
}

/**
 * The vaults that the options choose: those that they name, else those of resource groups, else all. Refuses groups
 * beside names, and a stack whose outputs name neither: everything in its subscription would be chosen.
 */
export function vaultChoiceFrom(
  {
    vault = [],
    resourceGroup = [],
    subscription,
  }: VaultOptions & Pick<AzureOptions, "subscription">,
  { stack }: Pick<CommandContext, "stack">,
): VaultChoice {
  const vaultIds = [...vault, ...(stack?.vaultIds ?? [])];
  if (vaultIds.length > 0) {
    if (resourceGroup.length > 0) {
      throw new WrongInput(
        `The vaults are named already (${vaultIds.map(nameOf).join(", ")}), and --resource-group would choose others. Give one of the two.`,
      );
    }
    return { vaultIds };
  }
  const resourceGroups = [...resourceGroup, ...(stack?.resourceGroups ?? [])];
  if (stack !== undefined && resourceGroups.length === 0) {
    throw new WrongInput(
      "The outputs of the stack name virtual machines, but no vault or resource group. Export the id of one.",
    );
  }
  const subscriptions = subscription ?? stack?.subscriptions;
  return {
    ...(resourceGroups.length === 0 ? {} : { resourceGroups }),
    ...(subscriptions === undefined ? {} : { subscriptions }),
  };
}

function nameOf(id: string): string {
  return id.split("/").at(-1) ?? id;
}
