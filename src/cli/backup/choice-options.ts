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

/**
 * The backed-up machines that arguments and options choose. Machines and groups that a stack names go before its
 * vaults: these may be Site Recovery's, with the backups in another stack's.
 */
export function choiceFrom(
  machines: readonly string[],
  options: VaultOptions & ScopeOptions & Pick<AzureOptions, "subscription">,
  stack: StackOutputs | undefined,
): BackupChoice {
  const { machineIds = [], resourceGroups = [], vaultIds = [] } = stack ?? {};
  const isChosen = machineIds.length + resourceGroups.length > 0;
  const vaults = options.vault ?? (isChosen ? [] : vaultIds);
  return { machines, scope: scopeFrom(options, stack, vaults), vaults };
}
