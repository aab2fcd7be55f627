import assert from "node:assert/strict";
import { SimulatedAzure } from "../../../src/simulator/index";
import { callerOf, errorOf, newAzure } from "../caller";
import { invalid, refusalOf } from "./refusal";
import { group, machine, machineBody, nic, propertiesOf, send, withNetwork } from "./small-estate";

const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
const placement = `${group}/providers/Microsoft.Compute/proximityPlacementGroups/placement1`;
const location = "westeurope";
const aligned = { location, sku: { name: "Aligned" } };
const inSet = { properties: { availabilitySet: { id: set } } };
const named = (id: string, name: string): string => id.replace(/1$/, name);
const nics = (count: number): string[] => Array.from({ length: count }, (_, i) => `nic${i + 1}`);

async function domainsOf(
  caller: Awaited<ReturnType<typeof withNetwork>>["owner"],
  id: string,
): Promise<unknown[]> {
  const { body } = await caller.send("GET", `${id}/instanceView?api-version=2024-11-01`);
  const { platformUpdateDomain, platformFaultDomain } = body as Record<string, unknown>;
  return [platformUpdateDomain, platformFaultDomain];
}

describe("simulated availability sets", () => {
  it("have 5 update domains and 3 fault domains where nothing is asked for, and keep them", async () => {
    const { owner } = await withNetwork();
    assert.equal((await send(owner, "PUT", set, { location })).status, 200);
    assert.deepEqual(await propertiesOf(owner, set), {
      platformFaultDomainCount: 3,
      platformUpdateDomainCount: 5,
      virtualMachines: [],
    });
    const other = named(set, "2");
    const two = { platformFaultDomainCount: 2, platformUpdateDomainCount: 20 };
    await send(owner, "PUT", other, { ...aligned, properties: two });
    const again = await send(owner, "PUT", other, aligned);
    assert.deepEqual(again.body, {
      id: other,
      name: "set2",
      type: "Microsoft.Compute/availabilitySets",
      location,
      sku: { name: "Aligned" },
      properties: { ...two, virtualMachines: [] },
    });
    for (const [name, count] of [
      ["platformFaultDomainCount", 1],
      ["platformUpdateDomainCount", 5],
    ] as const) {
      assert.deepEqual(
        refusalOf(await send(owner, "PATCH", other, { properties: { [name]: count } })),
        {
          status: 409,
          code: "PropertyChangeNotAllowed",
          target: name,
          message: `Changing property '${name}' is not allowed.`,
        },
      );
    }
    assert.deepEqual(
      errorOf(await send(owner, "PUT", other, { location, sku: { name: "Classic" } })),
      {
        status: 409,
        code: "OperationNotAllowed",
        message: "Changing Availability Set SKU from 'Aligned' to 'Classic' is not allowed.",
      },
    );
    // The other way is the conversion to managed disks.
    assert.equal((await send(owner, "PUT", set, aligned)).status, 200);
  });

  it("have no more domains than their region and their kind", async () => {
    const { owner } = await withNetwork();
    const put = async (body: object): Promise<object> =>
      refusalOf(await send(owner, "PUT", set, body));
    const range = (kind: string, count: string, highest: number): object =>
      invalid(
        kind === "fault" ? "platformFaultDomainCount" : "platformUpdateDomainCount",
        `The specified ${kind} domain count ${count} must fall in the range 1 to ${highest}.`,
      );
    assert.deepEqual(await put({ ...aligned, location: "uksouth" }), range("fault", "3", 2));
    assert.deepEqual(await put({ ...aligned, location: "swedencentral" }), range("fault", "3", 2));
    assert.deepEqual(
      await put({ ...aligned, properties: { platformFaultDomainCount: 0 } }),
      range("fault", "0", 3),
    );
    assert.deepEqual(
      await put({ ...aligned, properties: { platformUpdateDomainCount: 21 } }),
      range("update", "21", 20),
    );
    assert.deepEqual(
      await put({ location, sku: { name: "Best" } }),
      invalid("sku.name", "The value of parameter sku.name is invalid."),
    );
    assert.equal((await send(owner, "PUT", set, { location: "uksouth" })).status, 200);

    const azure = newAzure({ assumptions: { faultDomainsOfUnlistedRegions: 3 } });
    const caller = callerOf(azure, "Owner");
    await caller.send("PUT", `${group}?api-version=2021-04-01`, { location });
    assert.equal(
      (await send(caller, "PUT", set, { ...aligned, location: "swedencentral" })).status,
      200,
    );
  });

  it("spread their machines over the domains, which each machine tells", async () => {
    const { azure, owner } = await withNetwork(nics(4));
    await send(owner, "PUT", set, {
      ...aligned,
      properties: { platformFaultDomainCount: 2, platformUpdateDomainCount: 3 },
    });
    for (const number of ["1", "2", "3", "4"]) {
      await send(
        owner,
        "PUT",
        named(machine, number),
        machineBody({ ...inSet, nics: [named(nic, number)] }),
      );
    }
    const all = ["1", "2", "3", "4"].map((number) => named(machine, number));
    const domains = (): Promise<unknown[]> => Promise.all(all.map((id) => domainsOf(owner, id)));
    assert.deepEqual(await domains(), [
      [0, 0],
      [1, 1],
      [2, 0],
      [0, 1],
    ]);
    assert.deepEqual(
      (await propertiesOf(owner, set)).virtualMachines,
      all.map((id) => ({ id })),
    );

    // What is written again stays where it is, also in a loaded estate; what is free is filled.
    await send(owner, "PUT", machine, machineBody({ ...inSet, nics: [nic] }));
    await send(owner, "DELETE", named(machine, "2"));
    await send(
      owner,
      "PUT",
      named(machine, "2"),
      machineBody({ ...inSet, nics: [named(nic, "2")] }),
    );
    assert.deepEqual(await domains(), [
      [0, 0],
      [1, 1],
      [2, 0],
      [0, 1],
    ]);
    const loaded = callerOf(new SimulatedAzure({ from: azure.save() }), "Owner");
    assert.deepEqual(await domainsOf(loaded, named(machine, "3")), [2, 0]);
  });

  it("are joined with the creation of a machine or never, and are not left", async () => {
    const { owner } = await withNetwork();
    const refused = {
      status: 409,
      code: "PropertyChangeNotAllowed",
      target: "availabilitySet.id",
      message: "Changing property 'availabilitySet.id' is not allowed.",
    };
    await send(owner, "PUT", set, aligned);
    await send(owner, "PUT", named(set, "2"), aligned);
    await send(owner, "PUT", machine, machineBody());
    assert.deepEqual(refusalOf(await send(owner, "PATCH", machine, inSet)), refused);
    await send(owner, "DELETE", machine);
    await send(owner, "PUT", machine, machineBody(inSet));
    assert.deepEqual(
      refusalOf(
        await send(owner, "PATCH", machine, {
          properties: { availabilitySet: { id: named(set, "2") } },
        }),
      ),
      refused,
    );
    // What a request leaves out stays.
    assert.equal((await send(owner, "PUT", machine, machineBody())).status, 200);
    assert.deepEqual((await propertiesOf(owner, machine)).availabilitySet, { id: set });
  });

  it("take machines with managed disks when aligned, and others when not", async () => {
    const { owner } = await withNetwork();
    const refused = {
      status: 409,
      code: "OperationNotAllowed",
      target: "machine1",
      message:
        "Addition of a VM with managed disks to non-managed Availability Set or addition of a VM with blob " +
        "based disks to managed Availability Set is not supported. Please create an Availability Set with " +
        "'Aligned' SKU in order to add a VM with managed disks to it.",
    };
    await send(owner, "PUT", set, { location });
    assert.deepEqual(refusalOf(await send(owner, "PUT", machine, machineBody(inSet))), refused);
    assert.deepEqual(
      errorOf(
        await send(
          owner,
          "PUT",
          machine,
          machineBody({ properties: { availabilitySet: { id: named(set, "9") } } }),
        ),
      ),
      {
        status: 400,
        code: "InvalidResourceReference",
        message:
          `Resource ${named(set, "9")} referenced by resource ${machine} was not found. Please make sure that ` +
          "the referenced resource exists, and that both resources are in the same region.",
      },
    );
  });

  it("exclude a zone", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", set, aligned);
    assert.deepEqual(
      errorOf(await send(owner, "PUT", machine, { ...machineBody(inSet), zones: ["1"] })),
      {
        status: 409,
        code: "OperationNotAllowed",
        message:
          "Virtual Machine cannot be created because both Availability Zone and Availability Set were " +
          "specified. Deploying an Availability Set to an Availability Zone isn't supported.",
      },
    );
  });

  it("tell the sizes that they can have, to one who may ask", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", set, aligned);
    const sizes = `${set}/vmSizes?api-version=2024-11-01`;
    const { body } = await owner.send("GET", sizes);
    const { value } = body as { value: { name: string }[] };
    assert.deepEqual(
      value.find(({ name }) => name === "Standard_B2s"),
      {
        name: "Standard_B2s",
        numberOfCores: 2,
        osDiskSizeInMB: 1047552,
        resourceDiskSizeInMB: 8192,
        memoryInMB: 4096,
        maxDataDiskCount: 4,
      },
    );
    assert.equal((await owner.send("GET", sizes.replace("set1", "set9"))).status, 404);
    const stranger = callerOf(azure, "Backup Reader");
    assert.match(
      errorOf(await stranger.send("GET", sizes)).message,
      /perform action 'Microsoft.Compute\/availabilitySets\/vmSizes\/read' over scope/,
    );
    assert.match(
      errorOf(await send(stranger, "PUT", set, aligned)).message,
      /perform action 'Microsoft.Compute\/availabilitySets\/write' over scope/,
    );
  });
});

describe("simulated proximity placement groups", () => {
  it("tell who is in them, and are not deleted before they are empty", async () => {
    const { azure, owner } = await withNetwork();
    const put = { location, properties: { proximityPlacementGroupType: "Standard" } };
    const scaleSet = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/scaleSet1`;
    const member = { proximityPlacementGroup: { id: placement } };
    assert.deepEqual(
      errorOf(await send(owner, "PUT", set, { ...aligned, properties: member })).code,
      "InvalidResourceReference",
    );
    assert.equal((await send(owner, "PUT", placement, put)).status, 201);
    assert.equal((await send(owner, "PUT", placement, put)).status, 200);
    await send(owner, "PUT", set, { ...aligned, properties: member });
    await send(owner, "PUT", scaleSet, {
      location,
      properties: { orchestrationMode: "Flexible", platformFaultDomainCount: 2, ...member },
    });
    await send(owner, "PUT", machine, machineBody({ properties: member }));
    assert.deepEqual(await propertiesOf(owner, placement), {
      proximityPlacementGroupType: "Standard",
      virtualMachines: [{ id: machine }],
      virtualMachineScaleSets: [{ id: scaleSet }],
      availabilitySets: [{ id: set }],
    });
    const held = {
      status: 409,
      code: "OperationNotAllowed",
      message:
        "Proximity Placement Group 'placement1' cannot be deleted while resources are in it.",
    };
    assert.deepEqual(errorOf(await send(owner, "DELETE", placement)), held);
    const leave = { properties: { proximityPlacementGroup: null } };
    assert.deepEqual(errorOf(await send(owner, "PATCH", machine, leave)), {
      status: 409,
      code: "OperationNotAllowed",
      message:
        "Updating proximity placement group of VM is not allowed while the VM is running. Please " +
        "stop/deallocate the VM and retry the operation.",
    });
    await send(owner, "POST", `${machine}/deallocate`);
    await send(owner, "PATCH", machine, leave);
    assert.deepEqual((await propertiesOf(owner, placement)).virtualMachines, []);
    await send(owner, "DELETE", set);
    assert.deepEqual(errorOf(await send(owner, "DELETE", placement)), held);
    await send(owner, "DELETE", scaleSet);
    assert.equal((await send(owner, "DELETE", placement)).status, 200);
    assert.equal((await send(owner, "DELETE", placement)).status, 204);

    assert.deepEqual(
      refusalOf(
        await send(owner, "PUT", placement, {
          location,
          properties: { proximityPlacementGroupType: "Close" },
        }),
      ),
      invalid(
        "proximityPlacementGroupType",
        "The value of parameter proximityPlacementGroupType is invalid.",
      ),
    );
    const stranger = callerOf(azure, "Backup Reader");
    for (const [method, action] of [
      ["PUT", "write"],
      ["GET", "read"],
      ["DELETE", "delete"],
    ] as const) {
      assert.match(
        errorOf(await send(stranger, method, placement, method === "PUT" ? put : undefined))
          .message,
        new RegExp(`'Microsoft.Compute/proximityPlacementGroups/${action}'`),
      );
    }
  });
});
