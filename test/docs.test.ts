import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as ts from "typescript";

const root = resolve(__dirname, "..");

/** A fenced block of TypeScript in a page, as a file beside that page. */
interface Block {
  readonly file: string;
  readonly page: string;
  /** Line of the page on which the block's first line stands, from 1. */
  readonly firstLine: number;
  readonly text: string;
}

/** Every page that a reader meets. */
function pages(): string[] {
  const folders = ["docs", "examples"].filter((folder) => existsSync(join(root, folder)));
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(root, folder, name),
    ),
  );
  const top = ["README.md", "CONTRIBUTING.md"].map((name) => join(root, name));
  return [...top.filter((page) => existsSync(page)), ...below]
    .filter((page) => page.endsWith(".md"))
    .sort();
}

function blocksOf(page: string): Block[] {
  const lines = readFileSync(page, "utf8").split("\n");
  const starts = lines.flatMap((line, index) => (/^```ts\s*$/.test(line) ? [index + 1] : []));
  return starts.map((start) => {
    const length = lines.slice(start).findIndex((line) => line.startsWith("```"));
    return {
      file: page.replace(/\.md$/, `.${start}.ts`),
      page: relative(root, page),
      firstLine: start + 1,
      text: completed(lines.slice(start, length === -1 ? undefined : start + length).join("\n")),
    };
  });
}

/** What a page about a policy takes as given where it shows one statement. */
const given: Readonly<Record<string, string>> = {
  group: 'import("@pulumi/azure-native/resources").ResourceGroup',
  location: "string",
  machine: 'import("azure-evergreen").LinuxVirtualMachine',
  subnetId: "string",
  sshPublicKey: "string",
  adminPassword: 'import("@pulumi/pulumi").Output<string>',
  vaultId: "string",
  principalId: "string",
};

/** A block with what it takes as given declared after its last line, so that line numbers stay. */
function completed(text: string): string {
  const missing = Object.entries(given).filter(
    ([name]) =>
      new RegExp(`(?<![.\\w"])${name}(?!\\w|:|")`).test(text) &&
      !new RegExp(`\\bconst ${name}\\b`).test(text),
  );
  return [text, ...missing.map(([name, type]) => `declare const ${name}: ${type};`)].join("\n");
}

/** One program for all blocks: reading azure-native's types once is what it costs. */
function compile(blocks: readonly Block[]): ts.Program {
  const configFile = join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    // What an example makes it need not use.
    noUnusedLocals: false,
    noEmit: false,
    declaration: true,
  };
  const host = ts.createCompilerHost(compilerOptions);
  const texts = new Map(blocks.map(({ file, text }) => [file, text]));
  const disk = { ...host };
  host.fileExists = (file) => texts.has(file) || disk.fileExists(file);
  host.readFile = (file) => texts.get(file) ?? disk.readFile(file);
  return ts.createProgram([join(root, "src", "index.ts"), ...texts.keys()], compilerOptions, host);
}

function problemsOf(program: ts.Program, block: Block): string[] {
  const file = program.getSourceFile(block.file);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ start, messageText }) => {
      const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      return `${block.page}:${block.firstLine + line}: ${message}`;
    },
  );
}

describe("what a reader copies", () => {
  const blocks = pages().flatMap(blocksOf);
  let program: ts.Program;

  before(function () {
    this.timeout(300_000);
    program = compile(blocks);
  });

  it("compiles, every block of TypeScript in every page", function () {
    this.timeout(300_000);

    assert.ok(blocks.length >= 7, "blocks found");
    assert.deepEqual(
      blocks.flatMap((block) => problemsOf(program, block)),
      [],
    );
  });

  it("loads no type of azure-native: one of its classes trebles a compiler's memory", function () {
    this.timeout(300_000);
    const own = program
      .getSourceFiles()
      .filter(({ fileName }) => dirname(fileName).startsWith(join(root, "src")))
      .filter(({ isDeclarationFile, fileName }) => !isDeclarationFile && fileName.endsWith(".ts"));
    const offending: string[] = [];
    for (const file of own) {
      program.emit(
        file,
        (name, text) => {
          if (text.includes("@pulumi/azure-native")) {
            offending.push(relative(root, name));
          }
        },
        undefined,
        true,
      );
    }

    assert.ok(own.length > 20, "files found");
    assert.deepEqual(
      offending.filter((name) => /^src\/(index|components|resources|azure)\b/.test(name)),
      [],
    );
  });
});
