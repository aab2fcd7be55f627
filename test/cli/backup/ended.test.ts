import assert from "node:assert/strict";
import {
  backUp,
  type BackedUp,
  list,
  vaultId,
  withItem,
} from "../../simulator/backup/backed-up-estate";
import { breakMachine } from "../../operations/backup/broken-machine";
import { full } from "../../operations/backup/full-machine";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import type { Ended } from "../running-simulation";

const hour = 3_600_000;

/** Azure's minute in a second: what Azure asks for between two polls is waited for as much shorter. */
const pace = 60;

/** Azure's minute in a millisecond: a run of one minute is over when the first poll is answered. */
const untilTimeIsOver = 60_000;

/** The lines of a report with their columns one space apart. */
function lines({ stdout }: Ended): string[] {
  return stdout.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, " "));
}

describe("evergreen backup, ended in the middle", () => {
  let estate: BackedUp;
  let served: ServedFleet;

  const serve = async (made: BackedUp): Promise<void> => {
    estate = made;
    served = await serveFleet(estate, "Owner");
  };

  afterEach(() => served.close());

  const backup = (...args: string[]): Promise<Ended> => served.run("backup", ...args);
  const endedAt = (text: string, signal: "SIGINT" | "SIGKILL", ...args: string[]): Promise<Ended> =>
    served.runUntil(text, signal, "backup", ...args);
  const backups = async (): Promise<unknown[]> =>
    (await list(estate.owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`)).map(
      ({ properties }) => properties.status,
    );

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`run goes on after ${signal} and begins no second backup`, async () => {
      await serve(await withItem({}, {}, { limits: "off" }));
      estate.azure.clock.runAt(pace);
      const ended = await endedAt("(job ", signal, "run", "machine1", "--yes");
      estate.azure.clock.runAt(0);
      const [job] = await list(estate.owner, `${vaultId}/backupJobs?$filter=operation eq 'Backup'`);
      if (signal === "SIGINT") {
        assert.deepEqual(
          [ended.exitCode, lines(ended)],
          [
            130,
            [
              "NAME STATE DETAIL",
              `machine1 under way Job ${job?.name ?? ""}: The run was ended; Azure goes on with it.`,
              "",
              "Back machines up now: 1 selected, 1 started, 0 succeeded, 0 failed, 0 timed out, 1 under way.",
              "Azure goes on with machine1. Run the same command again: it waits for what is under way and begins nothing twice.",
              "",
            ],
          ],
        );
      } else {
        assert.equal(ended.exitCode, null);
      }
      const following = await endedAt("(job ", "SIGINT", "run", "machine1", "--yes");
      assert.equal(following.exitCode, 130);
      assert.match(following.stderr, /Follow the backup that is under way in vault1/);
      estate.azure.clock.advance(2 * hour);
      const again = await backup("run", "machine1", "--yes");
      assert.equal(again.exitCode, 0, again.stderr);
      assert.match(again.stderr, /began less than 4 hours ago and succeeded/);
      assert.deepEqual(await backups(), ["Completed"]);
    });

    it(`repair goes on after ${signal} and makes no step twice`, async () => {
      await serve(await withItem({}, {}, { limits: "off" }));
      breakMachine(estate.azure);
      estate.azure.clock.runAt(pace);
      const args = ["repair", "machine1", "--yes"];
      const ended = await endedAt("machine1: reapply: Reapply", signal, ...args);
      if (signal === "SIGINT") {
        assert.equal(ended.exitCode, 130);
        assert.match(ended.stdout, /^machine1: VMSnapshotLinux +succeeded$/m);
        assert.match(ended.stdout, /^machine1: reapply +under way +The run was ended/m);
        assert.match(ended.stdout, /^Azure goes on with machine1: reapply\. Run the same command/m);
        assert.match(ended.stdout, /^Not begun: machine1: backup\. Run the same command again/m);
      } else {
        assert.equal(ended.exitCode, null);
      }
      const following = await endedAt("(job ", "SIGKILL", ...args);
      assert.equal(following.exitCode, null);
      estate.azure.clock.runAt(0);
      estate.azure.clock.advance(2 * hour);
      const again = await backup(...args);
      assert.equal(again.exitCode, 0, again.stderr);
      assert.match(again.stderr, /^Repair the backups of machine1: 0 changes\.$/m);
      assert.deepEqual(await backups(), ["Completed"]);
      assert.equal(served.times("extensions/delete"), 1);
    });

    it(`cancel --wait goes on after ${signal} and cancels once`, async () => {
      await serve(await withItem({}, {}, { limits: "off" }));
      const job = await backUp(estate.owner);
      const args = ["cancel", "machine1", "--wait", "--yes"];
      const ended = await endedAt("Cancelling (job", signal, ...args);
      if (signal === "SIGINT") {
        assert.equal(ended.exitCode, 130);
        assert.match(
          ended.stdout,
          /under way +Job [0-9a-f-]{36}: The run was ended; Azure goes on with it\.$/m,
        );
      } else {
        assert.equal(ended.exitCode, null);
      }
      const waiting = await endedAt("Cancelling (job", "SIGINT", ...args);
      assert.equal(waiting.exitCode, 130);
      assert.match(waiting.stderr, /Wait for its cancellation/);
      estate.azure.clock.advance(hour);
      const again = await backup("cancel", job.split("/").at(-1) ?? "", "--wait", "--yes");
      assert.equal(again.exitCode, 0, again.stderr);
      assert.match(again.stderr, /It has ended: Cancelled, at 2026-/);
      assert.deepEqual(await backups(), ["Cancelled"]);
      assert.equal(served.times("backupJobs/cancel/action"), 1);
    });
  }

  it("cancel, run and repair end with 5 when their time is over, and say how to go on", async () => {
    const assumptions = { backupSnapshotInSeconds: 2400 * 3600 };
    await serve(await withItem({}, {}, { limits: "off", assumptions }));
    const job = await backUp(estate.owner);
    estate.azure.faults.strike("operation never ends", job);
    estate.azure.clock.runAt(untilTimeIsOver);
    for (const args of [
      ["cancel", "machine1", "--wait"],
      ["run", "machine1"],
      ["repair", "machine1"],
    ]) {
      const { exitCode, stdout, stderr } = await backup(...args, "--yes", "--timeout", "1");
      assert.equal(exitCode, 5, `${args.join(" ")}: ${stderr}${stdout}`);
      assert.match(
        stdout,
        /had not ended after the 1 minutes of this run; Azure goes on with it\./,
      );
      assert.match(stdout, /^Azure goes on with machine1.*Run the same command again:/m);
    }
    assert.deepEqual(await backups(), ["Cancelling"]);
    assert.equal(served.times("/backup/action"), 0);
  });

  it("clean-restore-points ends with 5 when a deletion is not over in time", async () => {
    await serve(await full({}, { limits: "off" }));
    const args = ["clean-restore-points", "machine1", "--remove-lock", "--delete", "--yes"];
    const plan = await backup(...args.slice(0, -1), "--plan", "--json");
    const { collections } = JSON.parse(plan.stdout) as { collections: { id: string }[] };
    estate.azure.faults.strike("operation never ends", collections[0]?.id ?? "", 1);
    estate.azure.clock.runAt(pace);
    const late = await backup(...args, "--timeout", "1");
    assert.equal(late.exitCode, 5, late.stderr + late.stdout);
    assert.match(late.stdout, /^AzureBackup_machine1_\d+ +timed out +It had not ended after/m);
    const again = await backup(...args);
    assert.equal(again.exitCode, 0, again.stderr);
    assert.equal(served.times("locks/delete"), 1);
  });
});
