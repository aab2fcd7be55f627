import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const version = "2024-05-01";
const group = `${subscription}/resourceGroups/rg`;
const provider = `${group}/providers/Microsoft.Network`;
const network = `${provider}/virtualNetworks/n`;
const nic = `${provider}/networkInterfaces/i`;
const securityGroup = `${provider}/networkSecurityGroups/g`;
const address = `${provider}/publicIPAddresses/p`;

async function send(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
): Promise<ArmResponse> {
  const answer = await caller.send(method, `${id}?api-version=${version}`, body);
  if (answer.headers["azure-asyncoperation"] !== undefined) {
    await caller.wait(10);
  }
  return answer;
}

async function propertiesOf(caller: Caller, id: string): Promise<Record<string, unknown>> {
  const { body } = await send(caller, "GET", id);
  return (body as { properties: Record<string, unknown> }).properties;
}

function networkBody(subnets?: readonly object[]): object {
  return {
    location: "West Europe",
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      ...(subnets === undefined ? {} : { subnets }),
    },
  };
}

function subnetBody(addressPrefix: string, more: object = {}): object {
  return { properties: { addressPrefix, ...more } };
}

function nicBody(subnet: string, configuration: object = {}, more: object = {}): object {
  return {
    location: "westeurope",
    properties: {
      ipConfigurations: [
        {
          name: "main",
          properties: { subnet: { id: `${network}/subnets/${subnet}` }, ...configuration },
        },
      ],
      ...more,
    },
  };
}

async function withNetwork(): Promise<{ azure: ReturnType<typeof newAzure>; owner: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  await send(owner, "PUT", network, networkBody([{ name: "a", ...subnetBody("10.0.0.0/24") }]));
  return { azure, owner };
}

describe("simulated virtual networks", () => {
  it("hold subnets as resources of their own", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", `${network}/subnets/b`, subnetBody("10.0.1.0/24"));
    const { subnets } = await propertiesOf(owner, network);
    assert.deepEqual(
      (subnets as { id: string }[]).map(({ id }) => id),
      [`${network}/subnets/a`, `${network}/subnets/b`],
    );
    assert.equal((await propertiesOf(owner, `${network}/subnets/a`)).addressPrefix, "10.0.0.0/24");
  });

  it("lose subnets that a list leaves out, and none without a list", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", `${network}/subnets/b`, subnetBody("10.0.1.0/24"));
    const names = async (): Promise<string[]> =>
      ((await propertiesOf(owner, network)).subnets as { name: string }[]).map(({ name }) => name);
    await send(owner, "PUT", network, networkBody());
    assert.deepEqual(await names(), ["a", "b"]);
    await send(owner, "PUT", network, networkBody([{ name: "b", ...subnetBody("10.0.1.0/24") }]));
    assert.deepEqual(await names(), ["b"]);
    await send(owner, "PUT", network, networkBody([]));
    assert.deepEqual(await names(), []);
  });

  it("are left untouched by the same request", async () => {
    const { azure, owner } = await withNetwork();
    const before = azure.estate.version;
    const body = networkBody([{ name: "a", ...subnetBody("10.0.0.0/24") }]);
    assert.equal((await send(owner, "PUT", network, body)).status, 200);
    assert.equal(
      (await send(owner, "PUT", `${network}/subnets/a`, subnetBody("10.0.0.0/24"))).status,
      200,
    );
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("refuse subnets that do not fit", async () => {
    const { owner } = await withNetwork();
    for (const prefix of ["10.1.0.0/24", "10.0.0.128/25", "10.0.1.1/24", "ten"]) {
      assert.deepEqual(
        errorOf(await send(owner, "PUT", `${network}/subnets/b`, subnetBody(prefix))),
        {
          status: 400,
          code: "NetcfgInvalidSubnet",
          message: "Subnet 'b' is not valid in virtual network 'n'.",
        },
      );
    }
    const both = networkBody([
      { name: "a", ...subnetBody("10.0.0.0/24") },
      { name: "b", ...subnetBody("10.0.0.0/25") },
    ]);
    assert.equal(errorOf(await send(owner, "PUT", network, both)).code, "NetcfgInvalidSubnet");
  });

  it("are held by what stands in them", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", nic, nicBody("a"));
    const expected = {
      status: 400,
      code: "InUseSubnetCannotBeDeleted",
      message:
        `Subnet a is in use by ${nic}/ipConfigurations/main and cannot be deleted. In order to delete ` +
        "the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.",
    };
    assert.deepEqual(errorOf(await send(owner, "DELETE", `${network}/subnets/a`)), expected);
    assert.deepEqual(errorOf(await send(owner, "DELETE", network)), expected);
    assert.deepEqual(errorOf(await send(owner, "PUT", network, networkBody([]))), expected);
    await send(owner, "DELETE", nic);
    assert.equal((await send(owner, "DELETE", `${network}/subnets/a`)).status, 202);
    assert.equal((await send(owner, "DELETE", network)).status, 202);
  });

  it("tell the status of work at their location, for subnets too", async () => {
    const { owner } = await withNetwork();
    const url = `${network}/subnets/b?api-version=${version}`;
    const made = await owner.send("PUT", url, subnetBody("10.0.1.0/24"));
    assert.equal(made.status, 201);
    assert.match(
      made.headers["azure-asyncoperation"] ?? "",
      new RegExp(`${subscription}/providers/Microsoft.Network/locations/westeurope/operations/`),
    );
  });
});

describe("simulated network interfaces", () => {
  it("get the next free address of their subnet and keep it", async () => {
    const { azure, owner } = await withNetwork();
    const addressOf = async (id: string): Promise<unknown> => {
      const { ipConfigurations } = await propertiesOf(owner, id);
      const [first] = ipConfigurations as { properties: Record<string, unknown> }[];
      return first?.properties.privateIPAddress;
    };
    await send(owner, "PUT", nic, nicBody("a"));
    await send(owner, "PUT", `${nic}2`, nicBody("a"));
    await send(
      owner,
      "PUT",
      `${nic}3`,
      nicBody("a", { privateIPAllocationMethod: "Static", privateIPAddress: "10.0.0.40" }),
    );
    assert.deepEqual(
      [await addressOf(nic), await addressOf(`${nic}2`), await addressOf(`${nic}3`)],
      ["10.0.0.4", "10.0.0.5", "10.0.0.40"],
    );
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", nic, nicBody("a"))).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    await send(owner, "DELETE", nic);
    await send(owner, "PUT", `${nic}4`, nicBody("a"));
    assert.equal(await addressOf(`${nic}4`), "10.0.0.4");
  });

  it("need the right to join their subnet", async () => {
    const { azure, owner } = await withNetwork();
    const operator = callerOf(azure);
    const own = `${subscription}/resourceGroups/own`;
    await owner.send("PUT", `${own}?api-version=2021-04-01`, { location: "westeurope" });
    azure.grant({ principalId: operator.objectId, scope: own, role: "Contributor" });
    const id = nic.replace(group, own);
    const { code, message } = errorOf(await send(operator, "PUT", id, nicBody("a")));
    assert.equal(code, "LinkedAuthorizationFailed");
    assert.match(
      message,
      /does not have permission to perform action\(s\) 'Microsoft\.Network\/virtualNetworks\/subnets\/join\/action'/,
    );
    azure.grant({ principalId: operator.objectId, scope: network, role: "Network Contributor" });
    assert.equal((await send(operator, "PUT", id, nicBody("a"))).status, 201);
  });

  it("name what exists", async () => {
    const { owner } = await withNetwork();
    const { code, message } = errorOf(await send(owner, "PUT", nic, nicBody("z")));
    assert.equal(code, "InvalidResourceReference");
    assert.match(
      message,
      new RegExp(`Resource ${network}/subnets/z referenced by resource ${nic}`),
    );
  });

  it("hold their security group and their public address", async () => {
    const { azure, owner } = await withNetwork();
    const groupBody = {
      location: "westeurope",
      properties: { securityRules: [{ name: "ssh", properties: { priority: 100 } }] },
    };
    const addressBody = {
      location: "westeurope",
      sku: { name: "Standard" },
      properties: { publicIPAllocationMethod: "Static" },
    };
    await send(owner, "PUT", securityGroup, groupBody);
    await send(owner, "PUT", address, addressBody);
    assert.equal((await propertiesOf(owner, address)).ipAddress, "203.0.113.1");
    const { securityRules, defaultSecurityRules } = await propertiesOf(owner, securityGroup);
    assert.deepEqual(
      [securityRules, defaultSecurityRules].map((rules) => (rules as unknown[]).length),
      [1, 6],
    );
    await send(
      owner,
      "PUT",
      nic,
      nicBody(
        "a",
        { publicIPAddress: { id: address } },
        { networkSecurityGroup: { id: securityGroup } },
      ),
    );
    const before = azure.estate.version;
    await send(owner, "PUT", securityGroup, groupBody);
    await send(owner, "PUT", address, addressBody);
    assert.deepEqual(azure.estate.changes(before), []);

    assert.equal(
      errorOf(await send(owner, "DELETE", securityGroup)).code,
      "InUseNetworkSecurityGroupCannotBeDeleted",
    );
    assert.equal(
      errorOf(await send(owner, "DELETE", address)).code,
      "PublicIPAddressCannotBeDeleted",
    );
    await send(owner, "DELETE", nic);
    assert.equal((await send(owner, "DELETE", securityGroup)).status, 202);
    assert.equal((await send(owner, "DELETE", address)).status, 202);
  });

  it("tell when a subnet is full", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", `${network}/subnets/tiny`, subnetBody("10.0.1.0/29"));
    for (const name of ["x", "y", "z"]) {
      assert.equal((await send(owner, "PUT", `${nic}${name}`, nicBody("tiny"))).status, 201);
    }
    assert.deepEqual(errorOf(await send(owner, "PUT", nic, nicBody("tiny"))), {
      status: 400,
      code: "SubnetIsFull",
      message:
        "Subnet tiny with address prefix 10.0.1.0/29 does not have enough capacity for 1 IP addresses.",
    });
  });
});
