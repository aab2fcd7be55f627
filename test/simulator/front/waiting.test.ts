import assert from "node:assert/strict";
import { Clock } from "../../../src/simulator/clock";
import { Waiting } from "../../../src/simulator/front/waiting";

describe("waiting in this process", () => {
  const started = () => {
    const clock = new Clock({ start: new Date("2026-11-01T08:00:00Z") });
    return { clock, waiting: new Waiting(clock) };
  };

  it("is together for all who wait at the same time, and wakes them in order", async () => {
    const { clock, waiting } = started();
    const woken: string[] = [];
    const wait = async (name: string, seconds: number) => {
      await waiting.wait(seconds * 1000);
      woken.push(`${name} ${clock.now().toISOString().slice(11, 19)}`);
    };
    await Promise.all([wait("long", 90), wait("short", 30), wait("same", 30)]);
    assert.deepEqual(woken, ["short 08:00:30", "same 08:00:30", "long 08:01:30"]);
  });

  it("does not turn the clock while somebody has work to do", async () => {
    const { clock, waiting } = started();
    const order: string[] = [];
    const work = waiting.during(async () => {
      for (let turn = 0; turn < 5; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      order.push(`worked ${clock.now().toISOString().slice(11, 19)}`);
    });
    await waiting.wait(60_000).then(() => order.push("waited"));
    await work;
    assert.deepEqual(order, ["worked 08:00:00", "waited"]);
  });

  it("ends with the reason of an abort, and leaves the clock alone", async () => {
    const { clock, waiting } = started();
    const controller = new AbortController();
    const waited = waiting.wait(60_000, controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(waited, { message: "enough" });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(clock.now().toISOString(), "2026-11-01T08:00:00.000Z");
  });
});
