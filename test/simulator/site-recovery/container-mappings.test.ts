import assert from "node:assert/strict";
import { errorOf, subscriptionId } from "../caller";
import {
  account,
  asr,
  autoUpdate,
  done,
  get,
  mapping,
  mappingBody,
  policy,
  propertiesOf,
  vault,
  westContainer,
  withContainers,
  withMapping,
} from "./replicated-estate";

const old = "2018-01-10";
const automation = "2024-10-23";

function patchBody(providerSpecificInput: object): object {
  return { properties: { providerSpecificInput } };
}

describe("simulated protection container mappings", () => {
  it("pairs two containers under a policy", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    const siteRecoveryVault = vault.replace("/subscriptions/", "/Subscriptions/");
    assert.deepEqual(await propertiesOf(owner, mapping), {
      targetProtectionContainerId: `${siteRecoveryVault}/replicationFabrics/north/replicationProtectionContainers/container1`,
      targetProtectionContainerFriendlyName: "container1",
      providerSpecificDetails: { instanceType: "A2A", agentAutoUpdateStatus: "Disabled" },
      health: "Normal",
      healthErrorDetails: [],
      policyId: `${siteRecoveryVault}/replicationPolicies/policy1`,
      state: "Paired",
      sourceProtectionContainerFriendlyName: "container1",
      sourceFabricFriendlyName: "west",
      targetFabricFriendlyName: "north",
      policyFriendlyName: "policy1",
    });
    const container = await propertiesOf(owner, westContainer);
    assert.equal(container.pairingStatus, "Paired");
  });

  it("makes a daily schedule at midnight of the source region, and a link to it", async () => {
    const { owner } = await withMapping();
    const details = (await propertiesOf(owner, mapping)).providerSpecificDetails as Record<
      string,
      string
    >;
    assert.match(details.scheduleName ?? "", /^mapping1_[0-9a-f-]{36}$/);
    assert.match(details.jobScheduleName ?? "", /^[0-9a-f-]{36}$/);
    const schedule = await propertiesOf(
      owner,
      `${account}/schedules/${details.scheduleName ?? ""}`,
      automation,
    );
    const { frequency, interval, timeZone, startTime, nextRun } = schedule;
    assert.deepEqual(
      { frequency, interval, timeZone, startTime, nextRun },
      {
        frequency: "Day",
        interval: 1,
        timeZone: "W. Europe Standard Time",
        startTime: "2026-11-02T00:00:00+01:00",
        nextRun: "2026-11-02T00:00:00+01:00",
      },
    );
    const link = await propertiesOf(
      owner,
      `${account}/jobSchedules/${details.jobScheduleName ?? ""}`,
      automation,
    );
    assert.deepEqual(link.schedule, { name: details.scheduleName });
  });

  it("changes nothing when the same is asked for again", async () => {
    const { azure, owner } = await withMapping();
    const before = azure.estate.version;
    const again = await done(owner, "PUT", mapping, mappingBody(autoUpdate));
    assert.equal(again.status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("updates only the agent auto-update by PATCH, as a job", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    const answer = await done(owner, "PATCH", mapping, patchBody(autoUpdate));
    assert.equal(answer.status, 202);
    assert.equal(answer.headers["retry-after"], "30");
    const details = (await propertiesOf(owner, mapping)).providerSpecificDetails;
    const { scheduleName, jobScheduleName, ...rest } = details as Record<string, string>;
    assert.deepEqual(rest, autoUpdate);
    assert.ok(scheduleName !== undefined && jobScheduleName !== undefined);
  });

  it("takes RunAsAccount when no authentication type is sent, or none is known yet", async () => {
    const { owner } = await withMapping();
    const typeOf = async (version: string): Promise<unknown> => {
      const { providerSpecificDetails } = await propertiesOf(owner, mapping, version);
      return (providerSpecificDetails as Record<string, unknown>)
        .automationAccountAuthenticationType;
    };
    assert.equal(await typeOf(asr), "SystemAssignedIdentity");
    assert.equal(await typeOf(old), undefined);

    const withoutType = { ...autoUpdate, automationAccountAuthenticationType: undefined };
    await done(owner, "PATCH", mapping, patchBody(withoutType));
    assert.equal(await typeOf(asr), "RunAsAccount");

    await done(owner, "PATCH", mapping, patchBody(autoUpdate));
    assert.equal(await typeOf(asr), "SystemAssignedIdentity");
    await done(owner, "PATCH", mapping, patchBody(autoUpdate), old);
    assert.equal(await typeOf(asr), "RunAsAccount");
  });

  it("ends auto-update with its schedule and link", async () => {
    const { azure, owner } = await withMapping();
    await done(
      owner,
      "PATCH",
      mapping,
      patchBody({ instanceType: "A2A", agentAutoUpdateStatus: "Disabled" }),
    );
    assert.deepEqual((await propertiesOf(owner, mapping)).providerSpecificDetails, {
      instanceType: "A2A",
      agentAutoUpdateStatus: "Disabled",
    });
    assert.deepEqual(azure.estate.within(`${account}/schedules`), []);
    assert.deepEqual(azure.estate.within(`${account}/jobSchedules`), []);
  });

  it("leaves the schedule behind when purged, and cleans up when removed", async () => {
    const purged = await withMapping();
    await done(purged.owner, "DELETE", mapping);
    assert.equal((await get(purged.owner, mapping)).status, 404);
    assert.equal(purged.azure.estate.within(`${account}/schedules`).length, 1);

    const removed = await withMapping();
    await done(removed.owner, "POST", `${mapping}/remove`, patchBody({ instanceType: "A2A" }));
    assert.deepEqual(removed.azure.estate.within(`${account}/schedules`), []);
    assert.deepEqual(removed.azure.estate.within(`${account}/jobSchedules`), []);
  });

  it("refuses what it cannot follow", async () => {
    const { owner } = await withContainers();
    const elsewhere = account.replace(subscriptionId, "22222222-3333-4444-8555-666666666666");
    const cases: readonly (readonly [object, string])[] = [
      [
        { ...autoUpdate, automationAccountArmId: "" },
        "The automation account ARM id should not be null or empty when agent auto-update is enabled.",
      ],
      [
        { ...autoUpdate, automationAccountArmId: `${account}x` },
        `The automation account '${account}x' could not be found.`,
      ],
      [
        { ...autoUpdate, automationAccountArmId: elsewhere },
        `The automation account '${elsewhere}' is not in the subscription of the vault.`,
      ],
      [
        { ...autoUpdate, automationAccountAuthenticationType: "UserAssignedIdentity" },
        "automationAccountAuthenticationType 'UserAssignedIdentity' is not one of 'SystemAssignedIdentity', 'RunAsAccount'.",
      ],
      [
        { ...autoUpdate, agentAutoUpdateStatus: "Maybe" },
        "agentAutoUpdateStatus 'Maybe' is neither 'Enabled' nor 'Disabled'.",
      ],
      [
        { instanceType: "VMM" },
        "The instance type 'VMM' of providerSpecificInput is not simulated.",
      ],
    ];
    for (const [input, message] of cases) {
      const answer = await owner.send("PUT", `${mapping}?api-version=${asr}`, mappingBody(input));
      assert.deepEqual(errorOf(answer), { status: 400, code: "BadRequest", message });
    }
    assert.equal((await get(owner, mapping)).status, 404);
  });

  it("takes only ends that stand in the vault, and keeps them", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    const body = mappingBody() as { properties: Record<string, string> };
    const put = async (changes: Record<string, string>, id = mapping): Promise<string> => {
      const answer = await owner.send("PUT", `${id}?api-version=${asr}`, {
        properties: { ...body.properties, ...changes },
      });
      return errorOf(answer).message;
    };
    assert.equal(
      await put({ policyId: `${policy}x` }, `${mapping}2`),
      "Policy with name policy1x could not be located.",
    );
    assert.equal(
      await put({ targetProtectionContainerId: westContainer }, `${mapping}2`),
      "The protection container 'container1' cannot be paired with itself.",
    );
    await done(owner, "PUT", `${vault}/replicationPolicies/policy2`, {
      properties: {
        providerSpecificInput: {
          instanceType: "A2A",
          recoveryPointHistory: 720,
          appConsistentFrequencyInMinutes: 60,
          multiVmSyncStatus: "Enable",
        },
      },
    });
    assert.equal(
      await put({ policyId: `${vault}/replicationPolicies/policy2` }),
      "policyId of the protection container mapping 'mapping1' cannot change.",
    );
  });

  it("lists a vault's mappings in pages, with the type of the list", async () => {
    const { owner } = await withContainers();
    const name = (i: number): string => `m${String(i).padStart(3, "0")}`;
    for (let i = 0; i < 101; i++) {
      const id = mapping.replace("mapping1", name(i));
      await owner.send("PUT", `${id}?api-version=${asr}`, mappingBody());
    }
    await owner.wait(300);
    const first = await get(owner, `${vault}/replicationProtectionContainerMappings`);
    const page = first.body as { value: { name: string; type: string }[]; nextLink: string };
    assert.equal(page.value.length, 100);
    assert.equal(
      page.value[0]?.type,
      "Microsoft.RecoveryServices/vaults/replicationProtectionContainerMappings",
    );
    const second = (await owner.send("GET", page.nextLink)).body as typeof page;
    assert.deepEqual(
      second.value.map((m) => m.name),
      [name(100)],
    );
    assert.equal(second.nextLink, undefined);
    const below = await get(owner, `${westContainer}/replicationProtectionContainerMappings`);
    assert.equal(
      (below.body as typeof page).value[0]?.type,
      "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings",
    );
  });
});
