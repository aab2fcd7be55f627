import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf, subscriptionId } from "../caller";
import {
  account,
  asr,
  done,
  get,
  group,
  propertiesOf,
  vault,
  withMapping,
  withVaultAndAccount,
} from "./replicated-estate";
import { item, machine, machineBody, withItem, withNetwork } from "./replicated-machine";

const intent = `${vault}/replicationProtectionIntents/vm1`;

function intentBody(changes: object = {}): object {
  return {
    properties: {
      providerSpecificDetails: {
        instanceType: "A2A",
        fabricObjectId: machine,
        primaryLocation: "westEurope",
        recoveryLocation: "northeurope",
        recoverySubscriptionId: subscriptionId,
        recoveryAvailabilityType: "Single",
        recoveryResourceGroupId: group,
        ...changes,
      },
    },
  };
}

async function send(caller: Caller, changes: object = {}): ReturnType<Caller["send"]> {
  return caller.send("PUT", `${intent}?api-version=${asr}`, intentBody(changes));
}

async function withMachine(): ReturnType<typeof withVaultAndAccount> {
  const estate = await withVaultAndAccount();
  await withNetwork(estate.owner);
  await done(estate.owner, "PUT", machine, machineBody(), "2024-11-01");
  return estate;
}

async function namesOf(caller: Caller, path: string): Promise<string[]> {
  const { value } = (await get(caller, `${vault}/${path}`)).body as { value: { name: string }[] };
  return value.map(({ name }) => name);
}

describe("simulated protection intents", () => {
  it("set up what is missing and protect the machine", async () => {
    const { owner } = await withMachine();
    const { status, body } = await send(owner);
    assert.equal(status, 200);
    const made = body as { id: string; type: string; properties: Record<string, unknown> };
    const { jobId, creationTimeUTC, ...properties } = made.properties;
    assert.equal(typeof creationTimeUTC, "string");
    assert.deepEqual(
      [made.id, made.type],
      [
        intent.replace("/subscriptions/", "/Subscriptions/"),
        "Microsoft.RecoveryServices/vaults/replicationProtectionIntents",
      ],
    );
    assert.deepEqual(properties, {
      friendlyName: "machine1",
      isActive: true,
      jobState: "InProgress",
      providerSpecificDetails: (intentBody() as { properties: { providerSpecificDetails: object } })
        .properties.providerSpecificDetails,
    });
    const job = await propertiesOf(owner, String(jobId));
    assert.deepEqual([job.scenarioName, job.state], ["EnableDr", "InProgress"]);
    assert.deepEqual(await namesOf(owner, "replicationFabrics"), [
      "asr-a2a-default-westeurope",
      "asr-a2a-default-northeurope",
    ]);
    assert.deepEqual(await namesOf(owner, "replicationProtectionContainerMappings"), [
      "westeurope-northeurope-24-hour-retention-policy",
    ]);
    await owner.wait(3600);
    assert.equal((await propertiesOf(owner, intent)).jobState, "Succeeded");
    const { value } = (await get(owner, `${vault}/replicationProtectedItems`)).body as {
      value: { properties: { friendlyName: string; protectionState: string } }[];
    };
    assert.deepEqual(
      value.map(({ properties: p }) => [p.friendlyName, p.protectionState]),
      [["machine1", "Protected"]],
    );
    const list = (await get(owner, `${vault}/replicationProtectionIntents`)).body as {
      value: unknown[];
    };
    assert.deepEqual(list.value, [(await get(owner, intent)).body]);
  });

  it("change nothing when the same is asked for again, while it is under way and after", async () => {
    const { azure, owner } = await withMachine();
    const first = await send(owner);
    for (const seconds of [10, 3600]) {
      await owner.wait(seconds);
      const before = azure.estate.version;
      const again = await send(owner);
      assert.deepEqual(azure.estate.changes(before), []);
      const jobOf = ({ body }: typeof again): unknown =>
        (body as { properties: { jobId: string } }).properties.jobId;
      assert.deepEqual([again.status, jobOf(again)], [200, jobOf(first)]);
    }
    assert.equal((await namesOf(owner, "replicationProtectedItems")).length, 1);
  });

  it("use what a vault has already", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    await withNetwork(owner);
    await done(owner, "PUT", machine, machineBody(), "2024-11-01");
    await send(owner);
    assert.deepEqual(await namesOf(owner, "replicationFabrics"), ["west", "north"]);
    assert.deepEqual(await namesOf(owner, "replicationProtectionContainerMappings"), ["mapping1"]);
    await owner.wait(300);
    assert.equal((await namesOf(owner, "replicationProtectedItems")).length, 1);
  });

  it("update agents by an automation account, and keep a policy of their own", async () => {
    const { owner } = await withMachine();
    await send(owner, {
      agentAutoUpdateStatus: "Enabled",
      automationAccountArmId: account,
      automationAccountAuthenticationType: "SystemAssignedIdentity",
      protectionProfileCustomInput: { resourceType: "New", policyName: "policy9" },
    });
    assert.deepEqual(await namesOf(owner, "replicationPolicies"), ["policy9"]);
    const { value } = (await get(owner, `${vault}/replicationProtectionContainerMappings`))
      .body as {
      value: { properties: { providerSpecificDetails: Record<string, unknown> } }[];
    };
    const [mapping] = value;
    assert.equal(mapping?.properties.providerSpecificDetails.agentAutoUpdateStatus, "Enabled");
    const details = (await propertiesOf(owner, intent)).providerSpecificDetails;
    assert.deepEqual((details as Record<string, unknown>).protectionProfile, {
      resourceType: "New",
      policyName: "policy9",
    });
  });

  it("protect from zone to zone inside one region, in two containers of one fabric", async () => {
    const { owner } = await withMachine();
    const zone = { recoveryLocation: "westeurope", recoveryAvailabilityType: "AvailabilityZone" };
    const refused = await send(owner, zone);
    assert.equal(
      errorOf(refused).message,
      "Inside one region a machine is protected from zone to zone, and recoveryAvailabilityZone is missing.",
    );
    assert.equal((await send(owner, { ...zone, recoveryAvailabilityZone: "2" })).status, 200);
    assert.deepEqual(await namesOf(owner, "replicationFabrics"), ["asr-a2a-default-westeurope"]);
    assert.deepEqual(await namesOf(owner, "replicationProtectionContainers"), [
      "asr-a2a-default-westeurope-container",
      "asr-a2a-default-westeurope-t-container",
    ]);
  });

  it("refuse what cannot be protected, before anything is set up", async () => {
    const { azure, owner } = await withMachine();
    const before = azure.estate.version;
    const table: readonly (readonly [object, string])[] = [
      [
        { instanceType: "InMage" },
        "The instance type 'InMage' of providerSpecificDetails is not simulated.",
      ],
      [{ recoveryResourceGroupId: "" }, "Required property 'recoveryResourceGroupId' is missing."],
      [{ fabricObjectId: `${machine}9` }, `The virtual machine '${machine}9' could not be found.`],
      [
        { primaryLocation: "swedencentral" },
        "The virtual machine 'machine1' stands in 'westeurope', not in the primary location 'swedencentral'.",
      ],
      [
        { recoveryLocation: "atlantis" },
        "The recovery location 'atlantis' is not an Azure region.",
      ],
      [
        { recoveryAvailabilityType: "Double" },
        "The recovery availability type 'Double' is not one of Single, AvailabilitySet, AvailabilityZone.",
      ],
    ];
    for (const [changes, message] of table) {
      assert.deepEqual(errorOf(await send(owner, changes)), {
        status: 400,
        code: "BadRequest",
        message,
      });
    }
    assert.deepEqual(azure.estate.changes(before), []);
    assert.deepEqual(errorOf(await get(owner, intent)), {
      status: 404,
      code: "NotFound",
      message: "Protection intent with name vm1 could not be located.",
    });
  });

  it("take a machine that is protected as done, but not one of another vault", async () => {
    const { owner } = await withItem();
    const answer = await send(owner);
    const { jobId, jobState } = (answer.body as { properties: Record<string, unknown> }).properties;
    assert.deepEqual([answer.status, jobId, jobState], [200, undefined, "Succeeded"]);
    assert.deepEqual(await namesOf(owner, "replicationProtectedItems"), [item.split("/").at(-1)]);
    const other = vault.replace("vault1", "vault2");
    await done(
      owner,
      "PUT",
      other,
      { location: "northeurope", sku: { name: "RS0" }, properties: {} },
      "2024-10-01",
    );
    const refused = await owner.send(
      "PUT",
      `${other}/replicationProtectionIntents/vm1?api-version=${asr}`,
      intentBody(),
    );
    assert.equal(
      errorOf(refused).message,
      "The virtual machine 'machine1' is already protected in another vault.",
    );
  });

  it("need their own right, and those on the machine and what is made for it", async () => {
    const { azure, owner } = await withMachine();
    const caller = callerOf(azure);
    const { status, message } = errorOf(await send(caller));
    assert.equal(status, 403);
    assert.ok(
      message.includes("'Microsoft.RecoveryServices/vaults/replicationProtectionIntents/write'"),
    );
    azure.grant({ principalId: caller.objectId, scope: vault, role: "Contributor" });
    assert.equal(errorOf(await send(caller)).code, "LinkedAuthorizationFailed");
    assert.deepEqual(await namesOf(owner, "replicationFabrics"), []);
    azure.grant({ principalId: caller.objectId, scope: group, role: "Contributor" });
    assert.equal((await send(caller)).status, 200);
  });
});
