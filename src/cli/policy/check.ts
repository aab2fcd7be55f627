import { declaredResources, judgeResources } from "../../policy/judge";
import { InvalidInputError, type PackSettings, settingsOf } from "../../policy/pack/configuration";
import type { Preset } from "../../policy/pack/levels";
import { packRules } from "../../policy/pack/pack-rules";
import { rules } from "../../policy/rules";
import { readSource } from "../../policy/sources/detect";
import { type Source, SourceError } from "../../policy/sources/source";
import { exitCodes } from "../exit-codes";
import { packageVersion } from "../../plugin/package-version";
import { nameOfFile, readInputFile } from "../frame/input-file";
import { mayColour, printableLines } from "../frame/printable";
import { WrongInput } from "../frame/wrong-input";
import { readConfiguration } from "./configuration-file";
import { asJson } from "./output/json";
import { asJunit } from "./output/junit";
import { asSarif } from "./output/sarif";
import { asTable } from "./output/table";
import { countOf, type Verdict } from "./verdict";

/** Options as they are written on the command line; their choices are checked there. */
export interface CheckOptions {
  readonly preset: Preset;
  readonly config?: string;
  readonly output: keyof typeof formats;
}

const formats = {
  table: (verdict: Verdict) => asTable(verdict, mayColour(process.stdout)),
  json: asJson,
  sarif: asSarif,
  junit: asJunit,
} as const;

/** Judges a file, writes what was found on stdout, and answers the exit code. */
export function check(file: string, options: CheckOptions): number {
  let verdict: Verdict;
  try {
    verdict = verdictOn(file, options, new Date());
  } catch (error) {
    if (!(error instanceof WrongInput)) {
      throw error;
    }
    say(error.message);
    return exitCodes.wrongInput;
  }
  process.stdout.write(formats[options.output](verdict));
  return countOf(verdict, "mandatory") > 0 ? exitCodes.violations : exitCodes.done;
}

function verdictOn(file: string, { preset, config }: CheckOptions, now: Date): Verdict {
  const settings = settingsFrom(preset, config, now);
  const text = readInputFile(file);
  const { kind, resources, hiddenValues } = sourceIn(text, file);
  if (hiddenValues > 0) {
    say(hiddenNote(kind, hiddenValues));
  }
  return {
    version: packageVersion(),
    preset,
    file,
    text,
    rules: settings.rules,
    packRules: Object.values(packRules),
    resources: declaredResources(resources).length,
    reports: judgeResources(settings, resources, { isPreview: kind === "preview", now }),
  };
}

function settingsFrom(preset: Preset, config: string | undefined, now: Date): PackSettings {
  const configuration = readConfiguration(config);
  try {
    return settingsOf(rules, preset, configuration, now);
  } catch (error) {
    if (error instanceof InvalidInputError) {
      throw new WrongInput(error.message);
    }
    throw error;
  }
}

function sourceIn(text: string, file: string): Source {
  try {
    return readSource(text);
  } catch (error) {
    if (error instanceof SourceError) {
      throw new WrongInput(`${nameOfFile(file)}: ${error.message}`);
    }
    throw error;
  }
}

function hiddenNote(kind: Source["kind"], count: number): string {
  const values = count === 1 ? "1 secret value cannot" : `${count} secret values cannot`;
  return kind === "state"
    ? `${values} be seen, and count as not known; \`pulumi stack export --show-secrets\` writes them.`
    : `${values} be seen, and count as not known.`;
}

function say(message: string): void {
  process.stderr.write(`evergreen policy check: ${printableLines(message)}\n`);
}
