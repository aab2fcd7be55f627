import { connectToAzure } from "../../arm/connect";
import { InvalidInputError } from "../../azure/finding";
import type { FleetScope } from "../../operations/run/fleet-scope";
import { type FleetListing, readListing } from "../../operations/run/fleet-source";
import type { OperationOptions } from "../../operations/run/options";
import { type ExitCode, exitCodes } from "../exit-codes";
import type { SchemaName } from "../schemas";
import { nameOfFile, readInputFile } from "./input-file";
import { interruptSignal } from "./interrupt";
import { describedByOptions } from "./option-names";
import type { AzureOptions, ChangeOptions, ListingOptions, ScopeOptions } from "./options";
import { render } from "./output/formats";
import { writeOut } from "./output/write-out";
import { printableLines } from "./printable";
import { progressDisplay } from "./progress";
import { readStackOutputs, type StackOutputs } from "./pulumi-stack";
import type { View } from "./view";
import { WrongInput } from "./wrong-input";

/** What a command's work is given. */
export interface CommandContext {
  /** For the operation that the command calls. */
  readonly operation: OperationOptions;
  /** What `--pulumi-stack` named; `undefined` without it. */
  readonly stack: StackOutputs | undefined;
  readonly signal: AbortSignal;
}

/** A result, and how it is shown. */
export interface CommandResult {
  /** Name of the schema that `data` keeps to; see `evergreen schema`. */
  readonly schema: SchemaName;
  readonly data: object;
  readonly view: View;
  /** Defaults to `exitCodes.done`. */
  readonly exitCode?: ExitCode;
}

/**
 * Runs a command that talks to Azure: signs in, shows progress on stderr, writes the result on stdout
 * and sets the exit code. Errors become messages, and codes that tell them apart.
 */
export async function runAzureCommand(
  options: AzureOptions & Partial<ScopeOptions & Pick<ChangeOptions, "atMost" | "timeout">>,
  work: (context: CommandContext) => Promise<CommandResult>,
): Promise<void> {
  const interrupt = interruptSignal();
  const display = await progressDisplay();
  let result: CommandResult | undefined;
  try {
    const stack =
      options.pulumiStack === undefined
        ? undefined
        : await readStackOutputs(options.pulumiStack, options.pulumiCwd);
    const [subscriptionId = stack?.subscriptions[0]] = options.subscription ?? [];
    const operation: OperationOptions = {
      connection: connectToAzure(subscriptionId === undefined ? {} : { subscriptionId }),
      signal: interrupt.signal,
      onProgress: (event) => {
        display.show(event);
      },
      ...(options.timeout === undefined ? {} : { timeoutInMinutes: options.timeout }),
      ...(options.atMost === undefined ? {} : { atMost: options.atMost }),
    };
    result = await work({ operation, stack, signal: interrupt.signal });
  } catch (error) {
    display.close();
    process.exitCode = told(error, options, interrupt.signal);
    return;
  } finally {
    display.close();
    interrupt.close();
  }
  await writeResult(options, result);
}

/** Writes a result on stdout and sets the exit code; for commands that need no Azure, too. */
export async function writeResult(
  { output, json }: Pick<AzureOptions, "output" | "json">,
  result: CommandResult,
): Promise<void> {
  await writeOut(render(json === true ? "json" : output, result));
  process.exitCode = result.exitCode ?? exitCodes.done;
}

/** Runs what needs no Azure; errors become messages and codes as with {@linkcode runAzureCommand}. */
export async function runLocally(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = told(error, {});
  }
}

/**
 * The machines that the options choose. Refuses a stack whose outputs name none: everything in its
 * subscription would be chosen.
 *
 * @param vaults - Ids of vaults that the command goes by as well.
 */
export function scopeFrom(
  options: ScopeOptions & Pick<AzureOptions, "subscription">,
  stack: StackOutputs | undefined,
  vaults: readonly string[] = [],
): FleetScope {
  const subscriptions = options.subscription ?? stack?.subscriptions ?? [];
  const machineIds = stack?.machineIds ?? [];
  const groups = [
    ...(options.resourceGroup ?? []),
    ...(machineIds.length === 0 ? (stack?.resourceGroups ?? []) : []),
  ];
  const isNamed = machineIds.length + groups.length + vaults.length > 0;
  if (stack !== undefined && !isNamed) {
    throw new WrongInput(
      "The outputs of the stack name vaults, but no virtual machine or resource group. Export the id of one.",
    );
  }
  return {
    ...(subscriptions.length === 0 ? {} : { subscriptions }),
    ...(groups.length === 0 ? {} : { resourceGroups: groups }),
    ...(machineIds.length === 0 ? {} : { ids: machineIds }),
    ...(options.name === undefined ? {} : { names: options.name }),
    ...(options.tag === undefined ? {} : { tags: options.tag }),
  };
}

/** The listing that `--from` names; `undefined` without it. */
export function listingFrom({ from }: ListingOptions): FleetListing | undefined {
  if (from === undefined) {
    return undefined;
  }
  const text = readInputFile(from);
  try {
    return readListing(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new WrongInput(`${nameOfFile(from)}: ${error.message}`);
    }
    throw error;
  }
}

/** The machines that the options choose, of Azure or of the listing that `--from` names. */
export function fleetFrom(
  options: ScopeOptions & ListingOptions & Pick<AzureOptions, "subscription">,
  stack: StackOutputs | undefined,
): { readonly scope: FleetScope; readonly listing?: FleetListing } {
  const listing = listingFrom(options);
  return { scope: scopeFrom(options, stack), ...(listing === undefined ? {} : { listing }) };
}

/** Tells an error on stderr, and answers the code that it ends with. */
function told(error: unknown, options: object, signal?: AbortSignal): ExitCode {
  if (signal?.aborted === true) {
    process.stderr.write("evergreen: The run was ended. Run the same command again to go on.\n");
    return exitCodes.interrupted;
  }
  process.stderr.write(`evergreen: ${printableLines(messageOf(error, options))}\n`);
  return error instanceof WrongInput || error instanceof InvalidInputError
    ? exitCodes.wrongInput
    : exitCodes.failed;
}

function messageOf(error: unknown, options: object): string {
  if (error instanceof InvalidInputError) {
    return describedByOptions(error, options);
  }
  return error instanceof Error ? error.message : String(error);
}
