import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command, Option } from "commander";
import { markdownTable } from "markdown-table";
import { allExitCodes, exitCodeMeanings, exitCodes } from "../src/cli/exit-codes";
import { firstSentence, optionGroups, pathOf } from "../src/cli/frame/help";
import { evergreenProgram } from "../src/cli/program";
import { schemas } from "../src/cli/schemas";

const folder = join(__dirname, "..", "docs", "commands");

export const commandsPageFile = join(folder, "README.md");

/** The page about all commands, with its tables as they should be; what is written by hand stays. */
export function commandsPage(): string {
  const tables: Readonly<Record<string, () => string>> = {
    commands: commandTable,
    options: optionTable,
    "exit codes": exitCodeTable,
    schemas: schemaTable,
  };
  return Object.entries(tables).reduce(
    (text, [name, table]) => {
      const begin = `<!-- ${name}: npm run docs -->`;
      const [before, rest] = text.split(begin);
      const [, ...after] = (rest ?? "").split("<!-- end -->");
      if (before === undefined || after.length === 0) {
        throw new Error(`docs/commands/README.md has no place for its ${name}.`);
      }
      return [`${before}${begin}\n\n${table()}\n\n`, ...after].join("<!-- end -->");
    },
    readFileSync(commandsPageFile, "utf8"),
  );
}

/** The commands that do something, however deep. */
export function leafCommands(command: Command = evergreenProgram()): Command[] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.length === 0 ? [command] : shown.filter(isOurs).flatMap(leafCommands);
}

/** Commander adds a command `help` to every group. */
function isOurs(command: Command): boolean {
  return command.parent?.commands.includes(command) === true;
}

/** The page in `docs/commands` that tells of a command: its own, else that of a group it is in. */
export function pageAbout(command: Command): string {
  const words = pathOf(command).split(" ").slice(1);
  const pages = words.map((_, index) => `${words.slice(0, words.length - index).join("-")}.md`);
  return pages.find((page) => existsSync(join(folder, page))) ?? "README.md";
}

function commandTable(): string {
  return markdownTable([
    ["command", "does"],
    ...leafCommands().map((command) => {
      const usage = [pathOf(command), ...command.registeredArguments.map(termOf)].join(" ");
      const page = pageAbout(command);
      const name = page === "README.md" ? code(usage) : `[${code(usage)}](${page})`;
      return [name, escaped(firstSentence(command.description()))];
    }),
  ]);
}

function termOf(argument: Command["registeredArguments"][number]): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

/** Options of more than one command, in the order of the groups in which help shows them. */
function optionTable(): string {
  const options = leafCommands().flatMap(({ options: own }) => own);
  const rows = Object.values(optionGroups).flatMap((group) => {
    const inGroup = options.filter(({ helpGroupHeading }) => helpGroupHeading === group);
    return [...new Map(inGroup.map((option) => [option.flags, option])).values()].map(rowOf);
  });
  return markdownTable([["option", "meaning"], ...rows]);
}

function rowOf({ flags, description, argChoices }: Option): string[] {
  const choices = argChoices === undefined ? "" : `: ${argChoices.map(code).join(", ")}`;
  return [code(flags), escaped(`${description}${choices}`)];
}

function exitCodeTable(): string {
  return markdownTable([
    ["exit code", "meaning"],
    ...allExitCodes.map((name) => [String(exitCodes[name]), exitCodeMeanings[name]]),
  ]);
}

function schemaTable(): string {
  return markdownTable([
    ["schema", "type in `azure-evergreen/operations`"],
    ...Object.entries(schemas)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, type]) => [code(name), code(type)]),
  ]);
}

function code(text: string): string {
  return `\`${text}\``;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
