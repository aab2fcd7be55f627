import assert from "node:assert/strict";
import { backupChecks } from "../../src/azure/backup-checks";
import type { BackupFacts, MachineFacts } from "../../src/azure/backup-diagnosis/facts";
import { diagnoseBackup } from "../../src/azure/backup-diagnosis/diagnose-backup";
import { ruleForStorage } from "../../src/azure/backup-diagnosis/network-checks";

const at = new Date("2026-11-10T12:00:00Z");
const ago = (minutes: number): Date => new Date(at.getTime() - minutes * 60_000);
const group = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups";
const vaultId = `${group}/rg/providers/Microsoft.RecoveryServices/vaults/vault1`;
const backupGroup = `${group}/AzureBackupRG_westeurope_1`;

const collectionId = `${backupGroup}/providers/Microsoft.Compute/restorePointCollections/any`;

const machine: MachineFacts = {
  id: `${group}/rg/providers/Microsoft.Compute/virtualMachines/web`,
  name: "web",
  operatingSystem: "Linux",
  provisionedAt: ago(10_000),
  provisioningState: "Succeeded",
  provisioningMessage: undefined,
  powerState: "running",
  agent: {
    version: "2.14.0.1",
    isReady: true,
    message: undefined,
    heardAt: ago(1),
    handlerCount: 0,
  },
  provisionVmAgent: true,
  allowExtensionOperations: true,
  extensions: [],
};

const item = {
  id: `${vaultId}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`,
  vaultId,
  protectionState: "Protected",
  isSoftDeleted: false,
  healthStatus: "Passed",
  lastBackupStatus: "Completed",
  lastBackupAt: ago(600),
  policyId: `${vaultId}/backupPolicies/DefaultPolicy`,
};

const job = {
  id: `${vaultId}/backupJobs/1`,
  vaultId,
  operation: "Backup",
  status: "Completed",
  startedAt: ago(600),
  endedAt: ago(540),
  errorCode: undefined,
};

const points = (count: number) => ({
  value: Array.from({ length: count }, (_, index) => ({ name: `point${index}`, takenAt: at })),
});

function facts(more: Partial<BackupFacts> = {}): BackupFacts {
  return {
    at,
    machine: { value: machine },
    disks: { value: [{ name: "system", sizeInGiB: 30, storageType: undefined, isHidden: false }] },
    interfaces: {
      value: [
        {
          name: "nic",
          configurations: [
            { name: "main", address: "10.0.0.4", allocation: "Static", isPrimary: true },
          ],
        },
      ],
    },
    securityGroups: { value: [] },
    items: { value: [item] },
    policy: {
      value: {
        name: "DefaultPolicy",
        policy: {
          type: "V1",
          frequency: "Daily",
          runTimes: ["2026-01-01T22:00:00Z"],
          runDays: [],
          instantRetentionInDays: 2,
        },
      },
    },
    jobs: { value: [job] },
    collections: {
      value: [
        {
          id: collectionId,
          points: points(3),
        },
      ],
    },
    locks: { value: [] },
    keyVaults: { value: [] },
    roleGrants: { value: [] },
    ...more,
  };
}

const withMachine = (more: Partial<MachineFacts>): BackupFacts =>
  facts({ machine: { value: { ...machine, ...more } } });

/** The checks that are not well, each as `id state`, and the verdict's state, code and check. */
function found(given: BackupFacts): readonly [readonly string[], string, string, string] {
  const { checks, verdict } = diagnoseBackup(given);
  const bad = checks.filter(({ state }) => state !== "ok");
  return [
    bad.map(({ id, state }) => `${id} ${state}`),
    verdict.state,
    verdict.likelyCode ?? "",
    verdict.check ?? "",
  ];
}

function detail(given: BackupFacts, id: string): string {
  return diagnoseBackup(given).checks.find((check) => check.id === id)?.detail ?? "";
}

describe("a diagnosis of backups", () => {
  it("answers every check in its order, and finds nothing where nothing is", () => {
    const { checks } = diagnoseBackup(facts());
    assert.deepEqual(
      checks.map(({ id, title }) => [id, title]),
      Object.entries(backupChecks),
    );
    assert.deepEqual(found(facts()), [[], "ok", "", ""]);
  });

  it("judges the heartbeat by its age, but not of a machine that is new or off", () => {
    const agent = { ...machine.agent, version: "Unknown", isReady: false, heardAt: ago(45) };
    const silent = { agent: { message: undefined, handlerCount: 0, ...agent } };
    assert.deepEqual(found(withMachine(silent)), [
      [
        "agent-state problem",
        "agent-version unknown",
        "agent-heartbeat problem",
        "power-heartbeat problem",
      ],
      "problem",
      "GuestAgentSnapshotTaskStatusError",
      "power-heartbeat",
    ]);
    const fresh = found(withMachine({ ...silent, provisionedAt: ago(14) }));
    assert.deepEqual(fresh[0], ["agent-version unknown"]);
    assert.deepEqual(found(withMachine({ ...silent, powerState: "deallocated" }))[0], []);
  });

  it("warns of an old agent on Linux alone", () => {
    const agent = {
      version: "2.2.40",
      isReady: true,
      message: undefined,
      heardAt: at,
      handlerCount: 0,
    };
    assert.deepEqual(found(withMachine({ agent })), [
      ["agent-version warning"],
      "warning",
      "GuestAgentSnapshotTaskStatusError",
      "agent-version",
    ]);
    const { summary, first } = diagnoseBackup(withMachine({ agent })).verdict;
    assert.deepEqual(
      [summary, first],
      [
        "It is 2.2.40, older than 2.2.53.1; most failures on Linux are those of an old agent.",
        "Update the agent from the distribution's repository, not from GitHub: `evergreen backup guest web` prints the commands.",
      ],
    );
    assert.deepEqual(found(withMachine({ agent, operatingSystem: "Windows" }))[0], []);
  });

  it("tells the extension that failed, VMSnapshot before the machine that it left Failed", () => {
    const failed = (handler: string, name: string) => ({
      name,
      handler,
      provisioningState: "Failed",
      message: "exit status 1",
    });
    const snapshot = failed("Microsoft.Azure.RecoveryServices.VMSnapshotLinux", "VMSnapshotLinux");
    const given = withMachine({ provisioningState: "Failed", extensions: [snapshot] });
    assert.deepEqual(found(given), [
      ["provisioning-state problem", "snapshot-extension problem"],
      "problem",
      "UserErrorVmProvisioningStateFailed",
      "snapshot-extension",
    ]);
    assert.equal(detail(given, "snapshot-extension"), "VMSnapshotLinux is Failed: exit status 1");
    const own = withMachine({
      extensions: [failed("Microsoft.Azure.Extensions.CustomScript", "setup")],
    });
    assert.equal(found(own)[3], "extensions");
  });

  it("notices an agent that is told to leave extensions alone", () => {
    const setup = {
      name: "setup",
      handler: "Microsoft.Azure.Extensions.CustomScript",
      provisioningState: "Succeeded",
      message: undefined,
    };
    assert.deepEqual(found(withMachine({ extensions: [setup] }))[0], ["extensions warning"]);
  });

  it("finds locks by the groups of the collections, whatever these are called", () => {
    const given = facts({
      locks: {
        value: [
          {
            id: `${backupGroup}/providers/Microsoft.Authorization/locks/keep`,
            level: "CanNotDelete",
          },
        ],
      },
    });
    assert.deepEqual(found(given), [
      ["restore-point-locks problem"],
      "problem",
      "UserErrorRpCollectionLimitReached",
      "restore-point-locks",
    ]);
    const elsewhere = facts({
      locks: {
        value: [
          { id: `${group}/rg/providers/Microsoft.Authorization/locks/keep`, level: "CanNotDelete" },
        ],
      },
    });
    assert.deepEqual(found(elsewhere)[0], []);
  });

  for (const [count, state] of [
    [5, []],
    [6, ["restore-point-count warning"]],
    [18, ["restore-point-count problem"]],
  ] as const) {
    it(`takes ${count} restore points of a policy that keeps 2 as ${state[0] ?? "normal"}`, () => {
      const collection = { id: collectionId, points: points(count) };
      assert.deepEqual(found(facts({ collections: { value: [collection] } }))[0], state);
    });
  }

  it("does not take hidden restore points for none", () => {
    assert.deepEqual(found(facts({ collections: { value: [] } })), [
      ["restore-point-locks unknown", "restore-point-count unknown"],
      "unknown",
      "",
      "restore-point-locks",
    ]);
  });

  it("tells a delayed snapshot, a job of another vault and a job that takes longer than its interval", () => {
    const running = {
      ...job,
      id: `${vaultId}/backupJobs/2`,
      status: "InProgress",
      endedAt: undefined,
    };
    const tasks = [{ taskId: "Take Snapshot", status: "InProgress" }];
    const delayed = facts({ jobs: { value: [{ ...running, startedAt: ago(61), tasks }] } });
    assert.deepEqual(found(delayed)[0], ["running-jobs warning", "snapshot-task problem"]);
    const old = {
      ...running,
      id: `${vaultId}-old/backupJobs/3`,
      vaultId: `${vaultId}-old`,
      startedAt: ago(5),
    };
    const both = facts({ jobs: { value: [{ ...running, startedAt: ago(4) }, old, job] } });
    assert.deepEqual(found(both), [
      ["running-jobs warning"],
      "warning",
      "UserErrorBackupOperationInProgress",
      "running-jobs",
    ]);
    assert.equal(
      detail(both, "running-jobs"),
      "A job (Backup) of the vault vault1 has been under way for 4 minutes. A job (Backup) of another vault, vault1-old, has been under way for 5 minutes. Another backup cannot begin until then.",
    );
    const first = (job: object) =>
      diagnoseBackup(facts({ jobs: { value: [{ ...old, ...job }] } })).verdict.first;
    assert.deepEqual(
      [
        first({}),
        first({ tasks: [{ taskId: "Take Snapshot", status: "Completed" }] }),
        first({ operation: "Restore" }),
        first({ status: "Cancelling" }),
      ],
      [
        "Wait until it has ended, or cancel it while its snapshot is taken: `evergreen backup cancel 3`.",
        "Wait until it has ended: its snapshot is taken, so it can no longer be cancelled.",
        "Wait until it has ended: only a backup can be cancelled.",
        "Wait until it has ended: it is being cancelled.",
      ],
    );
    const slow = facts({ jobs: { value: [{ ...job, startedAt: ago(1600), endedAt: ago(10) }] } });
    assert.deepEqual(found(slow), [
      ["job-duration problem"],
      "problem",
      "UserErrorBackupOperationInProgress",
      "job-duration",
    ]);
  });

  it("takes a failure for settled once a backup has succeeded", () => {
    const failed = { ...job, id: "2", status: "Failed", errorCode: "BackUpOperationFailed" };
    assert.equal(found(facts({ jobs: { value: [job, failed] } }))[1], "ok");
    assert.deepEqual(found(facts({ jobs: { value: [failed, job] } })), [
      ["last-error problem"],
      "problem",
      "BackUpOperationFailed",
      "last-error",
    ]);
  });

  it("names the cause of the guest's own system where no check sees one", () => {
    const failed = { ...job, status: "Failed", errorCode: "BackUpOperationFailed" };
    const windows = { ...machine, operatingSystem: "Windows" as const };
    const { verdict } = diagnoseBackup(
      facts({ machine: { value: windows }, jobs: { value: [failed] } }),
    );
    assert.equal(
      verdict.first,
      "Install the runtime or remove the other file, and run an on-demand backup.",
    );
  });

  it("says unknown, and why, where nothing was told", () => {
    const reason = "It could not be read.";
    const given = facts({ machine: { reason } });
    const unknowns = diagnoseBackup(given).checks.filter(({ state }) => state === "unknown");
    assert.equal(unknowns.length, 8);
    assert.deepEqual([...new Set(unknowns.map((check) => check.detail))], [reason]);
  });

  it("reads the rule of a security group that decides about storage", () => {
    const rule = (name: string, access: string, priority: number, destination: string) => ({
      name,
      access,
      priority,
      direction: "Outbound",
      protocol: "Tcp",
      destinations: [destination],
      destinationPorts: ["400-500"],
    });
    const deny = rule("deny", "Deny", 300, "Internet");
    assert.equal(ruleForStorage([deny])?.name, "deny");
    assert.equal(
      ruleForStorage([deny, rule("allow", "Allow", 200, "Storage.WestEurope")])?.name,
      "allow",
    );
    assert.equal(ruleForStorage([{ ...deny, direction: "Inbound" }]), undefined);
    assert.equal(ruleForStorage([{ ...deny, destinationPorts: ["80"] }]), undefined);
    assert.equal(ruleForStorage([{ ...deny, destinations: ["10.0.0.0/8"] }]), undefined);
  });
});
