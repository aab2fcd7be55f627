import assert from "node:assert/strict";
import { callerOf, newAzure, subscription, subscriptionId, tenantId, type Caller } from "../caller";

const old = `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute/features/InGuestAutoPatchVMPreview`;
const registration = `${subscription}/providers/Microsoft.Features/featureProviders/Microsoft.Compute/subscriptionFeatureRegistrations/EncryptionAtHost`;

async function stateOf(caller: Caller, path: string, version: string): Promise<string> {
  const read = await caller.send("GET", `${path}?api-version=${version}`);
  return (read.body as { properties: { state: string } }).properties.state;
}

describe("preview features, as of 2015-12-01", () => {
  it("register in fifteen minutes and stay registered", async () => {
    const caller = callerOf(newAzure(), "Owner");
    assert.equal(await stateOf(caller, old, "2015-12-01"), "NotRegistered");
    const asked = await caller.send("POST", `${old}/register?api-version=2015-12-01`);
    assert.deepEqual(asked.body, {
      properties: { state: "Registering" },
      id: old,
      type: "Microsoft.Features/providers/features",
      name: "Microsoft.Compute/InGuestAutoPatchVMPreview",
    });
    await caller.wait(899);
    assert.equal(await stateOf(caller, old, "2015-12-01"), "Registering");
    await caller.wait(1);
    assert.equal(await stateOf(caller, old, "2015-12-01"), "Registered");
    const again = await caller.send("POST", `${old}/register?api-version=2015-12-01`);
    assert.equal((again.body as { properties: { state: string } }).properties.state, "Registered");
    const listed = await caller.send(
      "GET",
      `${subscription}/providers/Microsoft.Features/features?api-version=2015-12-01`,
    );
    assert.deepEqual(
      (listed.body as { value: { name: string }[] }).value.map((f) => f.name),
      ["Microsoft.Compute/InGuestAutoPatchVMPreview"],
    );
  });

  it("need the right to register", async () => {
    const azure = newAzure();
    const reader = callerOf(azure, "Reader");
    const refused = await reader.send("POST", `${old}/register?api-version=2015-12-01`);
    assert.equal(refused.status, 403);
    assert.equal(
      azure.recorded().at(-1)?.action,
      "Microsoft.Features/providers/features/register/action",
    );
  });
});

describe("feature registrations, as of 2021-07-01", () => {
  it("always exist, are registered by PUT and unregistered by DELETE", async () => {
    const caller = callerOf(newAzure(), "Owner");
    const read = await caller.send("GET", `${registration}?api-version=2021-07-01`);
    assert.deepEqual(read.body, {
      id: registration,
      name: "EncryptionAtHost",
      type: "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations",
      properties: {
        tenantId,
        subscriptionId,
        providerNamespace: "Microsoft.Compute",
        featureName: "EncryptionAtHost",
        approvalType: "AutoApproval",
        state: "NotRegistered",
      },
    });
    const put = await caller.send("PUT", `${registration}?api-version=2021-07-01`, {
      properties: { shouldFeatureDisplayInPortal: false },
    });
    assert.equal(put.status, 200);
    assert.equal((put.body as { properties: { state: string } }).properties.state, "Registering");
    await caller.wait(900);
    assert.equal(await stateOf(caller, registration, "2021-07-01"), "Registered");
    const remove = () => caller.send("DELETE", `${registration}?api-version=2021-07-01`);
    assert.equal((await remove()).status, 200);
    assert.equal(await stateOf(caller, registration, "2021-07-01"), "Unregistered");
  });

  it("end in the middle when unregistered", async () => {
    const caller = callerOf(newAzure(), "Owner");
    await caller.send("PUT", `${registration}?api-version=2021-07-01`, {});
    await caller.send("DELETE", `${registration}?api-version=2021-07-01`);
    await caller.wait(900);
    assert.equal(await stateOf(caller, registration, "2021-07-01"), "Unregistered");
  });
});
