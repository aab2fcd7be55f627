import assert from "node:assert/strict";
import {
  agentUpdateStatus,
  needsAttention,
  planAgentUpdateRepair,
  repairAgentUpdate,
} from "../../../src/operations";
import type { HttpFault } from "../../../src/simulator/index";
import { nightly } from "../../simulator/site-recovery/nightly-estate";
import { autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";

const input = { vaultIds: [vault] };
const mappings = /replicationProtectionContainerMappings$/i;

describe("Agent updates while Azure is in trouble", () => {
  const passing: [string, HttpFault][] = [
    ["is throttled", { kind: "error", status: 429, retryAfterInSeconds: 17 }],
    ["answers an error", { kind: "error", status: 503 }],
    ["forgets the token", { kind: "token expired" }],
    ["drops the connection", { kind: "connection dropped", when: "before" }],
  ];
  for (const [word, fault] of passing) {
    it(`are told as ever when it ${word} once`, async () => {
      const { azure, owner } = await nightly();
      const options = { connection: azure.connect(owner) };
      azure.faults.http.strike(fault, { path: mappings, times: 1 });
      const status = await agentUpdateStatus(options, input).catch((error: unknown) => error);
      assert.deepEqual((status as { problems: unknown }).problems, []);
    });
  }

  it("are told without what cannot be read, and why", async () => {
    const { azure, owner } = await nightly();
    azure.faults.http.strike({ kind: "error", status: 503 }, { path: mappings });
    const status = await agentUpdateStatus({ connection: azure.connect(owner) }, input);
    const [found] = status.vaults;
    assert.deepEqual([found?.mappings, found?.machineCount], [undefined, 1]);
    assert.match(found?.notKnown[0] ?? "", /^The mappings: GET .* answered 503/);
    assert.equal(needsAttention(status), true);
  });

  it("end at Ctrl-C", async () => {
    const { azure, owner } = await nightly();
    const signal = AbortSignal.abort(new Error("The run was ended."));
    await assert.rejects(agentUpdateStatus({ connection: azure.connect(owner), signal }, input), {
      message: /^The run was ended\.\nRun /,
    });
  });

  it("are repaired by a second run where a first one failed in the middle", async () => {
    const { azure, owner } = await withItem(autoUpdate);
    const options = { connection: azure.connect(owner) };
    const plan = await planAgentUpdateRepair(options, input);
    azure.faults.http.strike(
      { kind: "error", status: 503 },
      { path: /roleAssignments/i, method: "PUT" },
    );
    const first = await repairAgentUpdate(options, plan);
    assert.deepEqual([first.succeeded, first.failed], [0, 1]);
    assert.deepEqual(
      first.remaining.map(({ code }) => code),
      ["AgentAutoUpdateRunAsAccount"],
    );
    azure.faults.http.mend();
    const second = await repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
    assert.deepEqual([second.succeeded, second.failed, second.remaining], [1, 0, []]);
    assert.deepEqual((await planAgentUpdateRepair(options, input)).changes, []);
  });
});
