import {
  account,
  autoUpdate,
  containerBody,
  done,
  fabricBody,
  mapping,
  mappingBody,
  north,
  northContainer,
  policy,
  policyBody,
  vault,
  west,
  westContainer,
  withVaultAndAccount,
} from "../site-recovery/replicated-estate";
import {
  cache,
  item,
  itemBody,
  machine,
  machineBody,
  network,
  recoveryNetwork,
  withNetwork,
  withRecoveryPlace,
} from "../site-recovery/replicated-machine";
import { Replay } from "./replay";

const otherNetwork = network.replace("network1", "network2");

const leftOut = {
  "properties.networkType": "of networks on premises",
  "properties.protectableItemId": "of machines on premises",
  "properties.protectedItemsHealth.issues[]": "the protected item is well",
  "properties.recoveryServicesProviderId": "of machines on premises",
};

describe("official examples of Site Recovery", () => {
  it("are answered", async () => {
    const { owner } = await withVaultAndAccount();
    await withNetwork(owner);
    await withRecoveryPlace(owner);
    const inNorth = {
      location: "northeurope",
      properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } },
    };
    await done(owner, "PUT", otherNetwork, inNorth, "2024-05-01");
    await done(owner, "PUT", machine, machineBody(), "2024-11-01");
    await owner.send("PUT", `${cache}?api-version=2024-01-01`, {
      location: "westeurope",
      sku: { name: "Standard_LRS" },
      kind: "StorageV2",
    });
    const replay = new Replay(owner, "Microsoft.RecoveryServices", "site-recovery", leftOut);
    await replay.send("ReplicationFabrics_Create", west, fabricBody("westeurope"));
    await done(owner, "PUT", north, fabricBody("northeurope"));
    await replay.send("ReplicationFabrics_Get", west);
    await replay.send("ReplicationProtectionContainers_Create", westContainer, containerBody);
    await done(owner, "PUT", northContainer, containerBody);
    await replay.send("ReplicationPolicies_Create", policy, policyBody);
    await replay.send("ReplicationProtectionContainerMappings_Create", mapping, mappingBody());
    await replay.send("ReplicationProtectionContainerMappings_Update", mapping, {
      properties: { providerSpecificInput: { ...autoUpdate, automationAccountArmId: account } },
    });
    await replay.send("ReplicationNetworks_Get", `${west}/replicationNetworks/azureNetwork`);
    await replay.send(
      "ReplicationNetworkMappings_Create",
      `${west}/replicationNetworks/azureNetwork/replicationNetworkMappings/mapping1`,
      {
        properties: {
          recoveryFabricName: "north",
          recoveryNetworkId: otherNetwork,
          fabricSpecificDetails: { instanceType: "AzureToAzure", primaryNetworkId: network },
        },
      },
    );
    await done(owner, "PUT", item, itemBody);
    await owner.wait(3600);
    await replay.send("ReplicationProtectedItems_Get", item);
    await replay.send(
      "ReplicationProtectedItems_UpdateMobilityService",
      `${item}/updateMobilityService`,
      { properties: {} },
    );
    await replay.send("ReplicationProtectedItems_TestFailover", `${item}/testFailover`, {
      properties: {
        failoverDirection: "PrimaryToRecovery",
        networkType: "VmNetworkAsInput",
        networkId: recoveryNetwork,
        providerSpecificDetails: { instanceType: "A2A" },
      },
    });
    const jobs = await owner.send("GET", `${vault}/replicationJobs?api-version=2025-08-01`);
    const [job] = (jobs.body as { value: { id: string }[] }).value;
    await replay.send("ReplicationJobs_Get", job?.id ?? "");
    await replay.send("ReplicationVaultHealth_Get", `${vault}/replicationVaultHealth`);
    replay.end();
  });
});
