import assert from "node:assert/strict";
import { changeEach } from "../../../src/operations/run/change-each";
import { isComplete } from "../../../src/operations/run/change-report";
import type { ProgressEvent } from "../../../src/operations/run/progress";
import { Run } from "../../../src/operations/run/run";
import { ClockedTransport } from "../../arm/clocked-transport";

const changes = ["a", "b", "c", "d"].map((name) => ({ id: `/${name}`, name, change: "Mend it" }));
const plan = { title: "Mending", changes, skipped: [], notes: [] };

function newRun(options: { readonly signal?: AbortSignal; readonly atMost?: number } = {}) {
  const events: ProgressEvent[] = [];
  const connection = { transport: new ClockedTransport(), subscriptionId: "s", tenantId: "t" };
  const onProgress = (event: ProgressEvent) => {
    events.push(event);
  };
  return { run: new Run({ connection, onProgress, ...options }), events };
}

describe("carrying out a plan", () => {
  it("counts what succeeded, failed, timed out and is under way, and says how to go on", async () => {
    const { run } = newRun();
    const report = await changeEach(run, plan, ({ name }) => {
      switch (name) {
        case "a":
          return Promise.resolve({ state: "succeeded", detail: "Done." });
        case "b":
          return Promise.reject(new Error("It broke."));
        case "c":
          return Promise.resolve({ state: "timedOut", reason: "It takes long." });
        default:
          return Promise.resolve({ state: "underWay", detail: "Somebody else is at it." });
      }
    });
    const { runId, outcomes, howToGoOn, ...counts } = report;
    assert.equal(runId, run.id);
    assert.deepEqual(counts, {
      title: "Mending",
      selected: 4,
      started: 4,
      succeeded: 1,
      failed: 1,
      timedOut: 1,
      underWay: 1,
      skipped: [],
      interrupted: false,
    });
    assert.deepEqual(
      outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        ["a", "succeeded", "Done."],
        ["b", "failed", "It broke."],
        ["c", "timedOut", "It takes long."],
        ["d", "underWay", "Somebody else is at it."],
      ],
    );
    assert.deepEqual(howToGoOn, [
      "Azure goes on with c, d. Run the same command again: it waits for what is under way and begins nothing twice.",
    ]);
    assert.equal(isComplete(report), false);
  });

  it("begins nothing further once the run is ended", async () => {
    const controller = new AbortController();
    const { run, events } = newRun({ signal: controller.signal, atMost: 1 });
    const begun: string[] = [];
    const report = await changeEach(run, plan, ({ name }) => {
      begun.push(name);
      if (name === "b") {
        controller.abort(new Error("The run was ended."));
        return Promise.reject(new Error("cut off"));
      }
      return Promise.resolve({ state: "succeeded" });
    });
    assert.deepEqual(begun, ["a", "b"]);
    assert.deepEqual(
      report.outcomes.map(({ state }) => state),
      ["succeeded", "underWay", "notStarted", "notStarted"],
    );
    assert.equal(report.interrupted, true);
    assert.deepEqual(
      report.howToGoOn.at(-1),
      "Not begun: c, d. Run the same command again to go on.",
    );
    assert.deepEqual(
      events.map((event) => (event.kind === "step" ? `${event.name} ${event.state}` : event.text)),
      ["a running", "a succeeded", "b running", "b underWay"],
    );
  });

  it("works on no more at a time than the run allows", async () => {
    const { run } = newRun({ atMost: 2 });
    let [now, most] = [0, 0];
    await changeEach(run, plan, async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return { state: "succeeded" };
    });
    assert.equal(most, 2);
  });
});
