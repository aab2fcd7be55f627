import assert from "node:assert/strict";
import type { RoleTemplate } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { serveFleet } from "../patch/served-fleet";
import type { SetClock } from "./set-clock";
import { Reader, type ShownCommand, shownCommands } from "./shown-commands";

/** The Azure in which the command lines of a chapter are run, one after the other. */
export interface Scene {
  readonly azure: SimulatedAzure;
  /** Runs while a command changes something, and stands while one reads. */
  readonly clock: SetClock;
  /** Who runs them, by a role at the subscription. */
  readonly role: string | RoleTemplate;
  /** What happens before a line, by its index. Defaults to nothing. */
  readonly before?: Readonly<Record<number, () => Promise<void>>>;
}

/** How the scene of each chapter is made, by its heading, in the page's order. */
export type Scenes = Readonly<Record<string, () => Promise<Scene>>>;

/**
 * Tests that hold every block of a page: each shows what its command line really writes.
 *
 * @param variables - Environment variables of the command lines.
 */
export function holdPage(
  page: string,
  variables: Readonly<Record<string, string>>,
  scenes: Scenes,
): void {
  const shown = shownCommands(page);

  it("has a scene for every chapter with a block, and none for another", () => {
    assert.deepEqual(Object.keys(scenes), [...new Set(shown.map(({ chapter }) => chapter))]);
  });

  for (const [chapter, make] of Object.entries(scenes)) {
    it(`shows what its commands write: ${chapter}`, async () => {
      const blocks = shown.filter((block) => block.chapter === chapter);
      const written = await writtenBy(blocks, variables, await make());
      assert.deepEqual(
        written,
        blocks.map(({ output }) => output),
      );
    });
  }
}

/** What command lines write in a scene. */
async function writtenBy(
  blocks: readonly Pick<ShownCommand, "line">[],
  variables: Readonly<Record<string, string>>,
  { azure, clock, role, before }: Scene,
): Promise<string[]> {
  const served = await serveFleet({ azure }, role);
  const reader = new Reader(served, variables);
  const written: string[] = [];
  try {
    for (const [index, { line }] of blocks.entries()) {
      await before?.[index]?.();
      const run = () => reader.run(line);
      written.push(inOrder(await (line.includes("--yes") ? clock.during(run) : run())));
    }
  } finally {
    await served.close();
  }
  return written;
}

/** Which of several works ends first is another each time. */
function inOrder(text: string): string {
  return text.replace(/(?:^\S+: (?:succeeded|failed)\b.*\n)+/gm, (lines) =>
    lines
      .split(/(?<=\n)/)
      .sort()
      .join(""),
  );
}
