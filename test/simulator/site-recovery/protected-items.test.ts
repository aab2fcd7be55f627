import assert from "node:assert/strict";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import { type Caller, callerOf, errorOf } from "../caller";
import {
  asr,
  done,
  get,
  mapping,
  propertiesOf,
  vault,
  west,
  withMapping,
} from "./replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  machineBody,
  recoveryGroup,
  withItem,
  withNetwork,
} from "./replicated-machine";

async function detailsOf(caller: Caller): Promise<Record<string, unknown>> {
  const { providerSpecificDetails } = await propertiesOf(caller, item);
  return providerSpecificDetails as Record<string, unknown>;
}

describe("simulated protected items", () => {
  it("replicate first and are protected after a while", async () => {
    const { owner } = await withMapping();
    await withNetwork(owner);
    await done(owner, "PUT", machine, machineBody(), "2024-11-01");
    await owner.send("PUT", `${cache}?api-version=2024-01-01`, {
      location: "westeurope",
      sku: { name: "Standard_LRS" },
      kind: "StorageV2",
    });
    const answer = await owner.send("PUT", `${item}?api-version=${asr}`, itemBody);
    assert.equal(answer.status, 202);
    assert.equal((await get(owner, item)).status, 404);
    await owner.wait(300);
    assert.equal((await detailsOf(owner)).vmProtectionState, "InitialReplicationInProgress");
    const early = await owner.send("PATCH", `${item}?api-version=${asr}`, { properties: {} });
    assert.equal(
      errorOf(early).message,
      "The settings of the protected item 'item1' cannot change before it is protected.",
    );
    await owner.wait(1800);
    const { protectionState, activeLocation, friendlyName, recoveryFabricFriendlyName } =
      await propertiesOf(owner, item);
    assert.deepEqual(
      { protectionState, activeLocation, friendlyName, recoveryFabricFriendlyName },
      {
        protectionState: "Protected",
        activeLocation: "Primary",
        friendlyName: "machine1",
        recoveryFabricFriendlyName: "north",
      },
    );
    const { vmProtectionState, osType, primaryFabricLocation, recoveryFabricLocation } =
      await detailsOf(owner);
    assert.deepEqual(
      { vmProtectionState, osType, primaryFabricLocation, recoveryFabricLocation },
      {
        vmProtectionState: "Protected",
        osType: "Linux",
        primaryFabricLocation: "westeurope",
        recoveryFabricLocation: "northeurope",
      },
    );
  });

  it("need rights on the machine and on the cache account", async () => {
    const { azure, owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    const operator = callerOf(azure);
    azure.grant({ principalId: operator.objectId, scope: vault, role: "Contributor" });
    const answer = await operator.send("PUT", `${item}?api-version=${asr}`, itemBody);
    assert.equal(errorOf(answer).code, "LinkedAuthorizationFailed");
    azure.grant({ principalId: operator.objectId, scope: machine, role: "Contributor" });
    azure.grant({ principalId: operator.objectId, scope: cache, role: "Reader" });
    const halfway = await operator.send("PUT", `${item}?api-version=${asr}`, itemBody);
    assert.equal(errorOf(halfway).code, "LinkedAuthorizationFailed");
    azure.grant({ principalId: operator.objectId, scope: recoveryGroup, role: "Contributor" });
    const allowed = await operator.send("PUT", `${item}?api-version=${asr}`, itemBody);
    assert.equal(allowed.status, 202);
  });

  it("hold their mapping, their container, their fabric and their vault", async () => {
    const { owner } = await withItem();
    const id = item.replace("/subscriptions/", "/Subscriptions/");
    const mappingAnswer = await owner.send("POST", `${mapping}/remove?api-version=${asr}`, {});
    assert.deepEqual(errorOf(mappingAnswer), {
      status: 409,
      code: "Conflict",
      message: `The protection container mapping 'mapping1' cannot be removed because it is in use by: ${id}.`,
    });
    const vaultAnswer = await owner.send("DELETE", `${vault}?api-version=2024-10-01`);
    assert.deepEqual(errorOf(vaultAnswer), {
      status: 400,
      code: "ServiceResourceNotEmptyWithContainerDetails",
      message:
        "Vault cannot be deleted as there are existing resources within the vault. : west, north, " +
        "container1, container1, item1\nUnregister all containers from the vault and then retry to " +
        "delete vault. For instructions, see https://aka.ms/AB-AA4ecq5",
    });
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    assert.equal((await get(owner, item)).status, 404);
    assert.equal((await done(owner, "POST", `${mapping}/remove`, {})).status, 202);
  });

  it("ask for nothing when enabled again in the same way", async () => {
    const { azure, owner } = await withItem();
    const before = azure.estate.version;
    assert.equal((await done(owner, "PUT", item, itemBody)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("take network settings when protected", async () => {
    const { owner } = await withItem();
    await done(owner, "PATCH", item, {
      properties: {
        recoveryAzureVMName: "machine1-dr",
        providerSpecificDetails: { instanceType: "A2A", recoveryAvailabilityZone: "2" },
      },
    });
    const { recoveryAzureVMName, recoveryAvailabilityZone, agentVersion } = await detailsOf(owner);
    assert.deepEqual(
      { recoveryAzureVMName, recoveryAvailabilityZone, agentVersion },
      {
        recoveryAzureVMName: "machine1-dr",
        recoveryAvailabilityZone: "2",
        agentVersion: "9.89.10768.1",
      },
    );
  });

  it("get the newest agent by hand, with a word of advice after a long way", async () => {
    const { azure, owner } = await withItem();
    const update = async (): Promise<unknown> => {
      const url = `${item}/updateMobilityService?api-version=${asr}`;
      const started = await owner.send("POST", url, { properties: {} });
      await owner.wait(300);
      const status = await owner.send("GET", started.headers["azure-asyncoperation"] ?? "");
      return (status.body as { status: string }).status;
    };
    releaseMobilityAgent(azure, "9.91.11100.1");
    assert.equal(await update(), "Succeeded");
    assert.equal((await detailsOf(owner)).agentVersion, "9.91.11100.1");
    releaseMobilityAgent(azure, "9.96.11800.1");
    assert.equal(await update(), "CompletedWithInformation");
    assert.equal((await detailsOf(owner)).isReplicationAgentUpdateRequired, false);
  });

  it("fail over and commit in their order", async () => {
    const { owner } = await withItem();
    const early = await owner.send("POST", `${item}/failoverCommit?api-version=${asr}`, {});
    assert.equal(
      errorOf(early).message,
      "The operation 'Commit' is not allowed for the protected item 'item1' in its current state.",
    );
    await done(owner, "POST", `${item}/unplannedFailover`, {});
    await owner.wait(600);
    assert.equal((await propertiesOf(owner, item)).activeLocation, "Recovery");
    await done(owner, "POST", `${item}/failoverCommit`, {});
    assert.equal((await propertiesOf(owner, item)).protectionState, "UnplannedFailoverCommitted");
  });

  it("are listed at both levels and gone after a purge", async () => {
    const { owner } = await withItem();
    const types = [];
    for (const path of [
      item.slice(0, item.lastIndexOf("/")),
      `${vault}/replicationProtectedItems`,
    ]) {
      const { value } = (await get(owner, path)).body as { value: { type: string }[] };
      types.push(value.map(({ type }) => type));
    }
    assert.deepEqual(types, [
      [
        "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems",
      ],
      ["Microsoft.RecoveryServices/vaults/replicationProtectedItems"],
    ]);
    await done(owner, "DELETE", item);
    assert.equal((await get(owner, item)).status, 404);
    assert.equal((await get(owner, west)).status, 200);
  });

  it("name a machine that exists", async () => {
    const { owner } = await withMapping();
    const answer = await owner.send("PUT", `${item}?api-version=${asr}`, itemBody);
    assert.deepEqual(errorOf(answer), {
      status: 400,
      code: "BadRequest",
      message: `The virtual machine '${machine}' could not be found.`,
    });
  });
});
