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

/** Options of the commands that change the patches of machines. */
export type PlanOptions = AzureOptions & ScopeOptions & ChangeOptions & ListingOptions;

export function withPlanOptions(command: Command, atMost?: number): Command {
  return withChangeOptions(withListingOption(withScopeOptions(withAzureOptions(command))), atMost);
}

/** For which machines the options plan, and from what. */
export async function planInputFrom(
  options: PlanOptions,
  { stack }: CommandContext,
): Promise<PlanInput> {
  const { listingFrom, scopeFrom } = await import("../frame/azure-command.js");
  if (options.from !== undefined && options.plan !== true) {
    throw new WrongInput("Nothing is changed by what a listing says. Give --plan with --from.");
  }
  const listing = listingFrom(options);
  return { scope: scopeFrom(options, stack), ...(listing === undefined ? {} : { listing }) };
}
