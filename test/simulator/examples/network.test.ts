import { group, machine, machineBody, network, send, withNetwork } from "../compute/small-estate";
import { subscription } from "../caller";
import { Replay } from "./replay";

const provider = "providers/Microsoft.Network";
const location = "westeurope";
const tags = { tags: { tag1: "value1", tag2: "value2" } };

const leftOut = {
  "properties.ddosSettings": "no plan against attacks is simulated",
  "properties.customDnsConfigs[]": "no DNS records are made",
  "properties.privateDnsZoneConfigs[].properties.recordSets[]": "no DNS records are made",
  "properties.dscpConfiguration": "not simulated",
  "properties.ipConfigurations[].properties.privateIPAddressPrefixLength": "no blocks of addresses",
  "properties.manualPrivateLinkServiceConnections[]": "no connections that await approval",
  "properties.networkInterfaces[]": "an endpoint has no interface of its own",
};

describe("official examples of Microsoft.Network", () => {
  it("are answered", async () => {
    const { owner } = await withNetwork();
    const replay = new Replay(owner, "Microsoft.Network", "network", leftOut);
    const one = (type: string, name: string): string => `${group}/${provider}/${type}/${name}`;
    /** Lists a type in the group and in the subscription. */
    const lists = async (prefix: string, type: string, all: string): Promise<void> => {
      await replay.send(`${prefix}_List`, `${group}/${provider}/${type}`);
      await replay.send(`${prefix}_${all}`, `${subscription}/${provider}/${type}`);
    };

    await replay.send("VirtualNetworks_CreateOrUpdate", one("virtualNetworks", "test"), {
      location,
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        dhcpOptions: { dnsServers: [] },
        subnets: [{ name: "test-1", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    });
    await replay.send("VirtualNetworks_Get", network);
    await replay.send("VirtualNetworks_UpdateTags", network, tags);
    await lists("VirtualNetworks", "virtualNetworks", "ListAll");
    await replay.send("Subnets_CreateOrUpdate", `${network}/subnets/subnet2`, {
      properties: { addressPrefix: "10.0.9.0/24" },
    });
    await replay.send("Subnets_Get", `${network}/subnets/subnet1`);
    await replay.send("Subnets_List", `${network}/subnets`);

    const rule = {
      access: "Allow",
      destinationAddressPrefix: "*",
      destinationPortRange: "80",
      direction: "Inbound",
      priority: 130,
      protocol: "*",
      sourceAddressPrefix: "*",
      sourcePortRange: "*",
    };
    const firewall = one("networkSecurityGroups", "testnsg");
    await replay.send("NetworkSecurityGroups_CreateOrUpdate", firewall, {
      location,
      properties: { securityRules: [{ name: "rule1", properties: rule }] },
    });
    await replay.send("NetworkSecurityGroups_Get", firewall);
    await replay.send("NetworkSecurityGroups_UpdateTags", firewall, tags);
    await lists("NetworkSecurityGroups", "networkSecurityGroups", "ListAll");

    const address = one("publicIPAddresses", "test-ip");
    await send(owner, "PUT", address, { location }, "2024-05-01");
    const nic = one("networkInterfaces", "test-nic");
    await replay.send("NetworkInterfaces_CreateOrUpdate", nic, {
      location,
      properties: {
        disableTcpStateTracking: true,
        enableAcceleratedNetworking: true,
        networkSecurityGroup: { id: firewall },
        ipConfigurations: [
          {
            name: "ipconfig1",
            properties: {
              publicIPAddress: { id: address },
              subnet: { id: `${network}/subnets/subnet1` },
            },
          },
        ],
      },
    });
    await send(owner, "PUT", machine, machineBody({ nics: [nic] }));
    await replay.send("NetworkInterfaces_Get", nic);
    await replay.send("NetworkInterfaces_UpdateTags", nic, tags);
    await lists("NetworkInterfaces", "networkInterfaces", "ListAll");
    await replay.send("PublicIPAddresses_CreateOrUpdate", address, {
      location,
      properties: {
        publicIPAllocationMethod: "Static",
        dnsSettings: { domainNameLabel: "test", domainNameLabelScope: "TenantReuse" },
        ipTags: [{ ipTagType: "FirstPartyUsage", tag: "SQL" }],
      },
    });
    await replay.send("PublicIPAddresses_Get", address);
    await replay.send("PublicIPAddresses_UpdateTags", address, tags);
    await lists("PublicIPAddresses", "publicIPAddresses", "ListAll");

    const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault1`;
    await owner.send("PUT", `${vault}?api-version=2024-10-01`, {
      location,
      sku: { name: "RS0" },
      identity: { type: "SystemAssigned" },
      properties: {},
    });
    await owner.wait(60);
    const endpoint = one("privateEndpoints", "testPe");
    await replay.send("PrivateEndpoints_CreateOrUpdate", endpoint, {
      location,
      properties: {
        customNetworkInterfaceName: "testPeNic",
        ipConfigurations: [
          {
            name: "pestaticconfig",
            properties: { groupId: "file", memberName: "file", privateIPAddress: "10.0.0.6" },
          },
        ],
        privateLinkServiceConnections: [
          {
            name: "connection1",
            properties: {
              groupIds: ["AzureBackup"],
              privateLinkServiceId: vault,
              requestMessage: "Please approve my connection.",
            },
          },
        ],
        subnet: { id: `${network}/subnets/subnet1` },
      },
    });
    await replay.send("PrivateEndpoints_Get", endpoint);
    await lists("PrivateEndpoints", "privateEndpoints", "ListBySubscription");
    await replay.send("PrivateDnsZoneGroups_CreateOrUpdate", `${endpoint}/privateDnsZoneGroups/g`, {
      properties: {
        privateDnsZoneConfigs: [
          { properties: { privateDnsZoneId: one("privateDnsZones", "zone1.com") } },
        ],
      },
    });
    replay.end();
  });
});
