import { accessSync, constants, readFileSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readSavedEstate, type SavedEstate } from "../../simulator/index";

/** Options as they are written on the command line. */
export interface GivenOptions {
  readonly port?: string;
  readonly directory?: string;
  readonly load?: string;
  readonly save?: string;
  readonly clock?: string;
  readonly limits?: string;
  readonly pulumi?: string;
}

export interface SimulateOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** Left out for a temporary one. */
  readonly directory?: string;
  readonly from?: SavedEstate;
  readonly save?: string;
  /** How many times as fast as real time the clock runs. */
  readonly speed: number;
  readonly limits: "enforced" | "off";
  readonly pulumi?: string;
}

const highestPort = 65_535;
const fastest = 1_000_000;

/** The options, or every problem that they have. */
export function readOptions(
  given: GivenOptions,
): { readonly options: SimulateOptions } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const { directory, load, save, pulumi } = given;
  const port = numberOf(given.port ?? "0");
  if (!Number.isInteger(port) || port < 0 || port > highestPort) {
    problems.push(`--port ${given.port ?? ""}: is no whole number from 0 to ${highestPort}.`);
  }
  const speed = given.clock === undefined || given.clock === "real" ? 1 : numberOf(given.clock);
  if (!(speed > 0 && speed <= fastest)) {
    problems.push(
      `--clock ${given.clock ?? ""}: is neither "real" nor a number above 0 and up to ${fastest}.`,
    );
  }
  const limits = given.limits ?? "enforced";
  if (!isLimits(limits)) {
    problems.push(`--limits ${limits}: is neither "enforced" nor "off".`);
  }
  for (const [name, value] of Object.entries({ directory, pulumi })) {
    const problem = value === undefined ? undefined : whyNoDirectory(value);
    if (problem !== undefined) {
      problems.push(`--${name} ${value ?? ""}: ${problem}`);
    }
  }
  const unsaved = save === undefined ? undefined : whyNoFile(save);
  if (unsaved !== undefined) {
    problems.push(`--save ${save ?? ""}: ${unsaved}`);
  }
  const from = load === undefined ? undefined : readEstate(load);
  if (typeof from === "string") {
    problems.push(`--load ${load ?? ""}: ${from}`);
  }
  if (problems.length > 0 || typeof from === "string" || !isLimits(limits)) {
    return { problems };
  }
  return {
    options: {
      port,
      speed,
      limits,
      ...(directory === undefined ? {} : { directory: resolve(directory) }),
      ...(from === undefined ? {} : { from }),
      ...(save === undefined ? {} : { save: resolve(save) }),
      ...(pulumi === undefined ? {} : { pulumi: resolve(pulumi) }),
    },
  };
}

function isLimits(text: string): text is SimulateOptions["limits"] {
  return text === "enforced" || text === "off";
}

function numberOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/** A directory that is not there yet can be made when the nearest one above it can be written into. */
function whyNoDirectory(directory: string): string | undefined {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const found = lookAt(at);
    if (found === undefined && at !== dirname(at)) {
      continue;
    }
    if (found?.isDirectory() !== true) {
      return `${at} is no directory.`;
    }
    return isWritable(at) ? undefined : `${at} cannot be written into.`;
  }
}

function whyNoFile(file: string): string | undefined {
  const folder = dirname(resolve(file));
  if (lookAt(folder)?.isDirectory() !== true) {
    return `${folder} is no directory.`;
  }
  if (lookAt(file)?.isDirectory() === true) {
    return "is a directory.";
  }
  return isWritable(folder) ? undefined : `${folder} cannot be written into.`;
}

/** What stands at a path; nothing stands below a file or where one may not look. */
function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The estate, or the reason why it cannot be loaded. */
function readEstate(file: string): SavedEstate | string {
  if (lookAt(file) === undefined) {
    return "There is no such file.";
  }
  try {
    return readSavedEstate(readFileSync(file, "utf8"));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
