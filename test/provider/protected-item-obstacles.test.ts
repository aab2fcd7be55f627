import assert from "node:assert/strict";
import type { Properties } from "../../src/plugin/handlers";
import type { SimulatedAzure } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import {
  asr,
  containerBody,
  done,
  fabricBody,
  group,
  northContainer,
  policy,
  policyBody,
  vault,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  recoveryGroup,
  withItem,
} from "../simulator/site-recovery/replicated-machine";
import { Deployment, halfMade } from "./harness";

const type = "ReplicationProtectedItem";
const asked = {
  protectionContainerId: westContainer,
  virtualMachineId: machine,
  targetProtectionContainerId: northContainer,
  policyId: policy,
  itemName: "item1",
  settings: {
    recoveryResourceGroupId: recoveryGroup,
    recoveryVmSize: "Standard_B2ms",
    disks: [
      {
        diskId: `${group}/providers/Microsoft.Compute/disks/disk1`,
        stagingStorageAccountId: cache,
      },
    ],
  },
};

function deploymentAs(azure: SimulatedAzure, owner: Caller): Deployment {
  return new Deployment(azure.connect(owner).transport);
}

/** Everything that an item needs, and no item. */
async function ready(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await withItem();
  await done(estate.owner, "POST", `${item}/remove`, { properties: {} });
  return estate;
}

async function lock(owner: Caller, scope: string, level: string): Promise<string> {
  const id = `${scope}/providers/Microsoft.Authorization/locks/keep`;
  await done(owner, "PUT", id, { properties: { level } }, "2020-05-01");
  return id;
}

/** The machine replicated by another vault of the group; answers the item's id. */
async function replicatedElsewhere(owner: Caller): Promise<string> {
  const other = vault.replace("vault1", "vault2");
  const there = (id: string): string => id.replace(vault, other);
  const sku = { location: "northeurope", sku: { name: "RS0" }, properties: {} };
  await done(owner, "PUT", other, sku, "2024-10-01");
  for (const location of ["west", "north"]) {
    const fabric = `${other}/replicationFabrics/${location}`;
    await done(owner, "PUT", fabric, fabricBody(`${location}europe`));
    const container = `${fabric}/replicationProtectionContainers/container1`;
    await done(owner, "PUT", container, containerBody);
  }
  await done(owner, "PUT", there(policy), policyBody);
  const mapping = `${there(westContainer)}/replicationProtectionContainerMappings/mapping1`;
  await done(owner, "PUT", mapping, {
    properties: {
      policyId: there(policy),
      targetProtectionContainerId: there(northContainer),
      providerSpecificInput: { instanceType: "A2A" },
    },
  });
  const { properties } = itemBody;
  await done(owner, "PUT", there(item), {
    properties: {
      ...properties,
      policyId: there(policy),
      providerSpecificDetails: {
        ...properties.providerSpecificDetails,
        recoveryContainerId: there(northContainer),
      },
    },
  });
  return there(item);
}

describe("what stands in a ReplicationProtectedItem's way", () => {
  it("is named when another vault replicates the machine, and gone on with when that has ended", async () => {
    const { azure, owner } = await ready();
    const other = await replicatedElsewhere(owner);
    const error = await halfMade(deploymentAs(azure, owner).create(type, asked));
    assert.match(
      error.reasons[0] ?? "",
      /is not complete: .*Protection couldn't be enabled for the virtual machine\./,
    );
    const named = other.replace("/subscriptions/", "/Subscriptions/");
    assert.deepEqual(error.reasons.slice(1), [
      `Azure says why the machine cannot be replicated: Azure virtual machine with Id (${machine}) is already protected by the protected item '${named}'. Disable its replication first to protect it in another way.`,
    ]);
    assert.equal(azure.estate.get(item), undefined);
    await done(owner, "POST", `${other}/remove`, { properties: {} });
    const next = deploymentAs(azure, owner);
    const { outputs } = await next.update(type, item, error.inputs, asked);
    assert.equal(outputs.protectionState, "Protected");
  });

  it("is told as Azure tells it to who may not ask for more", async () => {
    const { azure, owner } = await ready();
    await replicatedElsewhere(owner);
    const { transport } = azure.connect(owner);
    const deployment = new Deployment({
      send: (request, signal) =>
        request.url.includes("replicationEligibilityResults")
          ? Promise.reject(new Error("403"))
          : transport.send(request, signal),
      wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
    });
    const error = await halfMade(deployment.create(type, asked));
    assert.equal(error.reasons.length, 1);
  });

  it("is a lock on the machine that lets no agent be installed", async () => {
    const { azure, owner } = await ready();
    const lockId = await lock(owner, machine, "ReadOnly");
    const error = await halfMade(deploymentAs(azure, owner).create(type, asked));
    assert.match(
      error.reasons.join(" "),
      new RegExp(
        `following scope\\(s\\) are locked: '${machine}'\\. Please remove the lock and try again\\.`,
      ),
    );
    await done(owner, "DELETE", lockId, undefined, "2020-05-01");
    await deploymentAs(azure, owner).update(type, item, error.inputs, asked);
    assert.notEqual(azure.estate.get(item), undefined);
  });

  it("is a read-only lock on the vault: nothing is made, changed or removed", async () => {
    const { azure, owner } = await ready();
    const lockId = await lock(owner, vault, "ReadOnly");
    const locked = new RegExp(`answered 409 ScopeLocked: .* locked: '${vault}'`);
    await assert.rejects(deploymentAs(azure, owner).create(type, asked), { message: locked });
    await done(owner, "DELETE", lockId, undefined, "2020-05-01");
    const { inputs } = await made(azure, owner);
    await lock(owner, vault, "ReadOnly");
    const bigger = { ...asked, settings: { ...asked.settings, recoveryVmSize: "Standard_B4ms" } };
    const deployment = deploymentAs(azure, owner);
    await assert.rejects(deployment.update(type, item, inputs, bigger), { message: locked });
    await assert.rejects(deployment.delete(type, item, inputs), { message: locked });
    assert.notEqual(azure.estate.get(item), undefined);
  });

  it("is a deletion lock on the vault for a purge, and not for the orderly removal", async () => {
    const { azure, owner } = await ready();
    const { inputs } = await made(azure, owner);
    await lock(owner, vault, "CanNotDelete");
    const deployment = deploymentAs(azure, owner);
    await assert.rejects(deployment.delete(type, item, { ...inputs, purgeOnDelete: true }), {
      message: new RegExp(`answered 409 ScopeLocked: .* locked: '${vault}'`),
    });
    assert.notEqual(azure.estate.get(item), undefined);
    await deployment.delete(type, item, inputs);
    assert.equal(azure.estate.get(item), undefined);
  });

  it("is an item whose first copy failed, or goes on: it is kept, waited for, and never enabled anew", async () => {
    const { azure, owner } = await ready();
    await owner.send("PUT", `${item}?api-version=${asr}`, itemBody);
    const begun = await made(azure, owner);
    assert.equal(begun.outputs.protectionState, "Protected");
    const stored = azure.estate.get(item);
    assert.ok(stored !== undefined);
    const properties = {
      ...(stored.properties as Properties),
      protectionState: "InitialReplicationFailed",
      healthErrors: [{ errorMessage: "The cache account cannot be reached." }],
    };
    azure.estate.put({ ...stored, properties });
    const error = await halfMade(
      deploymentAs(azure, owner).create(type, { ...asked, adopt: true }),
    );
    assert.equal(error.id, item);
    assert.match(error.reasons[0] ?? "", /The cache account cannot be reached\./);
  });
});

async function made(azure: SimulatedAzure, owner: Caller) {
  const deployment = deploymentAs(azure, owner);
  const { outputs } = await deployment.create(type, asked);
  return { inputs: await deployment.checked(type, asked), outputs };
}
