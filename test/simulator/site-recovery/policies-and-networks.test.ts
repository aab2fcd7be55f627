import assert from "node:assert/strict";
import { errorOf } from "../caller";
import {
  asr,
  done,
  get,
  group,
  mapping,
  north,
  policy,
  policyBody,
  propertiesOf,
  vault,
  west,
  withContainers,
  withMapping,
} from "./replicated-estate";

const networkMapping = `${west}/replicationNetworks/azureNetwork/replicationNetworkMappings/map1`;
const networks = `${group}/providers/Microsoft.Network/virtualNetworks`;

function policyInput(changes: object): object {
  return {
    properties: {
      providerSpecificInput: { ...policyBody.properties.providerSpecificInput, ...changes },
    },
  };
}

describe("simulated replication policies", () => {
  it("answer other words than they were sent", async () => {
    const { owner } = await withContainers();
    assert.deepEqual(await propertiesOf(owner, policy), {
      friendlyName: "policy1",
      providerSpecificDetails: {
        instanceType: "A2A",
        recoveryPointThresholdInMinutes: 30,
        recoveryPointHistory: 1440,
        appConsistentFrequencyInMinutes: 240,
        multiVmSyncStatus: "Enabled",
        crashConsistentFrequencyInMinutes: 5,
      },
    });
  });

  it("are changed by PATCH under another name for the settings", async () => {
    const { owner } = await withContainers();
    const settings = { ...policyBody.properties.providerSpecificInput, recoveryPointHistory: 4320 };
    await done(owner, "PATCH", policy, { properties: { replicationProviderSettings: settings } });
    const { providerSpecificDetails } = await propertiesOf(owner, policy);
    assert.equal((providerSpecificDetails as Record<string, unknown>).recoveryPointHistory, 4320);
  });

  it("refuse what the service cannot do", async () => {
    const { owner } = await withContainers();
    const put = async (changes: object): Promise<string> =>
      errorOf(await owner.send("PUT", `${policy}?api-version=${asr}`, policyInput(changes)))
        .message;
    assert.match(
      await put({ appConsistentFrequencyInMinutes: 2000 }),
      /^appConsistentFrequencyInMinutes is 2000, above the retention of 1440/,
    );
    assert.equal(
      await put({ multiVmSyncStatus: "Enabled" }),
      "multiVmSyncStatus 'Enabled' is neither 'Enable' nor 'Disable'.",
    );
    assert.equal(
      await put({ instanceType: "InMage" }),
      "The instance type 'InMage' of the replication policy is not simulated.",
    );
  });

  it("are held by the mappings under them", async () => {
    const { owner } = await withMapping({ instanceType: "A2A" });
    const held = await owner.send("DELETE", `${policy}?api-version=${asr}`);
    assert.equal(
      errorOf(held).message,
      `The replication policy 'policy1' cannot be removed because it is in use by: ${mapping.replace("/subscriptions/", "/Subscriptions/")}.`,
    );
    await done(owner, "POST", `${mapping}/remove`, {});
    assert.equal((await done(owner, "DELETE", policy)).status, 202);
    assert.equal((await owner.send("DELETE", `${policy}?api-version=${asr}`)).status, 204);
  });
});

describe("simulated network mappings", () => {
  const body = {
    properties: {
      recoveryFabricName: "north",
      recoveryNetworkId: `${networks}/north`,
      fabricSpecificDetails: {
        instanceType: "AzureToAzure",
        primaryNetworkId: `${networks}/west`,
      },
    },
  };

  async function withNetworks(): ReturnType<typeof withContainers> {
    const estate = await withContainers();
    for (const [name, location] of [
      ["west", "westeurope"],
      ["north", "northeurope"],
    ] as const) {
      await done(
        estate.owner,
        "PUT",
        `${networks}/${name}`,
        { location, properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } },
        "2024-05-01",
      );
    }
    return estate;
  }

  it("stand below the fixed network of a fabric", async () => {
    const { azure, owner } = await withNetworks();
    assert.equal((await done(owner, "PUT", networkMapping, body)).status, 202);
    assert.deepEqual(await propertiesOf(owner, networkMapping), {
      state: "Paired",
      primaryNetworkFriendlyName: "west",
      primaryNetworkId: `${networks}/west`,
      primaryFabricFriendlyName: "west",
      recoveryNetworkFriendlyName: "north",
      recoveryNetworkId: `${networks}/north`,
      recoveryFabricArmId: north.replace("/subscriptions/", "/Subscriptions/"),
      recoveryFabricFriendlyName: "north",
      fabricSpecificSettings: {
        instanceType: "AzureToAzure",
        primaryFabricLocation: "westeurope",
        recoveryFabricLocation: "northeurope",
      },
    });
    const before = azure.estate.version;
    assert.equal((await done(owner, "PUT", networkMapping, body)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
    const list = await get(owner, `${vault}/replicationNetworks`);
    assert.deepEqual(
      (list.body as { value: { name: string }[] }).value.map(({ name }) => name),
      ["azureNetwork", "azureNetwork"],
    );
    assert.equal((await get(owner, `${west}/replicationNetworks/azureNetwork`)).status, 200);
    assert.equal((await get(owner, `${west}/replicationNetworks/corp`)).status, 404);
  });

  it("are changed by PATCH: what it leaves out stays", async () => {
    const { owner } = await withNetworks();
    await done(owner, "PUT", networkMapping, body);
    const before = await propertiesOf(owner, networkMapping);
    const other = `${networks}/west2`;
    await done(
      owner,
      "PUT",
      other,
      {
        location: "westeurope",
        properties: { addressSpace: { addressPrefixes: ["10.2.0.0/16"] } },
      },
      "2024-05-01",
    );
    const change = { instanceType: "AzureToAzure", primaryNetworkId: other };
    const answer = await done(owner, "PATCH", networkMapping, {
      properties: { fabricSpecificDetails: change },
    });
    assert.equal(answer.status, 202);
    assert.deepEqual(await propertiesOf(owner, networkMapping), {
      ...before,
      primaryNetworkId: other,
      primaryNetworkFriendlyName: "west2",
    });
    const refused = await owner.send("PATCH", `${networkMapping}?api-version=${asr}`, {
      properties: { recoveryNetworkId: other },
    });
    assert.equal(
      errorOf(refused).message,
      `The virtual network '${other}' is not in the region of the fabric 'north'.`,
    );
  });

  it("are deleted by DELETE", async () => {
    const { owner } = await withNetworks();
    await done(owner, "PUT", networkMapping, body);
    assert.equal(
      (await owner.send("POST", `${networkMapping}/remove?api-version=${asr}`)).status,
      404,
    );
    assert.equal((await done(owner, "DELETE", networkMapping)).status, 202);
    assert.equal((await get(owner, networkMapping)).status, 404);
  });

  it("refuse networks that are elsewhere or not there", async () => {
    const { owner } = await withNetworks();
    const put = async (recoveryNetworkId: string): Promise<string> => {
      const wrong = { properties: { ...body.properties, recoveryNetworkId } };
      return errorOf(await owner.send("PUT", `${networkMapping}?api-version=${asr}`, wrong))
        .message;
    };
    assert.equal(
      await put(`${networks}/south`),
      `The virtual network '${networks}/south' could not be found.`,
    );
    assert.equal(
      await put(`${networks}/west`),
      `The virtual network '${networks}/west' is not in the region of the fabric 'north'.`,
    );
  });
});
