import { type Command, InvalidArgumentError, Option } from "commander";
import { subscriptionIdFindings } from "../../azure/resource-id";
import { defaultAtMost, defaultTimeoutInMinutes } from "../../operations/run/options";
import { optionGroups } from "./help";
import { outputFormats, type OutputFormat } from "./output/formats";

/** Options of every command that looks at Azure, as commander reads them. */
export interface AzureOptions {
  readonly output: OutputFormat;
  readonly json?: boolean;
  readonly subscription?: readonly string[];
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
  /** Minutes. */
  readonly timeout: number;
}

export interface ListingOptions {
  readonly from?: string;
}

/** Adds the options that say how a result is written. The first of the formats is the default. */
export function withOutputOptions(
  command: Command,
  formats: readonly OutputFormat[] = outputFormats,
): Command {
  const json = "the same as --output json; `evergreen schema` prints its schema";
  return command
    .addOption(
      new Option("--output <format>", "what is written on stdout")
        .choices(formats)
        .default(formats[0])
        .helpGroup(optionGroups.general),
    )
    .addOption(new Option("--json", json).conflicts("output").helpGroup(optionGroups.general));
}

/** Adds the options of every command that looks at Azure. */
export function withAzureOptions(command: Command, formats?: readonly OutputFormat[]): Command {
  return withOutputOptions(command, formats).addOption(
    new Option(
      "--subscription <id...>",
      "subscriptions to look at; the default is that of the sign-in (ARM_SUBSCRIPTION_ID, or the Azure CLI's)",
    )
      .argParser(readSubscription)
      .helpGroup(optionGroups.general),
  );
}

/** Adds the options that choose machines. */
export function withScopeOptions(command: Command): Command {
  const options = [
    new Option("--resource-group <name...>", "only what is in these resource groups"),
    new Option(
      "--name <name...>",
      "only machines of these names; * stands for any text, in quotes",
    ),
    new Option("--tag <name=value...>", "only machines with all of these tags").argParser(readTag),
    new Option("--pulumi-stack <stack>", "only what the outputs of this Pulumi stack name"),
    new Option("--pulumi-cwd <folder>", "folder of the Pulumi program; the default is this one"),
  ];
  return withGroup(command, optionGroups.scope, options);
}

/** Adds the option that takes a fleet from a file instead of from Azure. */
export function withListingOption(command: Command): Command {
  return withGroup(command, optionGroups.scope, [
    new Option(
      "--from <file>",
      "a listing that `evergreen listing` wrote, instead of Azure; - is stdin",
    ),
  ]);
}

/**
 * Adds the options of a command that changes something.
 *
 * @param atMost - How many things are worked on at a time unless told otherwise.
 */
export function withChangeOptions(command: Command, atMost = defaultAtMost): Command {
  return withGroup(command, optionGroups.change, [
    new Option("--yes", "carry the plan out without asking"),
    new Option("--plan", "write the plan on stdout and change nothing"),
    new Option("--at-most <count>", "how many are worked on at a time")
      .argParser(wholeNumber(1))
      .default(atMost),
    timeoutOption(),
  ]);
}

/** The option that ends the waiting for what Azure works on. */
export function timeoutOption(): Option {
  return new Option("--timeout <minutes>", "how long work in Azure is waited for")
    .argParser(wholeNumber(1))
    .default(defaultTimeoutInMinutes)
    .helpGroup(optionGroups.change);
}

function withGroup(command: Command, group: string, options: readonly Option[]): Command {
  options.forEach((option) => command.addOption(option.helpGroup(group)));
  return command;
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

function readSubscription(id: string, before: readonly string[] = []): readonly string[] {
  const [finding] = subscriptionIdFindings(id, "");
  if (finding !== undefined) {
    throw new InvalidArgumentError(
      `It is not the id of a subscription, which is a GUID. ${finding.fix}`,
    );
  }
  return [...before, id];
}
