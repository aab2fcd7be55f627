import assert from "node:assert/strict";
import { backupManagementServiceObjectId } from "../../../src/simulator/backup/key-vault-rights";
import { diagnoseMachineBackup } from "../../../src/operations/backup/diagnose";
import { cancelJobs, planCancel } from "../../../src/operations/backup/cancel";
import { planResume, resumeBackups } from "../../../src/operations/backup/resume";
import type { ResourceFault } from "../../../src/simulator/faults";
import { tenantId } from "../../simulator/caller";
import {
  ask,
  backUp,
  backupGroup,
  type BackedUp,
  days,
  itemBody,
  itemId,
  list,
  policyId,
  read,
  withItem,
} from "../../simulator/backup/backed-up-estate";
import { group, machine, send } from "../../simulator/compute/small-estate";
import { failedExtension } from "./broken-machine";
import { operator } from "./estate";

/** How one code comes about, what a diagnosis says of it, and the step that it names. */
interface Case {
  readonly code: string;
  readonly options?: object;
  readonly cause: (estate: BackedUp) => void | Promise<void>;
  readonly first: string;
  readonly check: string;
  readonly step: (estate: BackedUp) => void | Promise<void>;
}

const strike =
  (fault: ResourceFault) =>
  async ({ azure, owner }: BackedUp) => {
    azure.faults.strike(fault, machine);
    await owner.wait(3600);
  };
const mend =
  (fault: ResourceFault) =>
  ({ azure }: BackedUp) => {
    azure.faults.mend(fault, machine);
  };

const lock = `${backupGroup}/providers/Microsoft.Authorization/locks/keep`;

async function systemDisk({ owner }: BackedUp): Promise<string> {
  const [disk] = await list(owner, `${group}/providers/Microsoft.Compute/disks`);
  return `${group}/providers/Microsoft.Compute/disks/${disk?.name ?? ""}`;
}

async function keyVault({ owner }: BackedUp, permissions: object): Promise<string> {
  const id = `${group}/providers/Microsoft.KeyVault/vaults/keys1`;
  const objectId = backupManagementServiceObjectId(tenantId);
  const properties = {
    tenantId,
    sku: { family: "A", name: "standard" },
    accessPolicies: [{ tenantId, objectId, permissions }],
  };
  await send(owner, "PUT", id, { location: "westeurope", properties });
  return id;
}

const cases: readonly Case[] = [
  {
    code: "UserErrorGuestAgentStatusUnavailable",
    cause: strike("agent silent"),
    check: "agent-state",
    first:
      "Restart the service walinuxagent (waagent outside Debian and Ubuntu) in the guest; `evergreen backup guest machine1` prints the commands, and those for a new installation.",
    step: mend("agent silent"),
  },
  {
    code: "GuestAgentSnapshotTaskStatusError",
    cause: strike("guest shut down"),
    check: "power-heartbeat",
    first: `If the guest is down, stop the machine through Azure (\`az vm deallocate --ids ${machine}\`); if it is up, restart its agent.`,
    step: async ({ owner }) => {
      await send(owner, "POST", `${machine}/deallocate`);
    },
  },
  {
    code: "UserErrorVmProvisioningStateFailed",
    cause: ({ azure }) => {
      azure.estate.put(failedExtension);
    },
    check: "snapshot-extension",
    first:
      "Delete VMSnapshotLinux and run an on-demand backup, which installs it again: `evergreen backup repair machine1`.",
    step: async ({ owner }) => {
      await send(owner, "DELETE", failedExtension.id);
    },
  },
  {
    code: "UserErrorRpCollectionLimitReached",
    cause: async ({ owner }) => {
      await days(owner, 2);
      const body = { properties: { level: "CanNotDelete" } };
      await owner.send("PUT", `${lock}?api-version=2020-05-01`, body);
      await days(owner, 17);
    },
    check: "restore-point-locks",
    first:
      "Remove the lock, then run an on-demand backup, which starts the clean-up: `evergreen backup clean-restore-points`.",
    step: async ({ owner }) => {
      await owner.send("DELETE", `${lock}?api-version=2020-05-01`);
      // Expected to fail once; the clean-up follows some hours later.
      await backUp(owner);
      await owner.wait(5 * 3600);
    },
  },
  {
    code: "UserErrorKeyvaultPermissionsNotConfigured",
    cause: async (estate) => {
      const source = {
        sourceVault: { id: await keyVault(estate, { keys: ["get"], secrets: [] }) },
      };
      const encryptionSettings = [{ diskEncryptionKey: source, keyEncryptionKey: source }];
      const properties = { encryptionSettingsCollection: { enabled: true, encryptionSettings } };
      await send(estate.owner, "PATCH", await systemDisk(estate), { properties }, "2024-03-02");
    },
    check: "key-vault",
    first:
      'Give "Backup Management Service" get, list and backup of secrets and keys in an access policy of keys1.',
    step: async (estate) => {
      const all = ["get", "list", "backup"];
      await keyVault(estate, { keys: all, secrets: all });
    },
  },
  {
    code: "ExtensionSnapshotFailedNoNetwork",
    cause: strike("no DHCP"),
    check: "ip-addresses",
    first:
      "See in the guest that the interface gets its address by DHCP (on Windows `ipconfig /all`, on Linux `ip address`), and set a static address in Azure alone.",
    step: mend("no DHCP"),
  },
  {
    code: "ExtensionOperationFailedForManagedDisks",
    cause: strike("snapshots blocked"),
    check: "last-error",
    first: "See that nothing in the guest blocks the extension, and that its agent answers.",
    step: mend("snapshots blocked"),
  },
  {
    code: "BackUpOperationFailed",
    cause: strike("agent hangs"),
    check: "agent-heartbeat",
    first: "See that the guest runs, and restart its agent.",
    step: mend("agent hangs"),
  },
  {
    code: "BackUpOperationFailedV2",
    cause: async (estate) => {
      const enhanced = policyId.replace("DefaultPolicy", "enhanced");
      await ask(estate.owner, "PUT", enhanced, { properties: enhancedPolicy });
      await ask(estate.owner, "PUT", itemId, itemBody({ policyId: enhanced }));
      await strike("agent hangs")(estate);
    },
    check: "agent-heartbeat",
    first: "See that the guest runs, and restart its agent.",
    step: mend("agent hangs"),
  },
  {
    code: "UserErrorUnsupportedDiskSize",
    cause: async (estate) => {
      const properties = { diskSizeGB: 32_769 };
      await send(estate.owner, "PATCH", await systemDisk(estate), { properties }, "2024-03-02");
    },
    check: "disk-size",
    first: "Split the disk, or make it smaller.",
    step: async (estate) => {
      // A disk does not shrink in place: a smaller one takes its place.
      const id = await systemDisk(estate);
      const stored = estate.azure.estate.get(id);
      assert.ok(stored);
      const properties = { ...(stored.properties as object), diskSizeGB: 1024 };
      estate.azure.estate.put({ ...stored, properties });
    },
  },
  {
    code: "UserErrorCrpReportedUserError",
    cause: strike("compute refuses snapshots"),
    check: "last-error",
    first:
      "Read the error below the code and its recommendations: `evergreen backup jobs show JOB`.",
    step: mend("compute refuses snapshots"),
  },
];

const time = "2026-01-01T22:00:00Z";
const enhancedPolicy = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: [time] },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: {
      retentionTimes: [time],
      retentionDuration: { count: 30, durationType: "Days" },
    },
  },
  instantRpRetentionRangeInDays: 7,
  timeZone: "UTC",
};

/** Runs a backup to its end and answers its status, or the code with which it failed. */
async function outcome({ owner }: BackedUp): Promise<string> {
  const job = await backUp(owner);
  await owner.wait(4000);
  const { status, errorDetails } = await read(owner, job);
  const [error] = (errorDetails ?? []) as { errorTitle: string }[];
  return error?.errorTitle ?? String(status);
}

describe("each code of Azure Backup", () => {
  for (const { code, options, cause, first, check, step } of cases) {
    it(`is ${code} by its cause, is found, and is mended by the step that is named`, async () => {
      const estate = await withItem({}, options);
      await estate.owner.wait(3600);
      await cause(estate);
      assert.equal(await outcome(estate), code);

      const who = operator(estate.azure);
      const { verdict } = await diagnoseMachineBackup(who.options, { machine });
      assert.deepEqual(
        {
          state: verdict.state,
          code: verdict.likelyCode,
          first: verdict.first,
          check: verdict.check,
        },
        { state: "problem", code, first, check },
      );

      await step(estate);
      assert.equal(await outcome(estate), "Completed");
      const after = await diagnoseMachineBackup(who.options, { machine });
      assert.notEqual(after.verdict.state, "problem", JSON.stringify(after.verdict));
    });
  }

  it("is UserErrorBackupOperationInProgress while another backup is under way, until that is cancelled", async () => {
    const estate = await withItem();
    await estate.owner.wait(3600);
    const job = await backUp(estate.owner);
    assert.match(job, /backupJobs/);
    assert.equal(await backUp(estate.owner), "UserErrorBackupOperationInProgress");
    const who = operator(estate.azure);
    const { verdict } = await diagnoseMachineBackup(who.options, { machine });
    assert.deepEqual(
      [verdict.state, verdict.likelyCode, verdict.first, verdict.check],
      [
        "warning",
        "UserErrorBackupOperationInProgress",
        `Wait until it has ended, or cancel it while its snapshot is taken: \`evergreen backup cancel ${job.split("/").at(-1) ?? ""}\`.`,
        "running-jobs",
      ],
    );
    const plan = await planCancel(who.options, { target: machine, wait: true });
    assert.equal((await cancelJobs(who.options, plan)).succeeded, 1);
    assert.equal(await outcome(estate), "Completed");
  });

  it("is UserErrorBcmDatasourceNotPresent while its protection is stopped, until it is resumed", async () => {
    const estate = await withItem();
    await estate.owner.wait(3600);
    await ask(
      estate.owner,
      "PUT",
      itemId,
      itemBody({ protectionState: "ProtectionStopped", policyId: "" }),
    );
    const refused = await ask(estate.owner, "POST", `${itemId}/backup`, {});
    const { error } = refused.body as { error: { code: string } };
    assert.equal(error.code, "UserErrorBcmDatasourceNotPresent");
    const who = operator(estate.azure);
    const { verdict } = await diagnoseMachineBackup(who.options, { machine });
    assert.deepEqual(
      [verdict.state, verdict.likelyCode, verdict.first, verdict.check],
      [
        "problem",
        "UserErrorBcmDatasourceNotPresent",
        "Make the protection active: `evergreen backup resume`.",
        "protection",
      ],
    );
    const plan = await planResume(who.options, { machines: [machine], policy: policyId });
    assert.equal((await resumeBackups(who.options, plan)).succeeded, 1);
    assert.equal(await outcome(estate), "Completed");
  });
});
