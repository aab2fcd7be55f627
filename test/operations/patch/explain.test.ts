import assert from "node:assert/strict";
import { explainPatching } from "../../../src/operations/patch";
import { patchOperatorRole } from "../../../src/azure/roles";
import type { ArmTransport } from "../../../src/arm/transport";
import { group, network, send as compute, today } from "../../simulator/compute/small-estate";
import {
  addMachines,
  byPlatform,
  bySchedule,
  connectionOf,
  type Fleet,
  fleetOf,
  machineId,
} from "./patched-fleet";

/** Two machines of the availability set `web`, which have been assessed and tell their sources by a tag. */
async function setOfTwo(): Promise<Fleet> {
  const id = `${group}/providers/Microsoft.Compute/availabilitySets/web`;
  const member = (source: string) => ({
    linux: { patchSettings: byPlatform },
    properties: { availabilitySet: { id } },
    tags: { source },
  });
  const fleet = await fleetOf({ alone: { linux: {} } });
  await fleet.owner.send("PUT", `${id}?api-version=${today}`, {
    location: "westeurope",
    sku: { name: "Aligned" },
    properties: { platformFaultDomainCount: 2 },
  });
  await addMachines(fleet, { one: member("mirror"), two: member("public") });
  await fleet.owner.wait(6 * 3600);
  return fleet;
}

describe("patch explain", () => {
  it("walks through what patching a machine takes, and names what is missing", async () => {
    const fleet = await fleetOf({
      well: { linux: { patchSettings: byPlatform } },
      waiting: { linux: { patchSettings: bySchedule } },
    });
    await fleet.owner.wait(6 * 3600);
    const connection = connectionOf(fleet, "Reader");
    const well = await explainPatching({ connection }, { machine: "well" });
    assert.equal(well.patchedBy, "Platform");
    assert.deepEqual(
      well.requirements.filter(({ state }) => state === "notMet"),
      [],
    );
    const waiting = await explainPatching({ connection }, { machine: "WAITING" });
    assert.equal(waiting.patchedBy, "Nobody");
    const missing = waiting.requirements.filter(({ state }) => state === "notMet");
    assert.ok(missing.length > 0);
    assert.ok(missing.every(({ fix = "" }) => fix !== ""));
    assert.deepEqual(waiting.notes, []);
  });

  it("compares the sources of an availability set, by what they tell and by a tag", async () => {
    const fleet = await setOfTwo();
    const connection = connectionOf(fleet, "Reader");
    const told = async (sourceTag?: string): Promise<unknown> => {
      const { requirements } = await explainPatching(
        { connection },
        { machine: machineId("one"), ...(sourceTag === undefined ? {} : { sourceTag }) },
      );
      const found = requirements.find(({ name }) => name === "one source in its set");
      return [found?.state, found?.found];
    };
    assert.deepEqual(await told(), [
      "unknown",
      "Of 2 machines of the availability set web: each that tells its service says APT; whether it is one source only the machines know.",
    ]);
    assert.deepEqual(await told("Source"), [
      "notMet",
      'Of 2 machines of the availability set web: the tag "Source" differs: "mirror" of one; "public" of two.',
    ]);
  });

  it("goes on without the instance view, and says which right it takes", async () => {
    const fleet = await fleetOf({ web1: { linux: { patchSettings: byPlatform } } });
    await fleet.owner.wait(6 * 3600);
    const role = patchOperatorRole();
    const notActions = ["Microsoft.Compute/virtualMachines/instanceView/read"];
    const connection = connectionOf(fleet, {
      ...role,
      permission: { ...role.permission, notActions },
    });
    const { requirements, notes } = await explainPatching({ connection }, { machine: "web1" });
    assert.deepEqual(
      requirements.flatMap(({ name, state }) => (state === "unknown" ? [name] : [])),
      ["agent", "agent version", "patch source"],
    );
    assert.equal(notes.length, 1);
    assert.match(
      notes[0] ?? "",
      /^The instance view of web1 cannot be read: .*You lack the action Microsoft\.Compute\/virtualMachines\/instanceView\/read at .*; the preset rolePresets\.patchOperator grants it\.$/s,
    );
  });

  it("looks at the way to the internet where the machine has not reached its source, and only there", async () => {
    const fleet = await fleetOf({
      well: { linux: { patchSettings: byPlatform } },
      fresh: { linux: {} },
    });
    await fleet.owner.wait(6 * 3600);
    const subnet = `${network}/subnets/subnet1`;
    const nsg = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg1`;
    const inNetwork = (id: string, body: object) =>
      compute(fleet.owner, "PUT", id, body, "2024-05-01");
    const outbound = (name: string, priority: number, access: string, to: string) => ({
      name,
      properties: {
        ...{ priority, access, direction: "Outbound", protocol: "Tcp" },
        ...{ sourcePortRange: "*", sourceAddressPrefix: "*" },
        ...{ destinationPortRanges: ["80", "443"], destinationAddressPrefix: to },
      },
    });
    const way = async (machine: string, connection = connectionOf(fleet, "Reader")) => {
      const { requirements } = await explainPatching({ connection }, { machine });
      const told = requirements.find(({ name }) => name === "way to the internet");
      return told === undefined ? undefined : [told.state, told.found];
    };
    assert.equal(await way("well"), undefined);
    assert.deepEqual(await way("fresh"), [
      "met",
      "No security group or route that can be seen keeps it from the internet. Its own firewall, proxy and name resolution cannot be seen from outside.",
    ]);
    await inNetwork(nsg, {
      location: "westeurope",
      properties: { securityRules: [outbound("DenyInternet", 200, "Deny", "Internet")] },
    });
    await inNetwork(subnet, {
      properties: { addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: nsg } },
    });
    assert.deepEqual(await way("fresh"), [
      "notMet",
      'The rule "DenyInternet" of the security group nsg1 denies TCP 443 and 80 to the internet.',
    ]);
    await inNetwork(subnet, {
      properties: { addressPrefix: "10.0.0.0/24", defaultOutboundAccess: false },
    });
    assert.deepEqual(await way("fresh"), [
      "notMet",
      "Its subnet is private (defaultOutboundAccess is false), and it has no NAT gateway, public address or load balancer to get out by.",
    ]);
    assert.deepEqual(await way("fresh", connectionOf(fleet, patchOperatorRole())), [
      "unknown",
      "No network interface of it can be seen: the action Microsoft.Network/networkInterfaces/read may be missing.",
    ]);
    const { permission } = patchOperatorRole();
    const actions = [...permission.actions, "Microsoft.Network/networkInterfaces/read"];
    const seesInterfaces = { ...patchOperatorRole(), permission: { ...permission, actions } };
    assert.match(
      String(await way("fresh", connectionOf(fleet, seesInterfaces))),
      /^unknown,The network of it cannot be read: .*You lack the action Microsoft\.Network\/virtualNetworks\/subnets\/read at .*; no preset of rolePresets grants it\.$/s,
    );
  });

  it("reads the route table of the subnet", async () => {
    const fleet = await fleetOf({ fresh: { linux: {} } });
    await fleet.owner.wait(600);
    const table = `${group}/providers/Microsoft.Network/routeTables/hub`;
    await compute(
      fleet.owner,
      "PUT",
      `${network}/subnets/subnet1`,
      { properties: { addressPrefix: "10.0.0.0/24", routeTable: { id: table } } },
      "2024-05-01",
    );
    const given = connectionOf(fleet, "Reader");
    const route = { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" };
    const routes = [{ name: "hub", properties: { ...route, nextHopIpAddress: "10.1.0.4" } }];
    // The simulated Azure has no route tables: this one is answered beside it.
    const transport: ArmTransport = {
      send: (request, signal) =>
        request.url.startsWith(table)
          ? Promise.resolve({ status: 200, headers: {}, body: { properties: { routes } } })
          : given.transport.send(request, signal),
      wait: (milliseconds, signal) => given.transport.wait(milliseconds, signal),
      now: () => given.transport.now?.() ?? new Date(),
    };
    const { requirements } = await explainPatching(
      { connection: { ...given, transport } },
      { machine: "fresh" },
    );
    assert.equal(
      requirements.find(({ name }) => name === "way to the internet")?.found,
      'The route "hub" of its subnet sends everything to the appliance 10.1.0.4: whether that lets patches through cannot be seen from outside.',
    );
  });

  it("refuses what is no id of a machine before anything is asked", async () => {
    const fleet = await fleetOf({ web1: { linux: {} } });
    const connection = connectionOf(fleet, "Reader");
    const told = async (machine: string): Promise<string> => {
      try {
        await explainPatching({ connection }, { machine });
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    };
    const copy =
      "Correct that segment, or copy the id from the resource's JSON view in the portal. [EVG-ID-002]";
    assert.equal(
      await told("/subscriptions/x/y"),
      [
        "The input has 2 problems:",
        `  - machine: "/subscriptions/x/y" is not a resource id: segment 2, "x", is not a subscription id, which is a GUID. ${copy}`,
        `  - machine: "/subscriptions/x/y" is not a resource id: segment 3, "y", stands where "resourceGroups" or "providers" is due. ${copy}`,
      ].join("\n"),
    );
    assert.match(
      await told(`${group}/providers/Microsoft.Compute/disks/web1`),
      /^The input has 1 problem:\n {2}- machine: .*Microsoft\.Compute\/disks.*Microsoft\.Compute\/virtualMachines/,
    );
    assert.deepEqual(fleet.azure.recorded(connection.objectId), []);
  });

  it("refuses a name that no machine has", async () => {
    const connection = connectionOf(await fleetOf({ web1: { linux: {} } }), "Reader");
    await assert.rejects(explainPatching({ connection }, { machine: "web2" }), {
      name: "InvalidInputError",
      message:
        "The scope has 1 problem:\n  - scope: No machine was found in name web2. Look at its names and tags. [EVG-SCOPE-011]",
    });
  });
});
