import type { Command } from "commander";
import type { PlanInput } from "../../operations/patch";
import type { CommandContext } from "../frame/azure-command";
import {
  type AzureOptions,
  type ChangeOptions,
  type ListingOptions,
  type ScopeOptions,
  withAzureOptions,
  withChangeOptions,
  withListingOption,
  withScopeOptions,
} from "../frame/options";
import { WrongInput } from "../frame/wrong-input";

/** Options of a command that changes machines of a fleet. */
export type FleetChangeOptions = AzureOptions & ScopeOptions & ListingOptions & ChangeOptions;

/** Adds those options. */
export function withFleetChangeOptions(command: Command, atMost?: number): Command {
  return withChangeOptions(withListingOption(withScopeOptions(withAzureOptions(command))), atMost);
}

/** The machines that a plan is made for. What an old listing says is planned with, and not carried out. */
export async function planInput(
  options: FleetChangeOptions,
  { stack }: Pick<CommandContext, "stack">,
): Promise<PlanInput> {
  const { fleetFrom } = await import("../frame/azure-command.js");
  if (options.from !== undefined && options.plan !== true) {
    throw new WrongInput("What is planned from a listing is not carried out. Add --plan.");
  }
  return fleetFrom(options, stack);
}
