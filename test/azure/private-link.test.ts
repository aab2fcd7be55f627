import assert from "node:assert/strict";
import type { Finding } from "../../src/azure/finding";
import {
  privateDnsZoneFindings,
  privateDnsZoneNames,
  privateIpAddressFindings,
  privateLinkGroupFindings,
  repeatedEndpointFindings,
} from "../../src/azure/private-link";

const group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/fleet";
const zone = (name: string) => `${group}/providers/Microsoft.Network/privateDnsZones/${name}`;
const told = (findings: Finding[]) =>
  findings.map(({ ruleId, message, fix }) => `${ruleId} ${message} ${fix}`);

describe("private endpoints", () => {
  it("have their addresses in zones that follow from group, region and cloud", () => {
    assert.deepEqual(privateDnsZoneNames("AzureBackup", "West Europe"), [
      "privatelink.we.backup.windowsazure.com",
      "privatelink.blob.core.windows.net",
      "privatelink.queue.core.windows.net",
    ]);
    assert.deepEqual(privateDnsZoneNames("AzureBackup", "usgovvirginia"), [
      "privatelink.ugv.backup.windowsazure.us",
      "privatelink.blob.core.usgovcloudapi.net",
      "privatelink.queue.core.usgovcloudapi.net",
    ]);
    assert.deepEqual(privateDnsZoneNames("AzureSiteRecovery", "polandcentral"), [
      "privatelink.siterecovery.windowsazure.com",
    ]);
    assert.deepEqual(privateDnsZoneNames("Webhook", "chinanorth2"), [
      "privatelink.azure-automation.cn",
    ]);
    assert.deepEqual(privateDnsZoneNames("DSCAndHybridWorker", "westeurope"), [
      "privatelink.azure-automation.net",
    ]);
  });

  it("say nothing of zones for a region without a published word, or for another group", () => {
    assert.deepEqual(privateDnsZoneNames("AzureBackup", "polandcentral"), []);
    assert.deepEqual(privateDnsZoneNames("AzureBackup", "nowhere"), []);
    assert.deepEqual(privateDnsZoneNames("blob", "westeurope"), []);
  });

  it("lead to what the resource has", () => {
    const find = (groupId: string) =>
      told(privateLinkGroupFindings(groupId, "Microsoft.RecoveryServices/vaults", "groupId"));

    assert.deepEqual(find("AzureSiteRecovery"), []);
    assert.deepEqual(find("Webhook"), [
      'EVG-ENDPOINT-001 A private endpoint cannot lead to "Webhook" of a Microsoft.RecoveryServices/vaults. Use "AzureBackup" or "AzureSiteRecovery".',
    ]);
  });

  it("are found in the zones of their region alone", () => {
    const find = (name: string, region: string) =>
      told(
        privateDnsZoneFindings({ zoneId: zone(name), groupId: "AzureBackup", region }, "zoneId"),
      );

    assert.deepEqual(find("privatelink.ne.backup.windowsazure.com", "northeurope"), []);
    assert.deepEqual(find("anything.example", "polandcentral"), []);
    assert.deepEqual(find("privatelink.we.backup.windowsazure.com", "northeurope"), [
      'EVG-ENDPOINT-002 The private DNS zone "privatelink.we.backup.windowsazure.com" is none of those in which "AzureBackup" of a resource in "northeurope" is looked for. Give the id of "privatelink.ne.backup.windowsazure.com", "privatelink.blob.core.windows.net", "privatelink.queue.core.windows.net".',
    ]);
  });

  it("have addresses of IP version 4", () => {
    const find = (address: string) => told(privateIpAddressFindings(address, "address"));

    assert.deepEqual(find("10.0.1.5"), []);
    for (const address of ["10.0.1", "10.0.1.256", "10.0.1.x"]) {
      assert.deepEqual(find(address), [
        `EVG-ENDPOINT-003 "${address}" is no address of IP version 4. Give four numbers from 0 to 255, for example "10.0.1.5", of the range of the subnet.`,
      ]);
    }
  });

  it("stand once in a subnet", () => {
    const find = (subnetId: string, groupId: string) =>
      told(
        repeatedEndpointFindings(
          {
            first: { subnetId: "subnet", groupId: "AzureBackup" },
            second: { subnetId, groupId },
          },
          "privateEndpoints",
        ),
      );

    assert.deepEqual(find("subnet", "AzureSiteRecovery"), []);
    assert.deepEqual(find("other", "AzureBackup"), []);
    assert.deepEqual(find("SUBNET", "AzureBackup"), [
      'EVG-ENDPOINT-004 "second" leads from the same subnet to the same "AzureBackup" as "first". Leave one of the two out.',
    ]);
  });
});
