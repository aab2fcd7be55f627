import assert from "node:assert/strict";
import type { Caller } from "../caller";
import { errorOf } from "../caller";
import {
  group,
  machine,
  machineBody,
  network,
  nic,
  send,
  ubuntu,
  withNetwork,
} from "./small-estate";

const disk = `${group}/providers/Microsoft.Compute/disks/data`;
const address = `${group}/providers/Microsoft.Network/publicIPAddresses/address1`;
const location = "westeurope";
const disks = "2024-03-02";
const networks = "2024-05-01";

const diskBody = (more: object = {}): object => ({
  location,
  properties: { creationData: { createOption: "Empty" }, diskSizeGB: 10 },
  ...more,
});
const addressBody = (more: object = {}): object => ({
  location,
  sku: { name: "Standard" },
  properties: { publicIPAllocationMethod: "Static" },
  ...more,
});
const withDisk = (zones: readonly string[] = [], more: object = {}): object => {
  const body = machineBody() as { properties: { storageProfile: object } };
  return {
    ...body,
    ...(zones.length === 0 ? {} : { zones }),
    properties: {
      ...body.properties,
      storageProfile: {
        imageReference: ubuntu,
        osDisk: { createOption: "FromImage" },
        dataDisks: [{ lun: 0, createOption: "Attach", managedDisk: { id: disk } }],
      },
      ...more,
    },
  };
};
const nicBody = {
  location,
  properties: {
    ipConfigurations: [
      {
        name: "main",
        properties: {
          subnet: { id: `${network}/subnets/subnet1` },
          publicIPAddress: { id: address },
        },
      },
    ],
  },
};

async function refusedDisk(owner: Caller, body: object): Promise<unknown> {
  const { status, code, message } = errorOf(await send(owner, "PUT", machine, body));
  return [status, code, message];
}

describe("availability zones of the simulated Azure", () => {
  it("are those of the region, and a machine and a disk stand in one", async () => {
    const { owner } = await withNetwork();
    const zonesOf = async (
      id: string,
      body: object,
      version?: string,
    ): Promise<{ code: string; message: string }> =>
      errorOf(await send(owner, "PUT", id, body, version));
    const none = { ...machineBody(), location: "westus", zones: ["1"] };
    assert.deepEqual(await zonesOf(machine, none), {
      status: 400,
      code: "ResourceTypeNotSupportAvailabilityZones",
      message:
        "The resource type 'virtualMachines' does not support availability zones at location 'westus' and " +
        "api-version '2024-11-01'.",
    });
    assert.deepEqual(await zonesOf(disk, diskBody({ zones: ["4"] }), disks), {
      status: 400,
      code: "InvalidAvailabilityZone",
      message:
        "The zone(s) '4' for resource 'Microsoft.Compute/disks/data' is not supported. The supported zones " +
        "for location 'westeurope' are '1,2,3'",
    });
    const several = "has 2 zones specified. Only one zone can be specified for this resource.";
    for (const [id, body, version] of [
      [machine, { ...machineBody(), zones: ["1", "2"] }],
      [disk, diskBody({ zones: ["1", "2"] }), disks],
    ] as const) {
      assert.deepEqual(await zonesOf(id, body, version), {
        status: 400,
        code: "ResourceCannotHaveMultipleZonesSpecified",
        message: `Resource ${id} ${several}`,
      });
    }
    assert.equal(
      (await send(owner, "PUT", address, addressBody({ zones: ["1", "2", "3"] }), networks)).status,
      201,
    );
  });

  it("cannot change", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, { ...machineBody(), zones: ["1"] });
    for (const zones of [["2"], []]) {
      assert.deepEqual(errorOf(await send(owner, "PATCH", machine, { zones })), {
        status: 409,
        code: "PropertyChangeNotAllowed",
        message: "Changing property 'zones' is not allowed.",
      });
    }
    // What a request leaves out stays.
    const again = await send(owner, "PUT", machine, machineBody());
    assert.deepEqual((again.body as { zones: unknown }).zones, ["1"]);

    await send(owner, "PUT", disk, diskBody({ zones: ["1"] }), disks);
    assert.deepEqual(
      errorOf(await send(owner, "PATCH", disk, { zones: ["2"] }, disks)).message,
      "Changing property 'zones' is not allowed.",
    );

    await send(owner, "PUT", address, addressBody({ zones: ["1"] }), networks);
    for (const [zones, word] of [
      [["2", "1"], "1, 2"],
      [undefined, "NoZone"],
    ] as const) {
      assert.deepEqual(
        errorOf(await send(owner, "PUT", address, addressBody({ zones }), networks)),
        {
          status: 400,
          code: "ResourceAvailabilityZonesCannotBeModified",
          message:
            `Resource ${address} has an existing availability zone constraint 1 and the request has availability ` +
            `zone constraint ${word}, which do not match. Zones cannot be added/updated/removed once the ` +
            "resource is created. The resource cannot be updated from regional to zonal or vice-versa.",
        },
      );
    }
    assert.deepEqual(
      errorOf(
        await send(
          owner,
          "PUT",
          `${address}0`,
          addressBody({ sku: { name: "Basic" }, zones: ["1"] }),
          networks,
        ),
      ),
      {
        status: 400,
        code: "ZonesNotAllowedInBasicSkuResource",
        message: `Zones not allowed in basic SKU resource ${address}0 in this region. Please use standard SKU.`,
      },
    );
  });

  it("are the same for a machine and its disks, but for disks of all zones", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", disk, diskBody(), disks);
    assert.deepEqual(await refusedDisk(owner, withDisk(["1"])), [
      400,
      "BadRequest",
      `Disk ${disk} cannot be attached to the VM because it is not in zone '1'.`,
    ]);
    await send(owner, "DELETE", disk, undefined, disks);
    await send(owner, "PUT", disk, diskBody({ zones: ["2"] }), disks);
    assert.deepEqual(await refusedDisk(owner, withDisk(["1"])), [
      400,
      "BadRequest",
      `Disk ${disk} cannot be attached to the VM because it is not in the same zone as the VM. VM zone: '1'. Disk zone: '2'.`,
    ]);
    const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
    await send(owner, "PUT", set, { location, sku: { name: "Aligned" } });
    assert.deepEqual(await refusedDisk(owner, withDisk([], { availabilitySet: { id: set } })), [
      400,
      "BadRequest",
      `Zonal Disk '${disk}' cannot be attached to resource 'machine1' because the resource belongs to an ` +
        "Availability Set and this feature is not supported.",
    ]);
    assert.equal((await send(owner, "PUT", machine, withDisk(["2"]))).status, 201);
    await send(owner, "DELETE", machine);
    await send(owner, "DELETE", disk, undefined, disks);
    await send(owner, "PUT", disk, diskBody({ sku: { name: "Premium_ZRS" } }), disks);
    assert.equal((await send(owner, "PUT", machine, withDisk(["3"]))).status, 201);
    assert.equal((await send(owner, "PUT", machine, withDisk(["3"]))).status, 200);
  });

  it("are the same for a machine and its public address, whichever comes later", async () => {
    const { owner } = await withNetwork();
    const refused = (zone: string): object => ({
      status: 400,
      code: "ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint",
      message:
        `Compute resource ${machine} has a zone constraint 1 but the PublicIPAddress ${address} used by the ` +
        `compute resource via NetworkInterface or LoadBalancer has a different zone constraint ${zone}.`,
    });
    const zonal = { ...machineBody(), zones: ["1"] };
    await send(owner, "PUT", address, addressBody({ sku: { name: "Basic" } }), networks);
    await send(owner, "PUT", nic, nicBody, networks);
    assert.deepEqual(errorOf(await send(owner, "PUT", machine, zonal)), refused("Regional"));
    await send(
      owner,
      "PUT",
      nic,
      {
        ...nicBody,
        properties: {
          ipConfigurations: [
            { name: "main", properties: { subnet: { id: `${network}/subnets/subnet1` } } },
          ],
        },
      },
      networks,
    );
    await send(owner, "DELETE", address, undefined, networks);
    await send(owner, "PUT", machine, zonal);
    await send(owner, "PUT", address, addressBody({ zones: ["2"] }), networks);
    assert.deepEqual(errorOf(await send(owner, "PUT", nic, nicBody, networks)), refused("2"));
    await send(owner, "DELETE", address, undefined, networks);
    // A Standard address without zones is one of all zones.
    await send(owner, "PUT", address, addressBody(), networks);
    assert.equal((await send(owner, "PUT", nic, nicBody, networks)).status, 200);
  });
});
