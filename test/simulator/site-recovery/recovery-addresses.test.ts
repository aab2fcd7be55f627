import assert from "node:assert/strict";
import { type Caller } from "../caller";
import { act } from "./failing-over";
import { done, propertiesOf } from "./replicated-estate";
import {
  item,
  itemBody,
  network,
  nic,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "./replicated-machine";

describe("the address of a machine that a failover makes", () => {
  const otherNetwork = `${recoveryGroup}/providers/Microsoft.Network/virtualNetworks/tests`;

  /** The machine has the address 10.0.0.19, which is static; the network `tests` has the same range. */
  async function withStaticAddress(): Promise<Caller> {
    const { owner } = await withItem();
    await done(owner, "POST", `${item}/remove`, { properties: {} });
    await done(
      owner,
      "PUT",
      nic,
      {
        location: "westeurope",
        properties: {
          ipConfigurations: [
            {
              name: "main",
              properties: {
                subnet: { id: `${network}/subnets/subnet1` },
                privateIPAllocationMethod: "Static",
                privateIPAddress: "10.0.0.19",
              },
            },
          ],
        },
      },
      "2024-05-01",
    );
    await done(
      owner,
      "PUT",
      otherNetwork,
      {
        location: "northeurope",
        properties: {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [{ name: "any", properties: { addressPrefix: "10.0.0.0/24" } }],
        },
      },
      "2024-05-01",
    );
    await done(owner, "PUT", item, itemBody);
    await owner.wait(1800);
    return owner;
  }

  async function addressOf(caller: Caller, name: string): Promise<unknown> {
    const id = `${recoveryGroup}/providers/Microsoft.Network/networkInterfaces/${name}`;
    const { ipConfigurations } = await propertiesOf(caller, id, "2024-05-01");
    const [configuration] = ipConfigurations as { properties: Record<string, unknown> }[];
    const { privateIPAddress, privateIPAllocationMethod } = configuration?.properties ?? {};
    return [privateIPAddress, privateIPAllocationMethod];
  }

  it("stays static, and in a test leaves room for the failover", async () => {
    const owner = await withStaticAddress();
    await act(owner, "testFailover", { networkId: recoveryNetwork });
    assert.deepEqual(await addressOf(owner, "nic1-test"), ["10.1.0.254", "Static"]);
    await act(owner, "testFailoverCleanup");
    await act(owner, "testFailover", { networkId: otherNetwork });
    assert.deepEqual(await addressOf(owner, "nic1-test"), ["10.0.0.19", "Static"]);
    await act(owner, "testFailoverCleanup");
    await act(owner, "unplannedFailover");
    assert.deepEqual(await addressOf(owner, "nic1"), ["10.1.0.4", "Static"]);
  });

  it("is the machine's own where the network has the same range", async () => {
    const owner = await withStaticAddress();
    await done(owner, "PATCH", item, {
      properties: {
        selectedRecoveryAzureNetworkId: otherNetwork,
        vmNics: [{ nicId: nic, ipConfigs: [{ recoverySubnetName: "any" }] }],
      },
    });
    await act(owner, "unplannedFailover");
    assert.deepEqual(await addressOf(owner, "nic1"), ["10.0.0.19", "Static"]);
  });
});
