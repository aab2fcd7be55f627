import assert from "node:assert/strict";
import { errorOf } from "../caller";
import { group, machine, machineBody, nic, send, withNetwork } from "./small-estate";

const collection = `${group}/providers/Microsoft.Compute/restorePointCollections/points`;
const point = `${collection}/restorePoints/one`;

describe("restore points of a machine", () => {
  it("are taken once: the same again changes nothing, anything else is refused", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody({ nics: [nic] }));
    await send(owner, "PUT", collection, {
      location: "westeurope",
      properties: { source: { id: machine } },
    });
    const body = { properties: { consistencyMode: "CrashConsistent" } };
    assert.equal((await send(owner, "PUT", point, body)).status, 201);
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", point, body)).status, 201);
    assert.deepEqual(azure.estate.changes(before), []);
    const changed = { properties: { consistencyMode: "ApplicationConsistent" } };
    assert.deepEqual(errorOf(await send(owner, "PUT", point, changed)), {
      status: 409,
      code: "OperationNotAllowed",
      message: "The update of the existing restore point 'one' is not supported.",
    });
  });
});
