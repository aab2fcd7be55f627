import assert from "node:assert/strict";
import { asObject } from "../../../src/arm/errors";
import { autoUpdateErrorCategories } from "../../../src/azure/agent-auto-update-errors";
import {
  agentUpdateStatus,
  type AgentUpdateStatus,
  planAgentUpdateRepair,
  repairAgentUpdate,
} from "../../../src/operations";
import {
  makeOtherAccount,
  otherAccount,
  setting,
  withTwoMappings,
} from "../../provider/vault-mappings-estate";
import { newGroup, subscription } from "../../simulator/caller";
import { nightly } from "../../simulator/site-recovery/nightly-estate";
import {
  account,
  autoUpdate,
  done,
  group,
  mapping,
  propertiesOf,
  vault,
} from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { optionsOf } from "./auto-update-estate";
import { artifactsOf, automation, causes, deleteLink, grantAt } from "./error-causes";

const input = { vaultIds: [vault] };

type Told = Parameters<typeof optionsOf>[0];

function statusOf(estate: Told): Promise<AgentUpdateStatus> {
  return agentUpdateStatus(optionsOf(estate), input);
}

async function problemsOf(estate: Told): Promise<[string, string, string, string][]> {
  const { problems } = await statusOf(estate);
  return problems.map(({ code, message, cause, fix }) => [code, message, cause, fix]);
}

async function codesOf(estate: Told): Promise<string[]> {
  return (await statusOf(estate)).problems.map(({ code }) => code);
}

describe("The errors of agent auto-update", () => {
  it("are, in the table below, all categories that Site Recovery knows", () => {
    assert.deepEqual(
      [...new Set(causes.map(({ category }) => category))].sort(),
      [...autoUpdateErrorCategories].sort(),
    );
  });

  for (const { category, severity, message, cause, fix, make } of causes) {
    it(`are told with cause and fix, and are gone after a repair: ${category}, ${message}`, async () => {
      const estate = await make();
      const options = optionsOf(estate);
      const { problems } = await agentUpdateStatus(options, input);
      const problem = problems.find((each) => each.code === category && each.message === message);
      assert.deepEqual(
        [problem?.severity, problem?.name],
        [severity, "west/container1/mapping1"],
        JSON.stringify(problems),
      );
      assert.match(problem?.cause ?? "", cause);
      assert.match(problem?.fix ?? "", fix);
      const report = await repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
      assert.deepEqual([report.failed, report.remaining], [0, []]);
      await estate.owner.wait(2 * 86_400);
      assert.equal((await propertiesOf(estate.owner, mapping)).health, "Normal");
      assert.deepEqual((await planAgentUpdateRepair(options, input)).changes, []);
    });
  }
});

describe("What is missing of the account that updates agents", () => {
  it("is its identity: told, and left to somebody by the repair", async () => {
    const estate = await nightly();
    const { owner } = estate;
    await done(owner, "PATCH", account, { identity: { type: "None" } }, automation);
    assert.deepEqual(await problemsOf(estate), [
      [
        "AgentAutoUpdateRunAsAccount",
        `The automation account "${account}" has no identity, but agent auto-update signs in with the system-assigned one.`,
        "The identity was never switched on, or was switched off.",
        "Switch the account's system-assigned identity on.",
      ],
    ]);
    const plan = await planAgentUpdateRepair(optionsOf(estate), input);
    assert.deepEqual(
      [plan.changes, plan.skipped.map(({ name, reason }) => [name, reason])],
      [
        [],
        [
          [
            "vault1/west/container1/mapping1",
            `Its automation account "${account}" has no system-assigned identity. Switch it on, and run the repair again.`,
          ],
        ],
      ],
    );
  });

  it("is its role, where it has one elsewhere; one of the group or above counts", async () => {
    const estate = await withItem(autoUpdate);
    const { azure, owner, identity } = estate;
    await newGroup(owner, "elsewhere");
    grantAt(azure, identity, `${subscription}/resourceGroups/elsewhere`);
    grantAt(azure, identity, mapping);
    const [problem, ...others] = await problemsOf(estate);
    assert.deepEqual(
      [problem?.slice(0, 2), others],
      [
        [
          "AgentAutoUpdateRunAsAccount",
          'The identity of the automation account "account1" may not update agents at the vault "vault1": it has no role there.',
        ],
        [],
      ],
    );
    for (const scope of [group, subscription]) {
      const other = await withItem(autoUpdate);
      grantAt(other.azure, other.identity, scope);
      assert.deepEqual(await codesOf(other), []);
    }
  });

  it("is a right of its role, and the one that it has is named", async () => {
    const estate = await withItem(autoUpdate);
    estate.azure.grant({ principalId: estate.identity, scope: vault, role: "Reader" });
    const [problem] = await problemsOf(estate);
    assert.deepEqual(problem?.slice(1, 3), [
      'The identity of the automation account "account1" may not update agents at the vault "vault1": it has only "Reader" there.',
      "The identity of account1 lacks at the vault: Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/write.",
    ]);
  });

  it("is the account itself: who updates agents is told, and the repair leaves it to somebody", async () => {
    const estate = await nightly();
    await done(estate.owner, "DELETE", account, undefined, automation);
    assert.deepEqual(await problemsOf(estate), [
      [
        "AgentAutoUpdateArtifactDeleted",
        `The automation account "${account}" is not there.`,
        "It was deleted, or moved.",
        "Run `evergreen agent-update enable` with another account of the vault's subscription.",
      ],
    ]);
  });

  it("is nothing where mappings of one vault have several, which are one too many", async () => {
    const estate = await withTwoMappings(autoUpdate);
    const principalId = await makeOtherAccount(estate);
    await setting(estate, mapping, { ...autoUpdate, automationAccountArmId: otherAccount });
    grantAt(estate.azure, principalId);
    const status = await statusOf(estate);
    assert.deepEqual(
      status.vaults[0]?.accounts?.map(({ name }) => name),
      ["account1", "account2"],
    );
    const several = status.problems.find(({ code }) => code === "SeveralAccounts");
    assert.deepEqual(
      [several?.severity, several?.name, several?.message, several?.cause, several?.fix],
      [
        "error",
        "account2",
        `The vault "${vault}" already updates agents with "${account}", and a vault takes one automation account, not also "${otherAccount}".`,
        "Mappings of the vault were enabled with different accounts.",
        `Use "${account}", or switch agent auto-update off for the whole vault before changing the account.`,
      ],
    );
  });
});

describe("The schedule on which an account updates agents", () => {
  it("is missed where it or its link was deleted, before the night tells", async () => {
    const estate = await nightly();
    const { owner } = estate;
    const { scheduleName, jobScheduleName } = await artifactsOf(owner);
    await deleteLink(owner);
    assert.deepEqual(
      (await problemsOf(estate)).map(([code, message]) => [code, message]),
      [
        [
          "AgentAutoUpdateArtifactDeleted",
          `The schedule "${scheduleName}" of the automation account "account1" is not linked to the runbook: there is no job schedule "${jobScheduleName}".`,
        ],
      ],
    );
    const options = optionsOf(estate);
    const report = await repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
    assert.deepEqual([report.succeeded, report.remaining], [1, []]);
    await done(owner, "DELETE", `${account}/schedules/${scheduleName}`, undefined, automation);
    assert.deepEqual(
      (await problemsOf(estate)).map(([code, message]) => [code, message]),
      [
        [
          "AgentAutoUpdateArtifactDeleted",
          `The automation account "account1" has no schedule "${scheduleName}".`,
        ],
      ],
    );
  });

  it("starts nothing where it was switched off, and the fix is the command that switches it on", async () => {
    const estate = await nightly();
    const { owner } = estate;
    const { scheduleName: name } = await artifactsOf(owner);
    const id = `${account}/schedules/${name}`;
    const properties = { isEnabled: false };
    await done(owner, "PATCH", id, { name, properties }, automation);
    assert.deepEqual(await problemsOf(estate), [
      [
        "ScheduleOff",
        `The schedule "${name}" of the automation account "account1" has no further run.`,
        "It was switched off.",
        `Switch it on: \`Set-AzAutomationSchedule -ResourceGroupName rg -AutomationAccountName account1 -Name ${name} -IsEnabled $true\`.`,
      ],
    ]);
    await done(owner, "PATCH", id, { name, properties: { isEnabled: true } }, automation);
    assert.deepEqual(await problemsOf(estate), []);
  });

  it("starts nothing where its end is past, and the fix lets it start anew", async () => {
    const estate = await nightly();
    const { owner, azure } = estate;
    const { scheduleName: name } = await artifactsOf(owner);
    const id = `${account}/schedules/${name}`;
    const held = azure.estate.get(id);
    assert.ok(held);
    azure.estate.put({
      ...held,
      properties: { ...asObject(held.properties), expiryTime: "2026-11-10T00:00:00+00:00" },
    });
    assert.deepEqual(await problemsOf(estate), []);
    azure.clock.advance(20 * 86_400_000);
    const over = (await problemsOf(estate)).find(([code]) => code === "ScheduleOff");
    assert.deepEqual(over?.slice(2), [
      "Its end is past.",
      `Let it start anew: \`evergreen agent-update schedule set --vault ${vault} --time 00:00\`.`,
    ]);
  });
});
