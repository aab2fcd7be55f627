import assert from "node:assert/strict";
import { shownCommands } from "../frame/shown-commands";
import {
  backupBegins,
  failingFleet,
  fullMachine,
  orphanedPoints,
  type Scene,
  sceneOf,
  whileTimeGoesBy,
} from "./page-scenes";

const shown = shownCommands("backup.md");

describe("the page backup.md", () => {
  let scene: Scene | undefined;

  const here = (): Scene => {
    assert.ok(scene);
    return scene;
  };
  const open = async (made: Parameters<typeof sceneOf>[0]): Promise<void> => {
    await scene?.close();
    scene = await sceneOf(made);
  };
  after(() => scene?.close());

  /** Each block in the page's order, and what happens before; `goesOn` where Azure goes on meanwhile. */
  const walk: readonly {
    readonly line: string;
    readonly before?: () => Promise<void>;
    readonly goesOn?: true;
  }[] = [
    { line: "status", before: async () => open(await failingFleet()) },
    { line: "jobs --status Failed" },
    { line: "jobs show f92093c5-5472-57fa-9d2a-2b9dceb80705" },
    { line: "run machine1 --plan" },
    { line: "run machine1 --plan", before: () => backupBegins(here()) },
    { line: "run old1 --plan" },
    { line: "run web2 --yes" },
    { line: "cancel machine1 --yes" },
    { line: "resume machine1 --plan" },
    { line: "repair machine1 --plan" },
    { line: "clean-restore-points machine1", before: async () => open(await fullMachine()) },
    { line: "clean-restore-points machine1 --remove-lock --yes", goesOn: true },
    { line: "clean-restore-points machine1 --delete --yes", goesOn: true },
    {
      line: "clean-restore-points --orphaned --plan",
      before: async () => open(await orphanedPoints()),
    },
  ];

  it("has no block that is not held here", () => {
    assert.deepEqual(
      shown.map(({ line }) => line),
      walk.map(({ line }) => `evergreen backup ${line}`),
    );
  });

  for (const [index, { line, before, goesOn }] of walk.entries()) {
    it(`shows what "${line}" writes, block ${index + 1}`, async () => {
      await before?.();
      const write = (): Promise<string> => here().reader.run(`evergreen backup ${line}`);
      const output = shown[index]?.output ?? "";
      if (goesOn === true) {
        assert.equal(sameJob(await whileTimeGoesBy(here(), write)), sameJob(output));
      } else {
        assert.equal(await write(), output);
      }
    });
  }
});

/** The id of a job that begins while Azure's time goes by follows from the moment. */
function sameJob(text: string): string {
  return text.replaceAll(/\(job [0-9a-f-]{36}\)/g, "(job JOB)");
}
