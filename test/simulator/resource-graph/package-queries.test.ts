import assert from "node:assert/strict";
import { deterministicGuid } from "../../../src/azure/guid";
import { permission } from "../../../src/azure/permissions";
import * as queries from "../../../src/azure/resource-graph-queries";
import { releaseMobilityAgent } from "../../../src/simulator/index";
import {
  backUp,
  itemId,
  policyId,
  vaultId,
  withItem as withBackup,
} from "../backup/backed-up-estate";
import type { Caller } from "../caller";
import { callerOf, subscription, subscriptionId } from "../caller";
import {
  assign,
  configuration,
  machineId,
  scheduled,
  withSchedule,
} from "../maintenance/scheduled-estate";
import { item, withItem as withReplica } from "../site-recovery/replicated-machine";
import { account, northContainer } from "../site-recovery/replicated-estate";
import { result, rows } from "./graph-caller";

/** The rows that one of the package's queries answers; its columns are those that it tells. */
async function answered<Row extends object>(
  caller: Caller,
  { text, columns }: queries.GraphQuery<Row>,
): Promise<Record<string, unknown>[]> {
  const { data } = await result(caller, text);
  for (const row of data) {
    assert.deepEqual(Object.keys(row), columns);
  }
  return data;
}

const lower = (id: string): string => id.toLowerCase();
const run = `${configuration}/providers/Microsoft.Maintenance/applyUpdates/20261102210000`;

describe("The package's queries tell of a fleet that a schedule patches", () => {
  /** Machine `a` is patched by the schedule `nightly`, whose first run is done; `b` by nobody. */
  async function patched(): Promise<Caller> {
    const { owner } = await withSchedule(
      { a: scheduled, b: { patchMode: "ImageDefault" } },
      { a: { env: "prod" } },
    );
    await assign(owner, "a");
    await owner.wait(38 * 3600);
    return owner;
  }

  it("its machines and who patches them", async () => {
    const owner = await patched();
    const a = {
      id: machineId("a"),
      name: "a",
      resourceGroup: "rg",
      subscriptionId,
      location: "westeurope",
      osType: "Linux",
      powerState: "PowerState/running",
      provisioningState: "Succeeded",
      patchMode: "AutomaticByPlatform",
      assessmentMode: "ImageDefault",
      rebootSetting: "",
      bypassPlatformSafetyChecksOnUserSchedule: true,
      provisionVmAgent: true,
      enableAutomaticUpdates: null,
      imageReference: {
        publisher: "Canonical",
        offer: "0001-com-ubuntu-server-jammy",
        sku: "22_04-lts-gen2",
        version: "latest",
      },
      tags: { env: "prod" },
    };
    const b = {
      ...a,
      id: machineId("b"),
      name: "b",
      patchMode: "ImageDefault",
      bypassPlatformSafetyChecksOnUserSchedule: null,
      tags: {},
    };
    assert.deepEqual(await answered(owner, queries.machinesQuery()), [a, b]);
    for (const [filter, found] of [
      [{ tags: { env: "prod" } }, [a]],
      [{ tags: { ENV: "prod" } }, [a]],
      // The values of tags that a query compares are without case: `isInScope` leaves this one out.
      [{ tags: { env: "Prod" } }, [a]],
      [{ tags: { env: "test" } }, []],
      [{ tags: { "e'nv": "prod" } }, []],
      [{ names: ["B"] }, [b]],
      [{ ids: [lower(a.id)] }, [a]],
      [{ resourceGroups: ["RG"], names: ["a", "b"] }, [a, b]],
      [{ resourceGroups: ["other"] }, []],
      [{ names: ["' or true or name == '"] }, []],
    ] as const) {
      assert.deepEqual(await answered(owner, queries.machinesQuery(filter)), found);
    }
  });

  it("their power", async () => {
    const owner = await patched();
    await owner.send("POST", `${machineId("b")}/deallocate?api-version=2024-11-01`);
    await owner.wait(60);
    const { text } = queries.machinesQuery();
    assert.deepEqual(await rows(owner, `${text} | project name, powerState`), [
      ["a", "PowerState/running"],
      ["b", "PowerState/deallocated"],
    ]);
  });

  it("their assessments, for 7 days, and the patches that are pending", async () => {
    const owner = await patched();
    const latest = `${machineId("a")}/patchAssessmentResults/latest`;
    const assessments = () =>
      rows(
        owner,
        `${queries.patchedMachinesQuery().text} | where assessedAt != '' | project name, assessedAt, assessedBy, missingByClassification`,
      );
    const ofA = [
      "a",
      "2026-11-02T21:30:00.000Z",
      "Platform",
      { security: 0, critical: 0, other: 1 },
    ];
    assert.deepEqual(await assessments(), [ofA]);
    assert.deepEqual(
      await answered(owner, queries.pendingPatchesQuery({ machineIds: [machineId("a")] })),
      [
        {
          id: `${latest}/softwarePatches/${deterministicGuid("patch", "curl", "7.81.0-1.321")}`,
          machineId: lower(machineId("a")),
          patchName: "curl",
          kbId: "",
          version: "7.81.0-1.321",
          classifications: ["Other"],
          rebootBehavior: "NeverReboots",
          publishedAt: "2026-10-19T00:00:00.000Z",
        },
      ],
    );
    await owner.send("POST", `${machineId("b")}/assessPatches?api-version=2024-11-01`);
    await owner.wait(300);
    const [, byHand] = await assessments();
    assert.deepEqual(byHand, [
      ...["b", byHand?.[1], "User"],
      { security: 1, critical: 1, other: 1 },
    ]);
    // The platform assesses `a` every day; what was asked for on `b` is kept for a week.
    await owner.wait(8 * 86_400);
    assert.deepEqual(
      (await assessments()).map(([name]) => name),
      ["a"],
    );
  });

  it("their last installations, for 30 days", async () => {
    const owner = await patched();
    const installations = () =>
      rows(
        owner,
        `${queries.patchedMachinesQuery().text} | where installationStartedAt != '' | project name, installationStartedAt, installationStatus, installedCount, notSelectedCount, maintenanceRunId`,
      );
    assert.deepEqual(await installations(), [
      ["a", "2026-11-02T21:00:00.000Z", "Succeeded", 2, 1, run],
    ]);
    const states =
      "patchinstallationresources | where type has 'softwarepatches' " +
      "| project tostring(properties.patchName), tostring(properties.installationState) | sort by properties_patchName asc";
    assert.deepEqual(await rows(owner, states), [
      ["curl", "NotSelected"],
      ["linux-image-azure", "Installed"],
      ["openssl", "Installed"],
    ]);
    await owner.send("DELETE", `${configuration}?api-version=2023-10-01-preview`);
    await owner.wait(31 * 86_400);
    assert.deepEqual(await installations(), []);
  });

  it("its schedules, their machines and their runs", async () => {
    const owner = await patched();
    assert.deepEqual(await answered(owner, queries.schedulesQuery()), [
      {
        id: configuration,
        name: "nightly",
        location: "westeurope",
        startDateTime: "2026-11-02 22:00",
        expirationDateTime: "9999-12-31 23:59:59",
        duration: "03:00",
        timeZone: "W. Europe Standard Time",
        recurEvery: "Day",
        rebootSetting: "IfRequired",
      },
    ]);
    const scope = `${subscription}/providers/Microsoft.Maintenance/configurationAssignments/all`;
    const filter = { osTypes: ["Linux"] };
    await owner.send("PUT", `${scope}?api-version=2023-10-01-preview`, {
      properties: { maintenanceConfigurationId: configuration, filter },
    });
    const assigned = await answered(
      owner,
      queries.scheduleAssignmentsQuery({ scheduleIds: [configuration] }),
    );
    assert.deepEqual(
      assigned.map(({ id, ...row }) => [lower(String(id)), row]),
      [
        [
          lower(scope),
          { scheduleId: lower(configuration), targetId: lower(subscription), dynamicScope: filter },
        ],
        [
          `${lower(machineId("a"))}/providers/microsoft.maintenance/configurationassignments/nightly`,
          {
            scheduleId: lower(configuration),
            targetId: lower(machineId("a")),
            dynamicScope: null,
          },
        ],
      ],
    );
    assert.deepEqual(
      await answered(owner, queries.scheduleRunsQuery({ days: 1, machineIds: [machineId("A")] })),
      [
        {
          id: `${machineId("a")}/providers/Microsoft.Maintenance/applyUpdates/${deterministicGuid("scheduled run", run, machineId("a"))}`,
          machineId: lower(machineId("a")),
          scheduleId: lower(configuration),
          runId: run,
          status: "Completed",
          startedAt: "2026-11-02T21:00:00.000Z",
          endedAt: "2026-11-02T21:30:00.000Z",
          errorCode: "",
          errorMessage: "",
        },
      ],
    );
    assert.deepEqual(
      await rows(
        owner,
        "maintenanceresources | where type endswith 'maintenanceconfigurations/applyupdates' | project id",
      ),
      [[run]],
    );
  });
});

describe("The package's queries tell of vaults", () => {
  it("their backups with the last one's status, and the jobs", async () => {
    const { owner } = await withBackup();
    await backUp(owner);
    await owner.wait(7200);
    assert.deepEqual(await answered(owner, queries.vaultsQuery()), [
      {
        id: vaultId,
        name: "vault1",
        resourceGroup: "rg",
        subscriptionId,
        location: "westeurope",
      },
    ]);
    assert.deepEqual(await answered(owner, queries.backupItemsQuery({ vaultIds: [vaultId] })), [
      {
        id: itemId,
        name: "VM;iaasvmcontainerv2;rg;machine1",
        vaultId: lower(vaultId),
        friendlyName: "machine1",
        machineId: lower(machineId("machine1")),
        protectionState: "Protected",
        healthStatus: "Passed",
        lastBackupStatus: "Completed",
        lastBackupTime: "2026-11-01T08:09:00.000Z",
        lastRecoveryPoint: "2026-11-01T08:14:00.000Z",
        policyId,
        policyName: "DefaultPolicy",
        isSoftDeleted: null,
      },
    ]);
    const jobs = await answered(
      owner,
      queries.backupJobsQuery({ days: 1, statuses: ["completed"] }),
    );
    assert.deepEqual(
      jobs
        .map(({ id, name, ...row }) => {
          assert.equal(id, `${vaultId}/backupJobs/${String(name)}`);
          return row;
        })
        .sort((a, b) => String(a.startedAt).localeCompare(String(b.startedAt))),
      [
        ["ConfigureBackup", "2026-11-01T08:08:40.000Z", "2026-11-01T08:08:40.000Z"],
        ["Backup", "2026-11-01T08:09:00.000Z", "2026-11-01T09:14:00.000Z"],
      ].map(([operation, startedAt, endedAt]) => ({
        ...{ vaultId: lower(vaultId), machineName: "machine1", operation, status: "Completed" },
        ...{ startedAt, endedAt, errorCode: "", errorTitle: "" },
      })),
    );
    assert.deepEqual(
      await answered(owner, queries.backupJobsQuery({ days: 1, statuses: ["Failed"] })),
      [],
    );
    assert.deepEqual(await answered(owner, queries.backupItemsQuery({ vaultIds: ["/other"] })), []);
  });

  it("the code of a backup that failed", async () => {
    const { azure, owner } = await withBackup();
    azure.faults.strike("agent silent", machineId("machine1"));
    await backUp(owner);
    await owner.wait(7200);
    const [failed] = await answered(
      owner,
      queries.backupJobsQuery({ days: 1, statuses: ["Failed"] }),
    );
    assert.deepEqual(
      [failed?.operation, failed?.errorTitle, typeof failed?.errorCode],
      ["Backup", "UserErrorGuestAgentStatusUnavailable", "string"],
    );
    assert.deepEqual(
      (await answered(owner, queries.backupItemsQuery())).map((row) => row.lastBackupStatus),
      ["Failed"],
    );
  });

  it("the machines that they replicate, with their agents", async () => {
    const { azure, owner } = await withReplica();
    const replicated = {
      id: item,
      name: "item1",
      vaultId: lower(vaultId),
      friendlyName: "machine1",
      machineId: lower(machineId("machine1")),
      protectionState: "Protected",
      replicationHealth: "Normal",
      healthErrors: [],
      recoveryContainerId: northContainer,
      agentVersion: "9.89.10768.1",
      agentExpiryDate: "2027-03-15T00:00:00.000Z",
      isAgentUpdateRequired: false,
      vmProtectionState: "Protected",
      lastHeartbeat: "2026-11-01T10:00:00.000Z",
    };
    const query = queries.replicatedMachinesQuery({ vaultIds: [vaultId] });
    const withoutCase = async (): Promise<unknown[]> =>
      (await answered(owner, query)).map((row) => ({
        ...row,
        id: lower(String(row.id)),
        recoveryContainerId: lower(String(row.recoveryContainerId)),
      }));
    const expected = {
      ...replicated,
      id: lower(item),
      recoveryContainerId: lower(northContainer),
    };
    assert.deepEqual(await withoutCase(), [expected]);
    releaseMobilityAgent(azure, "9.90.0.0");
    assert.deepEqual(await withoutCase(), [{ ...expected, isAgentUpdateRequired: true }]);
    // Fabrics, containers and mappings are in no table.
    const types = "recoveryservicesresources | summarize count() by type | sort by type asc";
    assert.deepEqual(
      (await rows(owner, types)).map(([type]) => String(type).split("/").at(-1)),
      [
        ...["vaults", "backuppolicies", "replicationprotecteditems", "replicationjobs"],
        "replicationpolicies",
      ],
    );
  });
});

it("The package's queries tell an automation account with the roles of its identity, also of a role of one's own", async () => {
  const { azure, owner, identity } = await withReplica();
  const roleId = "aaaaaaaa-0000-4000-8000-000000000001";
  const definition = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
  await owner.send("PUT", `${definition}?api-version=2022-04-01`, {
    properties: {
      roleName: "Vault Reader",
      assignableScopes: [subscription],
      permissions: [{ actions: ["Microsoft.RecoveryServices/vaults/read"] }],
    },
  });
  const assignment = `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${roleId.replace("1", "2")}`;
  const made = await owner.send("PUT", `${assignment}?api-version=2022-04-01`, {
    properties: {
      roleDefinitionId: definition,
      principalId: identity,
      principalType: "ServicePrincipal",
    },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { createdOn } = (made.body as { properties: { createdOn: string } }).properties;
  const query = queries.accountRolesQuery(account.toUpperCase());
  const told = { accountId: account, identityType: "SystemAssigned", principalId: identity };
  const row = {
    ...told,
    id: assignment,
    assignmentId: assignment,
    scope: vaultId,
    roleDefinitionId: definition,
    roleName: "Vault Reader",
    permissions: [
      {
        actions: ["Microsoft.RecoveryServices/vaults/read"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
    createdOn,
  };
  assert.deepEqual(await answered(owner, query), [row]);
  // One who may read assignments and no definitions sees no names, and one who may read neither no roles.
  const reads = ["Microsoft.Automation/automationAccounts/read"];
  const whoMay = (actions: string[]): Caller =>
    callerOf(azure, {
      ...{ roleName: "Auditor", description: "" },
      permission: permission({ actions }),
    });
  const auditor = whoMay([...reads, "Microsoft.Authorization/roleAssignments/read"]);
  assert.deepEqual(await answered(auditor, query), [{ ...row, roleName: "", permissions: null }]);
  assert.deepEqual(
    (await answered(whoMay(reads), query)).map(({ id, accountId, assignmentId }) => [
      id,
      accountId,
      assignmentId,
    ]),
    [[account, account, ""]],
  );
});
