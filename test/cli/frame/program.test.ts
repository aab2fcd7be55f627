import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { Command } from "commander";
import { evergreenProgram } from "../../../src/cli/program";
import { firstSentence, pathOf } from "../../../src/cli/frame/help";
import { schemas } from "../../../src/cli/schemas";
import {
  commandsPage,
  commandsPageFile,
  leafCommands,
  pageAbout,
} from "../../../tools/commands-page";

const root = join(__dirname, "../../..");
const program = evergreenProgram();
const all = commandsOf(program);
const leaves = leafCommands(program);

function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}

/** What `--help` writes on a terminal of 80 columns. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 });
  command.outputHelp();
  return text;
}

const has = (command: Command, flag: string): boolean =>
  command.options.some(({ long }) => long === flag);

describe("the commands of evergreen", () => {
  it("are found, however deep", () => {
    const paths = leaves.map(pathOf);
    assert.ok(paths.includes("evergreen agent-update schedule set"), paths.join("\n"));
    assert.ok(paths.includes("evergreen login-check"));
    assert.equal(new Set(paths).size, paths.length);
  });

  it("say what they do in a sentence, and each option and argument what it means", () => {
    const silent = all.flatMap((command) => [
      ...(/^[A-Z].*\.$/.test(firstSentence(command.description()))
        ? []
        : [`${pathOf(command)}: ${command.description()}`]),
      ...[...command.options, ...command.registeredArguments]
        .filter(({ description }) => description === "" || description.includes("\n"))
        .map((each) => `${pathOf(command)}: ${each.name()}`),
    ]);
    // The library's own, which shells call.
    assert.deepEqual(silent, [
      "evergreen complete: Generate completion suggestions",
      "evergreen complete: args",
    ]);
  });

  it("are all in the page that npm run docs writes", () => {
    const text = readFileSync(commandsPageFile, "utf8");
    assert.equal(text, commandsPage(), "It is not up to date: run npm run docs.");
  });

  it("are each shown on a page", () => {
    const unseen = leaves.filter((command) => {
      const words = pathOf(command).replace("evergreen ", "");
      const page = pageAbout(command);
      const below = words.replaceAll(" ", "-").replace(`${page.replace(".md", "")}-`, "");
      const text = readFileSync(join(root, "docs/commands", page), "utf8");
      return ![`evergreen ${words}`, `\`${words}`, `\n## ${below}\n`].some((shown) =>
        text.includes(shown),
      );
    });
    assert.deepEqual(unseen.map(pathOf), []);
  });

  it("tell in their help how they end, those that ask Azure or change something all of it", () => {
    const codes = (command: Command) =>
      [...(helpOf(command).split("\nExit codes:\n")[1] ?? "").matchAll(/^ {2}(\d+) /gm)].map(
        ([, code]) => Number(code),
      );
    const lacking = leaves.flatMap((command) => {
      const wanted = [
        ...(pathOf(command) === "evergreen help" ? [] : [0, 2]),
        ...(has(command, "--subscription") ? [1, 130] : []),
        ...(has(command, "--yes") ? [4] : []),
      ];
      const told = codes(command);
      return wanted
        .filter((code) => !told.includes(code))
        .map((code) => `${pathOf(command)} does not tell of ${code}`);
    });
    assert.deepEqual(lacking, []);
    assert.deepEqual(codes(program), [0, 1, 2, 3, 4, 5, 130]);
  });

  it("have help that 80 columns hold, but for examples to copy", () => {
    const long = all.flatMap((command) =>
      helpOf(command)
        .split("\n")
        .filter((line) => line.length > 80 && !/^ {2}(evergreen|pulumi) /.test(line)),
    );
    assert.deepEqual(long, []);
  });

  it("give examples that can be pasted, of themselves", () => {
    for (const command of leaves) {
      const [, examples = ""] = helpOf(command).split(/\nExamples?:\n/);
      const lines = examples.split("\n\n")[0]?.split("\n") ?? [];
      const words = pathOf(command).replace(/ list$/, "");
      assert.ok(
        examples === "" || lines.some((line) => line.startsWith("  ") && line.includes(words)),
        `${pathOf(command)}: ${examples}`,
      );
      assert.ok(!examples.includes("$ "), pathOf(command));
    }
  });

  it("take the same options for the same thing", () => {
    for (const command of leaves.filter((each) => has(each, "--json"))) {
      assert.ok(has(command, "--output"), pathOf(command));
    }
    for (const command of leaves.filter((each) => has(each, "--yes"))) {
      assert.ok(has(command, "--plan") && has(command, "--timeout"), pathOf(command));
    }
  });
});

describe("the help of evergreen", () => {
  it("shows a command's own options first, and those that it shares below", () => {
    const [command] = leaves.filter((each) => pathOf(each) === "evergreen patch mode");
    assert.ok(command);
    const headings = helpOf(command).match(/^[A-Z].*:$/gm);
    assert.deepEqual(headings, [
      "Arguments:",
      "Options:",
      "Which machines:",
      "Carrying it out:",
      "Azure and output:",
      "Example:",
      "Exit codes:",
    ]);
  });

  it("lists commands with one sentence of each", () => {
    const [patch] = all.filter((each) => pathOf(each) === "evergreen patch");
    assert.ok(patch);
    assert.match(
      helpOf(patch),
      /\n {2}assess \[options\] {8}Let machines look for missing patches now\.\n {2}install /,
    );
  });

  it("lets lines of a description end where the terminal does", () => {
    const [check] = all.filter((each) => pathOf(each) === "evergreen policy check");
    assert.ok(check);
    assert.match(
      helpOf(check),
      /\nFILE is what `pulumi preview --json --show-sames`, .*\n.*stdin\.\n/,
    );
  });
});

describe("the schemas of evergreen", () => {
  const sources = readdirSync(join(root, "src/cli"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, "src/cli", file), "utf8"))
    .join("\n");

  for (const name of Object.keys(schemas)) {
    it(`${name} is of a result that a command writes, and a schema`, () => {
      assert.ok(new RegExp(`\\bschema: (own\\?.schema \\?\\? )?"${name}"`).test(sources));
      const text = readFileSync(join(root, `dist/schemas/${name}.json`), "utf8");
      const schema = JSON.parse(text) as { $id: string };
      assert.equal(schema.$id, `urn:azure-evergreen:${name}`);
      new Ajv({ strict: false }).compile(schema);
    });
  }

  it("are all that there are", () => {
    const files = readdirSync(join(root, "dist/schemas"));
    assert.deepEqual(
      files.sort(),
      Object.keys(schemas)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });
});
