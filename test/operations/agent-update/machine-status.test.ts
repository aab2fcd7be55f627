import assert from "node:assert/strict";
import { machineProblems } from "../../../src/operations/agent-update/machine-problems";
import {
  distanceOf,
  latestAgent,
  type MachineAgentStatus,
  machineStatus,
} from "../../../src/operations/agent-update/machine-status";
import type { VaultMapping } from "../../../src/operations/agent-update/mappings";
import type { ReplicatedMachine } from "../../../src/operations/agent-update/replicated-items";
import { vault } from "../../simulator/site-recovery/replicated-estate";
import { at, machine } from "./machines";

const latest = { version: "9.95.1.1", by: "seen" } as const;

function mapping(agentAutoUpdateStatus: string): VaultMapping {
  return {
    id: "/mappings/mapping1",
    instanceType: "A2A",
    state: "Paired",
    agentAutoUpdateStatus,
    automationAccountArmId: undefined,
    automationAccountAuthenticationType: undefined,
    healthErrorCount: 0,
    vaultId: vault,
    place: "west/container1/mapping1",
    targetContainerId: undefined,
    isChanging: false,
    scheduleName: undefined,
    jobScheduleName: undefined,
    health: "Normal",
    healthErrors: [],
  };
}

function statusOf(change: Partial<ReplicatedMachine>, autoUpdate = "Enabled"): MachineAgentStatus {
  const known = { mapping: mapping(autoUpdate), latest, at };
  return machineStatus(machine("machine1", change), known);
}

function toldOf(change: Partial<ReplicatedMachine>, autoUpdate?: string): string[][] {
  const problems = machineProblems(statusOf(change, autoUpdate), machine("machine1", change));
  return problems.map(({ severity, code, message, cause, fix }) => [
    severity,
    code,
    message,
    cause,
    fix,
  ]);
}

describe("The agent of a replicated machine", () => {
  it("is so many releases behind, supported up to four, and restarted after more", () => {
    const releases = ["9.95.1.1", "9.94.1.1", "9.91.1.1", "9.90.1.1", "9.86.1.1", "10.1.1.1", ""];
    assert.deepEqual(
      releases.map((agentVersion) => {
        const status = statusOf({ agentVersion });
        const { isSupported, isRestartNeeded, updatePath } = status;
        return [agentVersion, distanceOf(status), isSupported, isRestartNeeded, updatePath];
      }),
      [
        ["9.95.1.1", "0 of 4", true, false, []],
        ["9.94.1.1", "1 of 4", true, false, ["9.95.1.1"]],
        ["9.91.1.1", "4 of 4", true, false, ["9.95.1.1"]],
        ["9.90.1.1", "5 of 4", false, true, ["9.94", "9.95.1.1"]],
        ["9.86.1.1", "9 of 4", false, true, ["9.90", "9.94", "9.95.1.1"]],
        ["10.1.1.1", undefined, undefined, undefined, []],
        ["", undefined, undefined, undefined, []],
      ],
    );
  });

  it("is supported, ends within sixty days, or has ended", () => {
    const days = ["2026-11-20", "2027-01-19", "2027-01-20", ""].map((day) =>
      day === "" ? day : `${day}T00:00:00.000Z`,
    );
    assert.deepEqual(
      days.map((agentExpiryDate) => statusOf({ agentExpiryDate }).expiry),
      ["expired", "expiring", "supported", undefined],
    );
  });

  it("is known to be the newest where one needs no update, and estimated by the month else", () => {
    const old = machine("old", { agentVersion: "9.80.1.1" });
    const current = machine("current", { agentVersion: "9.88.1.1", isUpdateRequired: false });
    assert.deepEqual(latestAgent([old, current], at), { version: "9.88.1.1", by: "seen" });
    assert.deepEqual(latestAgent([old], at), { version: "9.89.10768.1", by: "estimated" });
    const newer = machine("newer", { agentVersion: "9.99.1.1" });
    assert.equal(latestAgent([old, newer], at), undefined);
    assert.equal(latestAgent([], at), undefined);
  });

  const night =
    "Look why the nightly update leaves it out: a machine that is off, whose agent is silent or whose replication is critical is not updated.";
  const byHand =
    "Update it with `evergreen agent-update run`, and switch auto-update on with `evergreen agent-update enable`.";

  it("is told where it is no longer supported, or soon", () => {
    const expired = { agentExpiryDate: "2026-11-01T00:00:00.000Z" };
    assert.deepEqual(toldOf(expired), [
      [
        "error",
        "AgentExpired",
        "Mobility agent 9.95.1.1 is no longer supported since 2026-11-01.",
        "It was not updated in time.",
        night,
      ],
    ]);
    assert.deepEqual(toldOf({ agentExpiryDate: "2026-12-24T00:00:00.000Z" }, "Disabled"), [
      [
        "warning",
        "AgentExpiring",
        "Mobility agent 9.95.1.1 is supported until 2026-12-24.",
        "It is updated late, or not at all.",
        byHand,
      ],
    ]);
    assert.deepEqual(toldOf({ agentVersion: "9.90.1.1" }), [
      [
        "warning",
        "AgentTooOld",
        "Mobility agent 9.90.1.1 is 5 releases behind 9.95.1.1, and no more than 4 are supported.",
        "It missed more than four releases.",
        "Update it step by step: 9.94, then 9.95.1.1. A restart is needed after an update over more than four releases.",
      ],
    ]);
    assert.deepEqual(toldOf({ agentVersion: "9.91.1.1" }), []);
  });

  it("is told where a newer one waits and nobody installs it", () => {
    assert.deepEqual(toldOf({ agentVersion: "9.94.1.1" }, "Disabled"), [
      [
        "warning",
        "UpdateWaits",
        "Mobility agent 9.94.1.1 is not the newest.",
        "Agent auto-update is off on west/container1/mapping1.",
        byHand,
      ],
    ]);
    assert.deepEqual(toldOf({ isUpdateRequired: false }, "Disabled"), []);
  });

  it("is told with a replication that keeps it from being updated", () => {
    const errors = [
      { category: "Replication", level: "Error", message: "No recovery point." },
      { category: "AgentAutoUpdateInfra", level: "Error", message: "Of another kind." },
    ];
    const fix = "Mend its replication; no agent is updated while it is critical.";
    assert.deepEqual(toldOf({ replicationHealth: "Critical", healthErrors: errors }), [
      ["error", "ReplicationHealth", "Its replication is Critical.", "No recovery point.", fix],
    ]);
    assert.deepEqual(toldOf({ replicationHealth: "Warning" }), [
      [
        "warning",
        "ReplicationHealth",
        "Its replication is Warning.",
        "Azure does not say why.",
        fix,
      ],
    ]);
  });
});
