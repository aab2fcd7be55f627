import type { Command } from "commander";
import type { BackupChoice } from "../../operations/backup/chosen-items";
import { scopeFrom } from "../frame/azure-command";
import type { AzureOptions, ScopeOptions } from "../frame/options";
import type { StackOutputs } from "../frame/pulumi-stack";

/** Options of a command that works on machines in vaults. */
export interface VaultOptions {
  readonly vault?: readonly string[];
}

export function withVaultOption(command: Command): Command {
  return command.option("--vault <name...>", "only what is in these vaults: names or ids");
}

/** The backed-up machines that arguments and options choose. */
export function choiceFrom(
  machines: readonly string[],
  options: VaultOptions & ScopeOptions & Pick<AzureOptions, "subscription">,
  stack: StackOutputs | undefined,
): BackupChoice {
  const vaults = options.vault ?? stack?.vaultIds ?? [];
  return { machines, scope: scopeFrom(options, stack, vaults), vaults };
}
