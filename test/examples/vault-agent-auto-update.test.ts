import assert from "node:assert/strict";
import * as resources from "@pulumi/azure-native/resources";
import { RecoveryVault, SiteRecovery } from "azure-evergreen";
import { VaultAgentAutoUpdate } from "azure-evergreen/resources";
import { InProcessDeployment, SimulatedAzure } from "azure-evergreen/simulator";
import { configuration } from "../../examples/demo/door";

/** A vault with replication, and all that others make in it. */
function program(): Record<string, unknown> {
  const group = new resources.ResourceGroup("recovery", { location: "northeurope" });
  const vault = new RecoveryVault("recovery", {
    resourceGroupName: group.name,
    location: "northeurope",
  });
  const replication = new SiteRecovery("recovery", {
    vaultId: vault.vaultId,
    sourceRegion: "westeurope",
    targetRegion: "northeurope",
  });
  const agents = new VaultAgentAutoUpdate("recovery", {
    vaultId: vault.vaultId,
    agentAutoUpdate: { status: "Enabled", automationAccountId: replication.automationAccountId },
  });
  return { mappings: agents.mappings };
}

describe("VaultAgentAutoUpdate beside SiteRecovery", () => {
  it("sets what others make in the vault, and leaves the component's mappings to it", async () => {
    const azure = new SimulatedAzure();
    const deployer = azure.createServicePrincipal("deployer");
    azure.grant({ principalId: deployer.objectId, role: "Owner" });
    const deployment = new InProcessDeployment(azure, {
      principal: deployer,
      project: "fleet",
      configuration,
    });
    const first = await deployment.run(program);
    assert.equal(first.failure, undefined);
    assert.deepEqual(first.outputs.mappings, {});

    const [mapping] = azure.estate
      .all()
      .filter(({ type }) => /replicationProtectionContainerMappings$/i.test(type));
    assert.ok(mapping);
    const { transport } = azure.connect(deployer);
    const properties = mapping.properties as Record<string, unknown>;
    const url = `${mapping.id}-portal?api-version=2024-04-01`;
    const { policyId, targetProtectionContainerId } = properties;
    const providerSpecificInput = { instanceType: "A2A" };
    const body = {
      properties: { policyId, targetProtectionContainerId, providerSpecificInput },
    };
    assert.equal((await transport.send({ method: "PUT", url, body })).status, 202);
    await transport.wait(300_000);

    const second = await deployment.run(program);
    assert.equal(second.failure, undefined);
    const set = Object.values(second.outputs.mappings as Record<string, Record<string, unknown>>);
    assert.deepEqual(
      set.map(({ mappingId, status }) => [mappingId, status]),
      [[`${mapping.id}-portal`, "Enabled"]],
    );
    const third = await deployment.run(program);
    assert.deepEqual([third.failure, third.changes], [undefined, []]);
  });
});
