import assert from "node:assert/strict";
import { errorOf } from "../caller";
import {
  group,
  machine,
  machineBody,
  nic,
  propertiesOf,
  send,
  ubuntu,
  withNetwork,
} from "./small-estate";

const disks = "Microsoft.Compute/disks";

describe("what belongs to simulated virtual machines", () => {
  it("are the disks that they bring and the network interface that they take", async () => {
    const { azure, owner } = await withNetwork();
    const body = machineBody() as { properties: { storageProfile: object } };
    const storageProfile = {
      imageReference: ubuntu,
      osDisk: {
        createOption: "FromImage",
        deleteOption: "Delete",
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
      dataDisks: [{ lun: 0, createOption: "Empty", diskSizeGB: 64, name: "data" }],
    };
    await send(owner, "PUT", machine, {
      ...body,
      properties: { ...body.properties, storageProfile },
    });
    const [osDisk, dataDisk] = azure.estate.ofType(disks);
    assert.match(osDisk?.name ?? "", /^machine1_OsDisk_1_[0-9a-f]{32}$/);
    assert.deepEqual(
      [osDisk, dataDisk].map((disk) => [disk?.sku, disk?.managedBy, disk?.location]),
      [
        [{ name: "Premium_LRS", tier: "Premium" }, machine, "westeurope"],
        [{ name: "Standard_LRS", tier: "Standard" }, machine, "westeurope"],
      ],
    );
    assert.deepEqual((await propertiesOf(owner, nic, "2024-05-01")).virtualMachine, {
      id: machine,
    });

    const held = await send(
      owner,
      "DELETE",
      `${group}/providers/${disks}/data`,
      undefined,
      "2024-03-02",
    );
    assert.deepEqual(errorOf(held), {
      status: 409,
      code: "OperationNotAllowed",
      message: `Disk data is attached to VM ${machine}.`,
    });

    // A disk that leaves the profile is detached, one that goes with the machine is deleted.
    const detached = { ...storageProfile, dataDisks: [] };
    await send(owner, "PUT", machine, {
      ...body,
      properties: { ...body.properties, storageProfile: detached },
    });
    const states = azure.estate.ofType(disks).map((d) => [d.name, d.managedBy]);
    assert.deepEqual(states[1], ["data", undefined]);
    assert.equal((await send(owner, "DELETE", machine)).status, 202);
    assert.deepEqual(
      azure.estate.ofType(disks).map(({ name }) => name),
      ["data"],
    );
    assert.equal((await propertiesOf(owner, nic, "2024-05-01")).virtualMachine, undefined);
    assert.equal((await send(owner, "DELETE", machine)).status, 204);
  });

  it("is an availability set that outlives them", async () => {
    const { owner } = await withNetwork();
    const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
    await send(owner, "PUT", set, { location: "westeurope", sku: { name: "Aligned" } });
    await send(
      owner,
      "PUT",
      machine,
      machineBody({ properties: { availabilitySet: { id: set } } }),
    );
    assert.deepEqual((await propertiesOf(owner, set)).virtualMachines, [{ id: machine }]);
    assert.equal(
      errorOf(await send(owner, "DELETE", set)).message,
      "Availability Set 'set1' cannot be deleted. Before deleting an Availability Set please ensure that it does not contain any VM.",
    );
    await send(owner, "DELETE", machine);
    assert.equal((await send(owner, "DELETE", set)).status, 200);
  });

  it("are extensions, one a handler, while these are allowed", async () => {
    const { owner } = await withNetwork(["nic1", "nic2"]);
    await send(owner, "PUT", machine, machineBody());
    const extension = (type: string): object => ({
      location: "westeurope",
      properties: { publisher: "Microsoft.Azure.Extensions", type, typeHandlerVersion: "2.1" },
    });
    assert.equal(
      (await send(owner, "PUT", `${machine}/extensions/a`, extension("CustomScript"))).status,
      201,
    );
    assert.deepEqual(
      errorOf(await send(owner, "PUT", `${machine}/extensions/b`, extension("CustomScript"))),
      {
        status: 400,
        code: "BadRequest",
        message:
          "Multiple VMExtensions per handler not supported for OS type 'Linux'. VMExtension 'a' with handler " +
          "'Microsoft.Azure.Extensions.CustomScript' already added or specified in input.",
      },
    );
    assert.equal((await send(owner, "DELETE", `${machine}/extensions/a`)).status, 202);

    const bare = machine.replace("machine1", "machine2");
    const noAgent = { linux: { provisionVMAgent: false }, nics: [nic.replace("nic1", "nic2")] };
    assert.equal(
      errorOf(
        await send(
          owner,
          "PUT",
          bare,
          machineBody({ ...noAgent, osProfile: { allowExtensionOperations: true } }),
        ),
      ).message,
      "The value of parameter allowExtensionOperations is invalid.",
    );
    await send(owner, "PUT", bare, machineBody(noAgent));
    assert.match(
      errorOf(await send(owner, "PUT", `${bare}/extensions/a`, extension("CustomScript"))).message,
      /^This operation cannot be performed when extension operations are disallowed\./,
    );
  });
});
