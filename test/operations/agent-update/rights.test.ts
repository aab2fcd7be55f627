import assert from "node:assert/strict";
import { agentUpdaterRole, type RoleTemplate } from "../../../src/azure/roles";
import { presetsWith } from "../../../src/azure/missing-right";
import { permission } from "../../../src/azure/permission";
import {
  type ChangePlan,
  type ChangeReport,
  isComplete,
  type OperationOptions,
  planAgentAutoUpdate,
  planAgentUpdateRepair,
  planAgentUpdates,
  planScheduleTime,
  repairAgentUpdate,
  type RepairReport,
  setAgentAutoUpdate,
  setScheduleTime,
  updateAgents,
} from "../../../src/operations";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import { withTwoMappings } from "../../provider/vault-mappings-estate";
import { until } from "../../simulator/site-recovery/nightly-estate";
import { autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import type { optionsOf } from "./auto-update-estate";

const input = { vaultIds: [vault] };
const vaults = "Microsoft.RecoveryServices/vaults";
const containers = `${vaults}/replicationFabrics/replicationProtectionContainers`;
const items = `${containers}/replicationProtectedItems`;
const mappings = `${containers}/replicationProtectionContainerMappings`;
const accounts = "Microsoft.Automation/automationAccounts";
const authorization = "Microsoft.Authorization";

interface Done {
  readonly plan: ChangePlan;
  readonly report: ChangeReport & Partial<RepairReport>;
}

/** Actions in Azure's own letters, as refusals tell them. */
interface Case {
  /** Without one of these it is not done. */
  readonly needed: readonly string[];
  /** Without one of these it is done, and told that something is not known. */
  readonly toldOnly?: readonly string[];
  /** What is asked for, and does without. */
  readonly unseen?: readonly string[];
  readonly make: () => Promise<Parameters<typeof optionsOf>[0]>;
  readonly carryOut: (options: OperationOptions) => Promise<Done>;
}

const cases: Readonly<Record<string, Case>> = {
  run: {
    needed: [
      `${vaults}/read`,
      `${vaults}/replicationJobs/read`,
      `${vaults}/replicationOperationStatus/read`,
      `${vaults}/replicationProtectedItems/read`,
      `${items}/read`,
      `${items}/operationresults/read`,
      `${items}/updateMobilityService/action`,
    ],
    make: async () => {
      const estate = await withItem();
      releaseMobilityAgent(estate.azure, "9.200.1.1");
      return estate;
    },
    carryOut: async (options) => {
      const plan = await planAgentUpdates(options, input);
      return { plan, report: await updateAgents(options, plan) };
    },
  },
  disable: {
    needed: [
      `${vaults}/read`,
      `${vaults}/replicationJobs/read`,
      `${vaults}/replicationOperationStatus/read`,
      `${vaults}/replicationProtectionContainerMappings/read`,
      `${mappings}/read`,
      `${mappings}/write`,
    ],
    toldOnly: [`${vaults}/replicationProtectedItems/read`],
    make: () => withTwoMappings(autoUpdate),
    carryOut: async (options) => {
      const plan = await planAgentAutoUpdate(options, { ...input, status: "Disabled" });
      return { plan, report: await setAgentAutoUpdate(options, plan) };
    },
  },
  "schedule set": {
    needed: [
      `${vaults}/read`,
      `${vaults}/replicationProtectionContainerMappings/read`,
      `${accounts}/schedules/read`,
      `${accounts}/schedules/write`,
      `${accounts}/jobSchedules/read`,
    ],
    toldOnly: [`${vaults}/replicationProtectedItems/read`],
    make: () => withTwoMappings(autoUpdate),
    carryOut: async (options) => {
      const plan = await planScheduleTime(options, { ...input, timeOfDay: "02:30" });
      return { plan, report: await setScheduleTime(options, plan) };
    },
  },
  repair: {
    needed: [
      `${vaults}/read`,
      `${vaults}/replicationJobs/read`,
      `${vaults}/replicationOperationStatus/read`,
      `${vaults}/replicationProtectionContainerMappings/read`,
      `${mappings}/read`,
      `${mappings}/write`,
      `${accounts}/read`,
      `${authorization}/roleAssignments/read`,
      `${authorization}/roleAssignments/write`,
      `${authorization}/roleDefinitions/read`,
      `${authorization}/roleDefinitions/write`,
    ],
    toldOnly: [
      `${items}/read`,
      `${accounts}/schedules/read`,
      `${accounts}/jobSchedules/read`,
      `${vaults}/replicationVaultHealth/refresh/action`,
      `${vaults}/replicationVaultHealth/operationresults/read`,
    ],
    unseen: [`${authorization}/permissions/read`],
    make: async () => {
      const estate = await withItem(autoUpdate);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
    carryOut: async (options) => {
      const plan = await planAgentUpdateRepair(options, input);
      return { plan, report: await repairAgentUpdate(options, plan) };
    },
  },
};

/** Carries a case out with a role; answers the actions that were asked for, whether it was done, and all that was told. */
async function withRole({ make, carryOut }: Case, role: string | RoleTemplate) {
  const { azure } = await make();
  const operator = azure.createServicePrincipal("operator");
  azure.grant({ principalId: operator.objectId, role });
  const done = await carryOut({ connection: azure.connect(operator) }).catch(
    (error: unknown) => error as Error,
  );
  const uses = azure.recorded(operator.objectId).map(({ action }) => action.toLowerCase());
  const actions = [...new Set(uses)].sort();
  if (done instanceof Error) {
    return { actions, isDone: false, told: done.message };
  }
  const { plan, report } = done;
  const isDone = isComplete(report) && report.selected > 0 && (report.remaining ?? []).length === 0;
  const told = [
    ...report.outcomes.map(({ detail = "" }) => detail),
    ...[...plan.skipped, ...report.skipped].map(({ reason }) => reason),
    ...plan.notes,
    ...(report.notes ?? []),
  ].join("\n");
  return { actions, isDone, told };
}

/** What Resource Graph leaves out is asked of the vault itself, which has an action of its own. */
function toldAs(name: string, action: string): string {
  return name === "repair" && action === `${items}/read`
    ? `${vaults}/replicationProtectedItems/read`
    : action;
}

function roleOf(actions: readonly string[]): RoleTemplate {
  return { ...agentUpdaterRole(), roleName: "least", permission: permission({ actions }) };
}

describe("The least rights of agent-update", () => {
  for (const [name, each] of Object.entries(cases)) {
    it(`${name}: these suffice, and each that is taken away is named with the preset that has it`, async () => {
      const { needed, toldOnly = [], unseen = [] } = each;
      const all = [...needed, ...toldOnly, ...unseen].map((action) => action.toLowerCase());
      assert.deepEqual((await withRole(each, "Owner")).actions, all.sort());
      const least = await withRole(each, roleOf([...needed, ...toldOnly]));
      assert.deepEqual([least.isDone, least.told.includes("You lack")], [true, false], least.told);
      for (const action of [...needed, ...toldOnly]) {
        const others = all.filter((other) => other !== action.toLowerCase());
        const { isDone, told } = await withRole(each, roleOf(others));
        assert.equal(isDone, toldOnly.includes(action), `${action}: ${told}`);
        const [preset] = presetsWith(toldAs(name, action));
        const grants =
          preset === undefined ? "no preset of rolePresets" : `the preset rolePresets.${preset}`;
        const sentence = told
          .split("\n")
          .find((line) => line.includes(`You lack the action ${toldAs(name, action)} at `));
        assert.ok(sentence?.includes(`; ${grants} grants it.`), `${action}: ${told}`);
      }
    });
  }
});
