import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ended, type ServedFleet } from "../patch/served-fleet";

const root = join(__dirname, "../../..");

/** A command line of a page, and what the page says that it writes. */
export interface ShownCommand {
  /** The heading under which it stands. */
  readonly chapter: string;
  readonly line: string;
  readonly output: string;
}

/** The command lines of a page of `docs/commands`, in its order. Refuses a block that is none. */
export function shownCommands(page: string): ShownCommand[] {
  const text = readFileSync(join(root, "docs/commands", page), "utf8");
  let chapter = "";
  return [...text.matchAll(/^#+ (.*)$|^```console\n([^]*?)^```$/gm)].flatMap(
    ([, heading, block = ""]) => {
      if (heading !== undefined) {
        chapter = heading.replaceAll("`", "");
        return [];
      }
      const [, line, output = ""] = /^\$ (.*)\n([^]*)$/.exec(block) ?? [];
      if (line === undefined) {
        throw new Error(`${page}: a block does not begin with a command line: ${block}`);
      }
      return [{ chapter, line, output: output.trimEnd() }];
    },
  );
}

/** Runs a page's command lines one after the other, as somebody would who has nothing but them. */
export class Reader {
  readonly #served: ServedFleet;
  readonly #env: NodeJS.ProcessEnv;

  /** @param variables - Environment variables of its command lines. */
  constructor(served: ServedFleet, variables: Readonly<Record<string, string>> = {}) {
    this.#served = served;
    const commands = join(served.folder, "commands");
    mkdirSync(commands);
    symlinkSync(join(root, "bin/evergreen"), join(commands, "evergreen"));
    // Nobody is signed in to the Azure CLI.
    writeFileSync(
      join(commands, "az"),
      "#!/bin/sh\necho \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1\n",
    );
    chmodSync(join(commands, "az"), 0o755);
    this.#env = {
      ...served.env,
      ...variables,
      PATH: `${commands}${delimiter}${served.env.PATH ?? ""}`,
    };
  }

  /** Holds what a page shows against what its lines write, one after the other. */
  async holds(shown: readonly ShownCommand[]): Promise<void> {
    for (const { line, output } of shown) {
      assert.equal(await this.run(line), output, line);
    }
  }

  /** What a line writes, but for what is another each time. */
  async run(line: string): Promise<string> {
    const child = spawn("bash", ["-c", `exec 2>&1; ${line}`], {
      cwd: this.#served.folder,
      env: this.#env,
    });
    const { stdout } = await ended(child);
    return stdout
      .replace(/^Using the cloud .*\n/m, "")
      .replace(/^Run [0-9a-f-]{23}$/m, "Run 3f2504e0-4f89-41d3-9a0c")
      .replace(/\(job [0-9a-f-]{36}\)/g, "(job a0024dbc-6171-578c-8fd8-f74e8656be69)")
      .replace(/(T\d\d:\d\d:\d\d)\.\d{3}Z/g, "$1.000Z")
      .trimEnd();
  }
}
