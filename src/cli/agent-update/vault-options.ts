import type { Command } from "commander";
import type { VaultChoice } from "../../operations/agent-update/vaults";
import type { CommandContext } from "../frame/azure-command";
import type { AzureOptions } from "../frame/options";

/** Options that choose vaults. */
export interface VaultOptions {
  readonly vault?: readonly string[];
  readonly pulumiStack?: string;
  readonly pulumiCwd?: string;
}

/** Adds the options that choose vaults. */
export function withVaultOptions(command: Command): Command {
  return command
    .option("--vault <id...>", "ids of Recovery Services vaults")
    .option("--pulumi-stack <stack>", "the vaults that the outputs of this Pulumi stack name")
    .option("--pulumi-cwd <folder>", "folder of the Pulumi program; the default is this one");
}

/** The vaults that the options name. */
export function vaultIdsFrom(
  { vault = [] }: VaultOptions,
  { stack }: Pick<CommandContext, "stack">,
): readonly string[] {
  return [...vault, ...(stack?.vaultIds ?? [])];
}

/** The vaults that the options choose: those that they name, else all. */
export function vaultChoiceFrom(
  options: VaultOptions & Pick<AzureOptions, "subscription">,
  context: Pick<CommandContext, "stack">,
): VaultChoice {
  const vaultIds = vaultIdsFrom(options, context);
  const { subscription } = options;
  return {
    ...(vaultIds.length === 0 ? {} : { vaultIds }),
    ...(subscription === undefined ? {} : { subscriptions: subscription }),
  };
}
