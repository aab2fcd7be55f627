import assert from "node:assert/strict";
import { unknownValue } from "../../src/plugin/handlers";
import {
  FakeAzure,
  containerId,
  fabricId,
  machine,
  mappingBody,
  mappingId,
  targetId,
} from "./fake-azure";
import { Deployment } from "./harness";

const type = "ReplicationProtectionContainer";
const asked = { fabricId, containerName: "source" };

describe("ReplicationProtectionContainer", () => {
  it("is made for Azure machines, and a second deployment changes nothing", async () => {
    const azure = new FakeAzure();
    const made = await new Deployment(azure).create(type, asked);
    assert.deepEqual(made, { id: containerId, outputs: asked });
    assert.deepEqual(azure.lines().slice(0, 2), [
      "GET V/replicationFabrics/west/replicationProtectionContainers/source",
      "PUT V/replicationFabrics/west/replicationProtectionContainers/source",
    ]);
    assert.deepEqual(azure.requests[1]?.body, {
      properties: { providerSpecificInput: [{ instanceType: "A2A" }] },
    });
    azure.clear();
    const diff = await new Deployment(azure).diff(type, containerId, asked, { fabricId });
    assert.deepEqual(diff.changes, {});
    assert.deepEqual(azure.lines(), []);
  });

  it("asks for the id of a fabric", async () => {
    const { failures } = await new Deployment(new FakeAzure()).check(type, {
      fabricId: containerId,
    });
    assert.deepEqual(failures, [
      {
        property: "fabricId",
        reason: `"${containerId}" is the id of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers, not of a Microsoft.RecoveryServices/vaults/replicationFabrics. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics. [EVG-ID-003]`,
      },
    ]);
  });

  it("refuses one that is mapped, from it or to it, and takes over one that is not", async () => {
    const azure = new FakeAzure().hold(containerId).hold(targetId).hold(mappingId, mappingBody());
    const exists = (id: string) =>
      new RegExp(`^The protection container already exists: ${id}\\. One mapping uses it\\. Set `);
    await assert.rejects(new Deployment(azure).create(type, asked), {
      message: exists(containerId),
    });
    const north = { fabricId: fabricId.replace("west", "north"), containerName: "target" };
    await assert.rejects(new Deployment(azure).create(type, north), { message: exists(targetId) });
    azure.drop(mappingId);
    azure.clear();
    assert.deepEqual(await new Deployment(azure).create(type, north), {
      id: targetId,
      outputs: north,
    });
    assert.deepEqual(azure.lines(), [
      "GET V/replicationFabrics/north/replicationProtectionContainers/target",
      "GET V/replicationProtectionContainerMappings",
    ]);
  });

  it("is replaced with its fabric, of which this deployment knows that it is replaced", async () => {
    const azure = new FakeAzure().hold(...machine("web-1"));
    const deployment = new Deployment(azure);
    const inputs = { ...asked, fabricId: unknownValue };
    const before = await deployment.diff(type, containerId, asked, inputs);
    assert.deepEqual(before.changes, { fabricId: "update" });
    const fabric = { vaultId: fabricId.split("/replicationFabrics")[0], fabricName: "west" };
    await deployment.diff(
      "ReplicationFabric",
      fabricId,
      { ...fabric, location: "westeurope" },
      { ...fabric, location: "northeurope", reReplicationAllowed: true },
    );
    const after = await deployment.diff(type, containerId, asked, inputs);
    assert.deepEqual(after, { changes: { fabricId: "update-replace" }, deleteBeforeReplace: true });
    const mapping = {
      protectionContainerId: unknownValue,
      targetProtectionContainerId: targetId,
      policyId: unknownValue,
      mappingName: "there",
    };
    const below = await deployment.diff(
      "ReplicationProtectionContainerMapping",
      mappingId,
      { ...mapping, protectionContainerId: containerId, policyId: "p" },
      mapping,
    );
    assert.deepEqual(below.changes, {
      protectionContainerId: "update-replace",
      policyId: "update",
    });
    assert.deepEqual(azure.lines(), []);
  });

  it("counts the machines that are replicated to it as well", async () => {
    const azure = new FakeAzure().hold(...machine("web-1"));
    const north = { fabricId: fabricId.replace("west", "north"), containerName: "target" };
    await assert.rejects(
      new Deployment(azure).diff(type, targetId, north, { ...north, containerName: "other" }),
      {
        message: `Protection container "${targetId}" would be replaced, because containerName changes from "target" to "other". That would replicate 1 machine (web-1) anew from the beginning, without recovery points until it is done. Set \`reReplicationAllowed: true\` to allow it.`,
      },
    );
  });

  it("is imported and removed", async () => {
    const azure = new FakeAzure().hold(containerId);
    assert.deepEqual(
      await new Deployment(azure).read(
        type,
        containerId.toUpperCase().replace(/^\/SUBSCRIPTIONS/, "/subscriptions"),
      ),
      {
        id: containerId,
        inputs: asked,
        outputs: asked,
      },
    );
    azure.clear();
    await new Deployment(azure).delete(type, containerId, asked);
    assert.equal(
      azure.lines()[0],
      "POST V/replicationFabrics/west/replicationProtectionContainers/source/remove",
    );
    assert.equal(azure.held(containerId), undefined);
  });
});
