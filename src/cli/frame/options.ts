import { type Command, InvalidArgumentError, Option } from "commander";
import { defaultAtMost, defaultTimeoutInMinutes } from "../../operations/run/options";
import { outputFormats, type OutputFormat } from "./output/formats";

/** Options of every command that looks at Azure, as commander reads them. */
export interface AzureOptions {
  readonly output: OutputFormat;
  readonly json?: boolean;
  readonly subscription?: readonly string[];
  readonly timeout: number;
}

/** Options of a command that works on several machines. */
export interface ScopeOptions {
  readonly resourceGroup?: readonly string[];
  readonly name?: readonly string[];
  readonly tag?: Readonly<Record<string, string>>;
  readonly pulumiStack?: string;
  readonly pulumiCwd?: string;
}

/** Options of a command that changes something. */
export interface ChangeOptions {
  readonly yes?: boolean;
  readonly plan?: boolean;
  readonly atMost: number;
}

export interface ListingOptions {
  readonly from?: string;
}

/** Adds the options that say how a result is written. */
export function withOutputOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--output <format>", "what is written on stdout")
        .choices(outputFormats)
        .default("table"),
    )
    .option("--json", "the same as --output json; `evergreen schema` prints its schema");
}

/** Adds the options of every command that looks at Azure. */
export function withAzureOptions(command: Command): Command {
  return withOutputOptions(command)
    .option(
      "--subscription <id...>",
      "subscriptions to look at; the default is that of the sign-in (ARM_SUBSCRIPTION_ID, or the Azure CLI's)",
    )
    .addOption(
      new Option("--timeout <minutes>", "how long work in Azure is waited for")
        .argParser(wholeNumber(1))
        .default(defaultTimeoutInMinutes),
    );
}

/** Adds the options that choose machines. */
export function withScopeOptions(command: Command): Command {
  return command
    .option("--resource-group <name...>", "only what is in these resource groups")
    .option("--name <name...>", "only machines of these names")
    .addOption(
      new Option("--tag <name=value...>", "only machines with all of these tags").argParser(
        readTag,
      ),
    )
    .option("--pulumi-stack <stack>", "only what the outputs of this Pulumi stack name")
    .option("--pulumi-cwd <folder>", "folder of the Pulumi program; the default is this one");
}

/** Adds the option that takes a fleet from a file instead of from Azure. */
export function withListingOption(command: Command): Command {
  return command.option(
    "--from <file>",
    "a listing that `evergreen listing` wrote, instead of Azure; - is stdin",
  );
}

/**
 * Adds the options of a command that changes something.
 *
 * @param atMost - How many things are worked on at a time unless told otherwise.
 */
export function withChangeOptions(command: Command, atMost = defaultAtMost): Command {
  return command
    .option("--yes", "carry the plan out without asking")
    .option("--plan", "write the plan on stdout and change nothing")
    .addOption(
      new Option("--at-most <count>", "how many are worked on at a time")
        .argParser(wholeNumber(1))
        .default(atMost),
    );
}

/** Reads a whole number that is not smaller than a least one. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
      throw new InvalidArgumentError(`It must be a whole number, at least ${least}.`);
    }
    return value;
  };
}

function readTag(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError("It must be name=value.");
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
