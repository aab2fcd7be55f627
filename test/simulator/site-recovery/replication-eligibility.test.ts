import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf } from "../caller";
import { asr, done, emptyEstate, get, group } from "./replicated-estate";
import { item, machine, machineBody, nic, withItem, withNetwork } from "./replicated-machine";

const results = `${machine}/providers/Microsoft.RecoveryServices/replicationEligibilityResults`;

async function errorsOf(owner: Caller): Promise<{ code: string; message: string }[]> {
  const { body } = await get(owner, `${results}/default`);
  return (body as { properties: { errors: { code: string; message: string }[] } }).properties
    .errors;
}

function imageOf(publisher: string, offer: string, sku: string): Record<string, unknown> {
  return {
    storageProfile: {
      imageReference: { publisher, offer, sku, version: "latest" },
      osDisk: { createOption: "FromImage", name: "disk1" },
    },
    networkProfile: { networkInterfaces: [{ id: nic }] },
  };
}

describe("simulated replication eligibility", () => {
  it("has no errors for a machine that can be replicated, in the form of the official example", async () => {
    const { owner } = await emptyEstate();
    await withNetwork(owner);
    await done(owner, "PUT", machine, machineBody(), "2024-11-01");
    const one = (await get(owner, `${results}/default`)).body as {
      properties: Record<string, unknown>;
    };
    const { clientRequestId, ...properties } = one.properties;
    assert.match(String(clientRequestId), /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      { ...one, properties },
      {
        id: `${results}/default`,
        name: "default",
        type: "Microsoft.RecoveryServices/replicationEligibilityResults",
        properties: { errors: [] },
      },
    );
    const { value } = (await get(owner, results)).body as { value: unknown[] };
    assert.deepEqual(value, [one]);
  });

  it("tells that a machine is off, and that its system is not replicated", async () => {
    const { owner } = await emptyEstate();
    await withNetwork(owner);
    const image = imageOf("Canonical", "0001-com-ubuntu-server-kinetic", "22_10");
    await done(owner, "PUT", machine, machineBody(image), "2024-11-01");
    await owner.send("POST", `${machine}/deallocate?api-version=2024-11-01`);
    await owner.wait(600);
    assert.deepEqual(
      (await errorsOf(owner)).map(({ code, message }) => [code, message]),
      [
        [
          "AzureVmIsNotInDesiredPowerState",
          `Azure virtual machine with Id (${machine}) is with power status 'deallocated'. To enable replication, VM's power status should be 'running'.`,
        ],
        [
          "A2AOperatingSystemNotSupported",
          "The A2A operation could not be completed as the virtual machine is running OS 'ubuntu' with version '22.10' which is not supported for replication.",
        ],
      ],
    );
  });

  it("tells that a machine is protected, until it no longer is", async () => {
    const { owner } = await withItem();
    const id = item.replace("/subscriptions/", "/Subscriptions/");
    assert.deepEqual(
      (await errorsOf(owner)).map(({ code, message }) => [code, message]),
      [
        [
          "AzureVmIsAlreadyProtected",
          `Azure virtual machine with Id (${machine}) is already protected by the protected item '${id}'.`,
        ],
      ],
    );
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    assert.deepEqual(await errorsOf(owner), []);
  });

  it("tells that a machine is not provisioned", async () => {
    const { azure, owner } = await emptyEstate();
    await withNetwork(owner);
    await done(owner, "PUT", machine, machineBody(), "2024-11-01");
    const stored = azure.estate.get(machine);
    assert.ok(stored !== undefined);
    const properties = { ...(stored.properties as object), provisioningState: "Failed" };
    azure.estate.put({ ...stored, properties });
    const [error] = await errorsOf(owner);
    assert.equal(error?.code, "AzureVmIsNotInDesiredProvisioningState");
  });

  it("is of a machine that is there, for those who may read it", async () => {
    const { azure, owner } = await emptyEstate();
    const missing = errorOf(await get(owner, `${results}/default`));
    assert.deepEqual([missing.status, missing.code], [404, "ResourceNotFound"]);
    const reader = callerOf(azure);
    for (const path of [results, `${results}/default`]) {
      const { status, message } = errorOf(await reader.send("GET", `${path}?api-version=${asr}`));
      assert.equal(status, 403);
      assert.ok(
        message.includes("'Microsoft.RecoveryServices/replicationEligibilityResults/read'"),
        message,
      );
    }
    azure.grant({ principalId: reader.objectId, scope: group, role: "Reader" });
    assert.equal((await get(reader, `${results}/default`)).status, 404);
  });
});
