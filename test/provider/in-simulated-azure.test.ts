import assert from "node:assert/strict";
import type { RoleTemplate } from "../../src/azure/roles";
import type { SimulatedAzure } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import {
  account,
  done,
  group,
  mapping,
  north,
  northContainer,
  policy,
  policyBody,
  vault,
  west,
  westContainer,
  withVaultAndAccount,
} from "../simulator/site-recovery/replicated-estate";
import { withItem } from "../simulator/site-recovery/replicated-machine";
import { Deployment, halfMade, type ResourceType } from "./harness";

const types = {
  fabric: "ReplicationFabric",
  container: "ReplicationProtectionContainer",
  mapping: "ReplicationProtectionContainerMapping",
  feature: "SubscriptionFeature",
} as const satisfies Record<string, ResourceType>;

const inputs = {
  west: { vaultId: vault, fabricName: "west", location: "West Europe" },
  north: { vaultId: vault, fabricName: "north", location: "North Europe" },
  westContainer: { fabricId: west, containerName: "container1" },
  northContainer: { fabricId: north, containerName: "container1" },
  mapping: {
    protectionContainerId: westContainer,
    targetProtectionContainerId: northContainer,
    policyId: policy,
    mappingName: "mapping1",
    agentAutoUpdate: { status: "Enabled", automationAccountId: account },
  },
};

function deploymentAs(azure: SimulatedAzure, caller: Caller): Deployment {
  return new Deployment(azure.connect(caller).transport);
}

async function ready(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await withVaultAndAccount();
  await done(estate.owner, "PUT", policy, policyBody);
  return estate;
}

async function makeContainers(deployment: Deployment): Promise<void> {
  await deployment.create(types.fabric, inputs.west, "west");
  await deployment.create(types.fabric, inputs.north, "north");
  await deployment.create(types.container, inputs.westContainer, "source");
  await deployment.create(types.container, inputs.northContainer, "target");
}

describe("the provider in a simulated Azure", () => {
  it("lives a whole life and leaves nothing", async () => {
    const { azure, owner } = await ready();
    const before = azure.estate.all().length;
    const deployment = deploymentAs(azure, owner);
    await makeContainers(deployment);
    const made = await deployment.create(types.mapping, inputs.mapping);
    assert.equal(made.id, mapping);
    assert.equal(made.outputs.state, "Paired");
    assert.match(String(made.outputs.scheduleName), /^mapping1_/);

    const after = azure.estate.changes().length;
    const second = deploymentAs(azure, owner);
    const read = await second.read(types.mapping, mapping.toLowerCase());
    assert.ok(read !== undefined);
    const { changes } = await second.diff(types.mapping, mapping, read.inputs, inputs.mapping);
    assert.deepEqual(changes, {});
    const { outputs } = await second.update(types.mapping, mapping, read.inputs, inputs.mapping);
    assert.deepEqual(outputs, made.outputs);
    assert.equal(azure.estate.changes().length, after);

    const manual = { ...inputs.mapping, agentAutoUpdate: { status: "Disabled" } };
    const off = await second.update(types.mapping, mapping, read.inputs, manual);
    assert.equal(off.outputs.scheduleName, "");
    await second.delete(types.mapping, mapping);
    for (const container of [westContainer, northContainer]) {
      await second.delete(types.container, container);
    }
    for (const fabric of [west, north]) {
      await second.delete(types.fabric, fabric);
    }
    assert.equal(azure.estate.all().length, before);
  });

  it("repeats what was killed while Azure was at work, and what was killed after it", async () => {
    const { azure, owner } = await ready();
    // All that a killed process leaves is its request.
    const body = {
      properties: { customDetails: { instanceType: "Azure", location: "westeurope" } },
    };
    await owner.send("PUT", `${west}?api-version=2024-04-01`, body);
    const atWork = await deploymentAs(azure, owner).create(types.fabric, inputs.west);
    assert.equal(atWork.outputs.health, "Normal");
    const repeated = deploymentAs(azure, owner);
    const complete = await repeated.create(types.fabric, inputs.west);
    assert.deepEqual(complete, atWork);
    assert.equal(repeated.log.length, 1);
  });

  it("goes on with work that a cancel interrupted", async () => {
    const { azure, owner } = await ready();
    await makeContainers(deploymentAs(azure, owner));
    const { transport } = azure.connect(owner);
    const cancelled: Deployment = new Deployment({
      send: (request, signal) => transport.send(request, signal),
      wait: () => {
        cancelled.stop.abort(new Error("The deployment was cancelled."));
        return Promise.reject(cancelled.stop.signal.reason as Error);
      },
    });
    const error = await halfMade(cancelled.create(types.mapping, inputs.mapping));
    assert.equal(error.id, mapping);
    const next = deploymentAs(azure, owner);
    const { outputs } = await next.update(types.mapping, error.id, error.inputs, inputs.mapping);
    assert.equal(outputs.state, "Paired");
    assert.match(String(outputs.jobScheduleName), /^[0-9a-f-]{36}$/);
  });

  it("refuses to replicate a machine anew, at the mapping, the containers and the fabrics", async () => {
    const { azure, owner } = await withItem();
    const deployment = deploymentAs(azure, owner);
    const manual = { ...inputs.mapping, agentAutoUpdate: { status: "Disabled" } };
    const attempts = [
      deployment.diff(types.mapping, mapping, manual, { ...manual, mappingName: "other" }),
      deployment.diff(types.container, westContainer, inputs.westContainer, {
        ...inputs.westContainer,
        containerName: "other",
      }),
      deployment.diff(types.container, northContainer, inputs.northContainer, {
        ...inputs.northContainer,
        containerName: "other",
      }),
      deployment.diff(types.fabric, west, inputs.west, { ...inputs.west, fabricName: "other" }),
      deployment.diff(types.fabric, north, inputs.north, { ...inputs.north, fabricName: "other" }),
    ];
    for (const attempt of attempts) {
      await assert.rejects(attempt, {
        message: /That would replicate 1 machine \(machine1\) anew from the beginning/,
      });
    }
    await assert.rejects(deploymentAs(azure, owner).create(types.mapping, manual), {
      message: new RegExp(
        `already exists: ${mapping}\\. It replicates 1 machine \\(machine1\\)\\.`,
      ),
    });
  });

  it("previews without the rights that only the deployment needs", async () => {
    const { azure, owner } = await ready();
    await makeContainers(deploymentAs(azure, owner));
    const role: RoleTemplate = {
      roleName: "Mapper without a view of the account",
      description: "Writes mappings.",
      permission: {
        actions: ["Microsoft.RecoveryServices/vaults/*"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    };
    const mapper = azure.createServicePrincipal("mapper");
    azure.grant({ principalId: mapper.objectId, scope: group, role });
    const deployment = new Deployment(azure.connect(mapper).transport);
    const checked = await deployment.checked(types.mapping, inputs.mapping);
    assert.equal(deployment.log.length, 1);
    assert.match(
      deployment.log[0] ?? "",
      /^info: Not checked before the deployment: GET .*account1\?api-version=2024-10-23 answered 403 AuthorizationFailed: /,
    );
    const create = deployment
      .handler(types.mapping)
      .create({ inputs: checked, preview: false }, deployment.context(types.mapping));
    await assert.rejects(create, {
      message: /account1\?api-version=2024-10-23 answered 403 AuthorizationFailed: /,
    });
  });

  it("registers a feature and tells its provider", async () => {
    const { azure, owner } = await ready();
    const deployment = deploymentAs(azure, owner);
    const feature = {
      providerNamespace: "Microsoft.Compute",
      featureName: "EncryptionAtHost",
      subscriptionId: azure.subscriptionId,
    };
    const start = azure.clock.now().getTime();
    const made = await deployment.create(types.feature, feature);
    assert.deepEqual(made.outputs, { ...feature, state: "Registered" });
    const minutes = (azure.clock.now().getTime() - start) / 60_000;
    assert.ok(minutes <= 15, `It took ${minutes} minutes.`);
    await deployment.create(types.feature, feature);
    assert.equal((azure.clock.now().getTime() - start) / 60_000, minutes);
  });
});
