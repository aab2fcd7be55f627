import assert from "node:assert/strict";
import { type Caller, callerOf, errorOf, subscriptionId } from "../caller";
import {
  asr,
  containerBody,
  done,
  emptyEstate,
  fabricBody,
  get,
  north,
  northContainer,
  propertiesOf,
  vault,
  west,
  westContainer,
  withContainers,
  withMapping,
  withVaultAndAccount,
} from "./replicated-estate";

const siteRecoveryVault = vault.replace("/subscriptions/", "/Subscriptions/");

describe("simulated Site Recovery fabrics and containers", () => {
  it("answers a PUT with 202, no body, and the headers of the official example", async () => {
    const { owner } = await withVaultAndAccount();
    const answer = await owner.send("PUT", `${west}?api-version=${asr}`, fabricBody("West Europe"));
    assert.equal(answer.status, 202);
    assert.equal(answer.body, undefined);
    assert.equal(answer.headers["retry-after"], "30");
    const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    const version = `\\?api-version=${asr}$`;
    assert.match(
      answer.headers["azure-asyncoperation"] ?? "",
      new RegExp(`${siteRecoveryVault}/replicationOperationStatus/${guid}${version}`),
    );
    assert.match(
      answer.headers.location ?? "",
      new RegExp(`${siteRecoveryVault}/replicationFabrics/west/operationresults/${guid}${version}`),
    );
    assert.match(
      answer.headers["x-ms-request-id"] ?? "",
      new RegExp(`^${siteRecoveryVault}/replicationJobs/${guid}$`),
    );
  });

  it("tells how the work goes in a job's words, and keeps a job", async () => {
    const { owner } = await withVaultAndAccount();
    const answer = await owner.send("PUT", `${west}?api-version=${asr}`, fabricBody("westeurope"));
    const status = async (): Promise<unknown> => {
      const { body } = await owner.send("GET", answer.headers["azure-asyncoperation"] ?? "");
      return (body as { status: string }).status;
    };
    const job = answer.headers["x-ms-request-id"] ?? "";
    assert.equal(await status(), "InProgress");
    assert.equal((await owner.send("GET", answer.headers.location ?? "")).status, 202);
    assert.equal((await propertiesOf(owner, job)).state, "InProgress");
    await owner.wait(60);
    assert.equal(await status(), "Succeeded");
    const { state, stateDescription, friendlyName } = await propertiesOf(owner, job);
    assert.deepEqual(
      { state, stateDescription, friendlyName },
      { state: "Succeeded", stateDescription: "Completed", friendlyName: "Create a site" },
    );
    const result = await owner.send("GET", answer.headers.location ?? "");
    assert.equal(result.status, 200);
    assert.equal((result.body as { name: string }).name, "west");
    const list = await get(owner, `${vault}/replicationJobs`);
    assert.equal((list.body as { value: unknown[] }).value.length, 1);
  });

  it("shows the fabric with Site Recovery's casing, only once it is made", async () => {
    const { owner } = await withVaultAndAccount();
    await owner.send("PUT", `${west}?api-version=${asr}`, fabricBody("West Europe"));
    assert.equal((await get(owner, west)).status, 404);
    await owner.wait(60);
    const { body } = await get(owner, west);
    const fabric = body as { id: string; type: string; properties: { customDetails: unknown } };
    assert.equal(
      fabric.id,
      `/Subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/vault1/replicationFabrics/west`,
    );
    assert.equal(fabric.type, "Microsoft.RecoveryServices/vaults/replicationFabrics");
    assert.deepEqual(fabric.properties.customDetails, {
      instanceType: "Azure",
      location: "westeurope",
      containerIds: [],
    });
  });

  it("changes nothing when the same is asked for again", async () => {
    const { azure, owner } = await withContainers();
    const before = azure.estate.version;
    const again = [
      await done(owner, "PUT", west, fabricBody("westeurope")),
      await done(owner, "PUT", westContainer, containerBody),
    ];
    assert.deepEqual(
      again.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("names a missing fabric as Azure does, with causes and advice", async () => {
    const { owner } = await withVaultAndAccount();
    const answer = await get(owner, west);
    const { error } = answer.body as { error: { details: Record<string, string>[] } };
    assert.deepEqual(errorOf(answer), {
      status: 404,
      code: "NotFound",
      message: "Fabric with name west could not be located.",
    });
    assert.equal(error.details[0]?.code, "FabricArmEntityMissing");
    assert.equal(
      error.details[0].possibleCauses,
      "The fabric might have been unregistered from the Microsoft Azure Site Recovery vault.",
    );
    assert.deepEqual(errorOf(await send(owner, "PUT", westContainer, containerBody)), {
      status: 404,
      code: "NotFound",
      message: "Fabric with name west could not be located.",
    });
  });

  it("answers for a vault that is not there as Azure Resource Manager does", async () => {
    const { owner } = await emptyEstate();
    assert.equal(errorOf(await get(owner, `${vault}/replicationFabrics`)).code, "ResourceNotFound");
    assert.equal(errorOf(await get(owner, west)).code, "ResourceNotFound");
  });

  it("takes one fabric a region and vault, and never moves one", async () => {
    const { owner } = await withVaultAndAccount();
    await done(owner, "PUT", west, fabricBody("westeurope"));
    const second = await send(
      owner,
      "PUT",
      `${vault}/replicationFabrics/other`,
      fabricBody("westeurope"),
    );
    assert.deepEqual(errorOf(second), {
      status: 409,
      code: "Conflict",
      message: "The resource already exists under resource name 'west'.",
    });
    assert.equal(
      errorOf(await send(owner, "PUT", west, fabricBody("northeurope"))).message,
      "The location of the fabric 'west' cannot change to 'northeurope'.",
    );
    assert.equal(
      errorOf(await send(owner, "PUT", north, fabricBody("atlantis"))).message,
      "The location 'atlantis' of the fabric is not an Azure region.",
    );
  });

  it("takes the input of a container only as a list", async () => {
    const { owner } = await withVaultAndAccount();
    await done(owner, "PUT", west, fabricBody("westeurope"));
    const wrong = { properties: { providerSpecificInput: { instanceType: "A2A" } } };
    assert.equal(
      errorOf(await send(owner, "PUT", westContainer, wrong)).message,
      "providerSpecificInput of a protection container must be a list of one entry with the instance type 'A2A'.",
    );
  });

  it("removes from the inside out: mapping, containers, fabrics", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    const fabric = await send(owner, "POST", `${west}/remove`);
    assert.equal(fabric.status, 409);
    assert.equal(
      errorOf(fabric).message,
      `The fabric 'west' cannot be removed because it is in use by: ${siteRecoveryVault}/replicationFabrics/west/replicationProtectionContainers/container1.`,
    );
    // Both ends of a mapping are held by it.
    for (const container of [westContainer, northContainer]) {
      assert.equal(
        errorOf(await send(owner, "POST", `${container}/remove`)).message,
        "The protection container 'container1' cannot be removed because it is in use by: " +
          `${siteRecoveryVault}/replicationFabrics/west/replicationProtectionContainers/container1/replicationProtectionContainerMappings/mapping1.`,
      );
    }
    const mappingId = `${westContainer}/replicationProtectionContainerMappings/mapping1`;
    for (const id of [mappingId, westContainer, northContainer, west, north]) {
      assert.equal((await done(owner, "POST", `${id}/remove`)).status, 202);
      assert.equal((await get(owner, id)).status, 404);
    }
    assert.equal((await send(owner, "POST", `${west}/remove`)).status, 204);
  });

  it("purges a fabric with everything in it", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    assert.equal((await done(owner, "DELETE", west)).status, 202);
    assert.equal((await get(owner, west)).status, 404);
    assert.equal((await get(owner, northContainer)).status, 200);
    assert.equal((await send(owner, "DELETE", west)).status, 204);
  });

  it("is checked for consistency by a job", async () => {
    const { azure, owner } = await withContainers();
    const reader = callerOf(azure, "Site Recovery Reader");
    const refused = errorOf(await send(reader, "POST", `${west}/checkConsistency`));
    assert.ok(
      refused.message.includes(
        "'Microsoft.RecoveryServices/vaults/replicationFabrics/checkConsistency/action'",
      ),
    );
    const answer = await done(owner, "POST", `${west}/checkConsistency`);
    assert.equal(answer.status, 202);
    const result = await owner.send("GET", answer.headers.location ?? "");
    assert.deepEqual(result.body, (await get(owner, west)).body);
    const missing = await send(owner, "POST", `${vault}/replicationFabrics/x/checkConsistency`);
    assert.equal(errorOf(missing).message, "Fabric with name x could not be located.");
  });

  it("has no DELETE for containers", async () => {
    const { owner } = await withContainers();
    assert.equal((await send(owner, "DELETE", westContainer)).status, 405);
  });

  it("puts no line break of a name into a header", async () => {
    const { owner } = await withVaultAndAccount();
    const id = `${vault}/replicationFabrics/a%0d%0ax-injected:%20b`;
    const answer = await send(owner, "PUT", id, fabricBody("West Europe"));
    assert.equal(answer.status, 400);
    assert.deepEqual(
      Object.values(answer.headers).filter((value) => /[\r\n]/.test(value)),
      [],
    );
  });
});

async function send(
  caller: Caller,
  method: "PUT" | "POST" | "DELETE",
  id: string,
  body?: object,
): ReturnType<Caller["send"]> {
  return caller.send(method, `${id}?api-version=${asr}`, body);
}
