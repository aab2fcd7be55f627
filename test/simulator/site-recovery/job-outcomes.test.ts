import assert from "node:assert/strict";
import { done, propertiesOf } from "./replicated-estate";
import { item, machine, withItem } from "./replicated-machine";

const compute = "2024-11-01";

describe("a job of Site Recovery", () => {
  it("ends PartiallySucceeded on demand, once", async () => {
    const { azure, owner } = await withItem();
    azure.faults.strike("operation partially succeeds", item, 1);
    const words: unknown[] = [];
    for (let time = 0; time < 2; time += 1) {
      const url = `${item}/updateMobilityService?api-version=2023-06-01`;
      const started = await owner.send("POST", url, { properties: {} });
      await owner.wait(300);
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      const name = started.headers["x-ms-request-id"] ?? "";
      const { state, stateDescription } = await propertiesOf(owner, name);
      words.push([(status.body as { status: string }).status, state, stateDescription]);
    }
    assert.deepEqual(words, [
      ["PartiallySucceeded", "Succeeded", "PartiallySucceeded"],
      ["Succeeded", "Succeeded", "Completed"],
    ]);
  });

  it("fails when the agent of a machine cannot be updated by hand", async () => {
    const { azure, owner } = await withItem();
    const cases: readonly (readonly [() => Promise<unknown>, string])[] = [
      [
        async () => {
          await owner.send("POST", `${machine}/powerOff?api-version=${compute}`);
          await owner.wait(60);
        },
        "The virtual machine is not running.",
      ],
      [
        async () => {
          await owner.send("POST", `${machine}/start?api-version=${compute}`);
          await owner.wait(60);
          azure.faults.strike("job fails", item, 1);
        },
        "The extension could not be installed.",
      ],
    ];
    for (const [change, cause] of cases) {
      await change();
      const started = await done(owner, "POST", `${item}/updateMobilityService`, {});
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      const { error } = status.body as { error: Record<string, unknown> };
      const [detail] = error.details as Record<string, unknown>[];
      assert.deepEqual(
        [(status.body as { status: string }).status, error.code, detail?.code, detail?.message],
        [
          "Failed",
          "Conflict",
          "MobilityServiceUpdateFailed",
          "The mobility service of 'item1' could not be updated.",
        ],
      );
      assert.equal(detail?.possibleCauses, cause);
    }
    const name = (await done(owner, "POST", `${item}/updateMobilityService`, {})).headers[
      "x-ms-request-id"
    ];
    assert.equal((await propertiesOf(owner, name ?? "")).stateDescription, "Completed");
  });
});
