import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import type { SimulatedAzure } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import {
  done,
  group,
  northContainer,
  policy,
  propertiesOf,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import {
  cache,
  item,
  machine,
  machineBody,
  nic,
  recoveryGroup,
  recoveryNetwork,
  withItem,
} from "../simulator/site-recovery/replicated-machine";
import { Deployment, halfMade } from "./harness";

const type = "ReplicationProtectedItem";
const disk = {
  diskId: `${group}/providers/Microsoft.Compute/disks/disk1`,
  stagingStorageAccountId: cache,
  replicaDiskType: "Premium_LRS",
  targetDiskType: "Premium_LRS",
};
const settings = {
  recoveryResourceGroupId: recoveryGroup,
  recoveryNetworkId: recoveryNetwork,
  testNetworkId: recoveryNetwork,
  recoveryVmName: "machine1-there",
  recoveryVmSize: "Standard_B2ms",
  disks: [disk],
  networkInterfaces: [
    {
      networkInterfaceId: nic,
      ipConfigurations: [
        { name: "main", recoverySubnetName: "subnet1", recoveryStaticIpAddress: "10.1.0.9" },
      ],
    },
  ],
};
const asked = {
  protectionContainerId: westContainer,
  virtualMachineId: machine,
  targetProtectionContainerId: northContainer,
  policyId: policy,
  itemName: "item1",
  settings,
};

/** Everything that an item needs, and no item. */
async function ready(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await withItem();
  await done(estate.owner, "POST", `${item}/remove`, { properties: {} });
  return estate;
}

/** What is sent of a machine, as far as these tests look into it. */
interface EnablingBody {
  readonly properties: {
    readonly providerSpecificDetails: {
      readonly autoProtectionOfDataDisk?: string;
      readonly vmManagedDisks?: Properties[];
      readonly managedDiskUpdateDetails?: Properties[];
    };
  };
}

function deploymentAs(azure: SimulatedAzure, owner: Caller): Deployment {
  return new Deployment(azure.connect(owner).transport);
}

/** What is asked for, with other settings. */
function asking(changes: Properties): Properties {
  return { ...asked, settings: { ...settings, ...changes } };
}

async function failedOverItem() {
  const estate = await withItem();
  const deployment = deploymentAs(estate.azure, estate.owner);
  await deployment.create(type, { ...asked, adopt: true });
  await act(estate.owner, "unplannedFailover", {
    failoverDirection: "PrimaryToRecovery",
    sourceSiteOperations: "NotRequired",
    providerSpecificDetails: { instanceType: "A2A" },
  });
  return { ...estate, deployment };
}

async function act(owner: Caller, verb: string, properties: object): Promise<void> {
  await done(owner, "POST", `${item}/${verb}`, { properties });
  await owner.wait(900);
}

/** The writes that reached Azure, in order. */
function recording(azure: SimulatedAzure, owner: Caller) {
  const writes: { readonly line: string; readonly body: unknown }[] = [];
  const { transport } = azure.connect(owner);
  const deployment = new Deployment({
    send: (request, signal) => {
      if (request.method !== "GET") {
        const line = `${request.method} ${request.url.split("?")[0]?.replace(item, "I") ?? ""}`;
        writes.push({ line, body: request.body });
      }
      return transport.send(request, signal);
    },
    wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
  });
  return { deployment, writes, lines: () => writes.map(({ line }) => line) };
}

describe("ReplicationProtectedItem", () => {
  it("is enabled, waited for until it is protected, and given its settings", async () => {
    const { azure, owner } = await ready();
    const { deployment, writes, lines } = recording(azure, owner);
    const start = azure.clock.now().getTime();
    const { id, outputs } = await deployment.create(type, asked);
    assert.equal(id, item);
    assert.deepEqual(lines(), ["PUT I", "PATCH I"]);
    assert.deepEqual(writes[0]?.body, {
      properties: {
        policyId: policy,
        protectableItemId: "",
        providerSpecificDetails: {
          instanceType: "A2A",
          recoveryResourceGroupId: recoveryGroup,
          recoveryAzureNetworkId: recoveryNetwork,
          vmManagedDisks: [
            {
              diskId: disk.diskId,
              primaryStagingAzureStorageAccountId: cache,
              recoveryReplicaDiskAccountType: "Premium_LRS",
              recoveryTargetDiskAccountType: "Premium_LRS",
              recoveryResourceGroupId: recoveryGroup,
            },
          ],
          fabricObjectId: machine,
          recoveryContainerId: northContainer,
        },
      },
    });
    assert.ok(azure.clock.now().getTime() - start >= 1_800_000);
    assert.equal(outputs.protectionState, "Protected");
    assert.equal(outputs.activeLocation, "Primary");
    assert.equal(outputs.replicationHealth, "Normal");
    assert.match(String(outputs.agentVersion), /^9\./);
    assert.equal(outputs.agentUpdateRequired, false);
    assert.equal(outputs.recoveryVirtualMachineId, "");
    const details = (await propertiesOf(owner, item)).providerSpecificDetails as Properties;
    assert.equal(details.recoveryAzureVMSize, "Standard_B2ms");
    assert.equal(details.selectedTfoAzureNetworkId, recoveryNetwork);
    assert.match(JSON.stringify(details.vmNics), /"recoveryStaticIPAddress":"10\.1\.0\.9"/);
  });

  it("is read, imported, and changed by nothing in a second deployment", async () => {
    const { azure, owner } = await ready();
    await deploymentAs(azure, owner).create(type, asked);
    const { deployment, lines } = recording(azure, owner);
    const imported = await deployment.read(type, item.toLowerCase());
    assert.equal(imported?.id.toLowerCase(), item.toLowerCase());
    assert.equal(imported.inputs.itemName, "item1");
    const { changes } = await deployment.diff(type, item, imported.inputs, asked);
    assert.deepEqual(changes, {});
    const refreshed = await deployment.read(type, item, asked);
    assert.deepEqual(refreshed?.inputs, asked);
    await deployment.update(type, item, asked, asked);
    assert.deepEqual(lines(), []);
  });

  it("is kept with its reason when the initial replication takes longer, and gone on with", async () => {
    const { azure, owner } = await ready();
    const error = await halfMade(
      deploymentAs(azure, owner).create(type, { ...asked, waitInMinutes: 5 }),
    );
    assert.equal(error.id, item);
    assert.deepEqual(error.reasons, [
      `Protected item "${item}" is not complete: The protection state is "InitialReplicationInProgress", 0 % are copied. Azure was still at work after 5 minutes. The next \`pulumi up\` goes on from here.`,
    ]);
    const { deployment, lines } = recording(azure, owner);
    const { outputs } = await deployment.update(type, item, error.inputs, asked);
    assert.equal(outputs.protectionState, "Protected");
    assert.deepEqual(lines(), ["PATCH I"]);
  });

  it("is kept with Azure's reason when the initial replication failed", async () => {
    const { azure, owner } = await withItem();
    const stored = azure.estate.get(item);
    assert.ok(stored !== undefined);
    azure.estate.put({
      ...stored,
      properties: {
        ...(stored.properties as Properties),
        protectionState: "InitialReplicationFailed",
        healthErrors: [{ errorMessage: "The cache account cannot be reached." }],
      },
    });
    const error = await halfMade(deploymentAs(azure, owner).update(type, item, asked, asked));
    assert.deepEqual(error.reasons, [
      `Protected item "${item}" is not complete: The initial replication failed (InitialReplicationFailed): The cache account cannot be reached. Remove the cause and resume it in the portal, or remove the item; the next \`pulumi up\` goes on from here.`,
    ]);
  });

  it("is kept when Azure refuses the settings of a machine that is replicated already", async () => {
    const { azure, owner } = await ready();
    const wrong = asking({
      networkInterfaces: [{ networkInterfaceId: `${nic}-other` }],
    });
    const error = await halfMade(deploymentAs(azure, owner).create(type, wrong));
    assert.match(error.reasons[0] ?? "", /nic1-other' is not of the machine/);
    const { deployment, lines } = recording(azure, owner);
    await deployment.update(type, item, error.inputs, asked);
    assert.deepEqual(lines(), ["PATCH I"]);
  });

  it("takes over what a killed deployment left between enabling and settings", async () => {
    const { azure, owner } = await withItem();
    const { deployment, lines } = recording(azure, owner);
    await deployment.create(type, asked);
    assert.deepEqual(lines(), ["PATCH I"]);
    assert.match(deployment.log[0] ?? "", /as an interrupted deployment leaves it/);
  });

  it("refuses another item under its name, and takes it over with adopt", async () => {
    const { azure, owner } = await withItem();
    const other = asking({ disks: [{ ...disk, targetDiskType: "StandardSSD_LRS" }] });
    await assert.rejects(deploymentAs(azure, owner).create(type, other), {
      message: /^The protected item already exists: .*Set `adopt: true` to take it over/,
    });
    const { deployment, lines } = recording(azure, owner);
    await deployment.create(type, { ...other, adopt: true });
    assert.deepEqual(lines(), ["PATCH I"]);
    const foreign = { ...asked, virtualMachineId: `${machine}2`, adopt: true };
    await assert.rejects(deploymentAs(azure, owner).create(type, foreign), {
      message: /virtualMachineId is .*, and Azure cannot change that\./,
    });
  });

  it("refuses a machine that another item of the vault replicates", async () => {
    const { azure, owner } = await withItem();
    await assert.rejects(
      deploymentAs(azure, owner).create(type, { ...asked, itemName: "another" }),
      {
        message: new RegExp(
          `cannot be made: Its machine is replicated already, by the protected item "${item}"`,
          "i",
        ),
      },
    );
  });

  it("changes settings in place, with all that Azure could forget", async () => {
    const { azure, owner } = await ready();
    await deploymentAs(azure, owner).create(type, asked);
    const { deployment, writes, lines } = recording(azure, owner);
    const bigger = asking({ recoveryVmSize: "Standard_D4s_v5" });
    const { changes } = await deployment.diff(type, item, asked, bigger);
    assert.deepEqual(changes, { "settings.recoveryVmSize": "update" });
    await deployment.update(type, item, asked, bigger);
    assert.deepEqual(lines(), ["PATCH I"]);
    const { properties } = writes[0]?.body as { properties: Properties };
    assert.equal(properties.recoveryAzureVMSize, "Standard_D4s_v5");
    assert.equal(properties.recoveryAzureVMName, "machine1-there");
    assert.match(JSON.stringify(properties.vmNics), /"recoveryStaticIPAddress":"10\.1\.0\.9"/);
  });

  it("adds and leaves out disks in place, without replicating the others anew", async () => {
    const { azure, owner } = await ready();
    const body = machineBody() as { properties: { storageProfile: object } };
    const dataDisks = [{ lun: 0, createOption: "Empty", name: "disk2", diskSizeGB: 64 }];
    const storageProfile = { ...body.properties.storageProfile, dataDisks };
    await done(owner, "PUT", machine, machineBody({ storageProfile }), "2024-11-01");
    await deploymentAs(azure, owner).create(type, asked);
    const diskId = disk.diskId.replace("disk1", "disk2");
    const two = asking({ disks: [disk, { diskId, stagingStorageAccountId: cache }] });
    const { deployment, writes, lines } = recording(azure, owner);
    const { changes } = await deployment.diff(type, item, asked, two);
    assert.deepEqual(changes, { "settings.disks": "update" });
    const more = await deployment.update(type, item, asked, two);
    assert.equal((more.outputs.settings as { disks: object[] }).disks.length, 2);
    const fewer = await deployment.update(type, item, two, asked);
    assert.equal((fewer.outputs.settings as { disks: object[] }).disks.length, 1);
    assert.equal(fewer.outputs.protectionState, "Protected");
    assert.deepEqual(lines(), ["POST I/addDisks", "POST I/removeDisks"]);
    assert.deepEqual(writes[0]?.body, {
      properties: {
        providerSpecificDetails: {
          instanceType: "A2A",
          vmManagedDisks: [
            {
              diskId,
              primaryStagingAzureStorageAccountId: cache,
              recoveryResourceGroupId: recoveryGroup,
            },
          ],
        },
      },
    });
  });

  it("tells Azure of the keys for encrypted disks, and changes them in place", async () => {
    const { azure, owner } = await ready();
    const keyVault = `${recoveryGroup}/providers/Microsoft.KeyVault/vaults/fleet-asr`;
    const encryption = (secret: string) => ({
      recoveryEncryptionSecretUrl: `https://fleet-asr.vault.azure.net/secrets/${secret}`,
      recoveryEncryptionSecretVaultId: keyVault,
    });
    const key = {
      recoveryEncryptionKeyUrl: "https://fleet-asr.vault.azure.net/keys/wrap",
      recoveryEncryptionKeyVaultId: keyVault,
    };
    const first = asking({ disks: [{ ...disk, ...encryption("one"), ...key }] });
    const { deployment, writes, lines } = recording(azure, owner);
    await deployment.create(type, first);
    const sentKeys = (secret: string) => ({
      diskEncryptionKeyInfo: {
        secretIdentifier: `https://fleet-asr.vault.azure.net/secrets/${secret}`,
        keyVaultResourceArmId: keyVault,
      },
      keyEncryptionKeyInfo: {
        keyIdentifier: key.recoveryEncryptionKeyUrl,
        keyVaultResourceArmId: keyVault,
      },
    });
    const enabled = writes[0]?.body as EnablingBody;
    const { vmManagedDisks } = enabled.properties.providerSpecificDetails;
    assert.deepEqual(vmManagedDisks?.[0]?.diskEncryptionInfo, sentKeys("one"));
    const read = await deployment.read(type, item, first);
    assert.deepEqual(read?.inputs, first);

    writes.length = 0;
    const second = asking({ disks: [{ ...disk, ...encryption("two") }] });
    const { changes } = await deployment.diff(type, item, first, second);
    assert.deepEqual(changes, { "settings.disks": "update" });
    const { outputs } = await deployment.update(type, item, first, second);
    assert.deepEqual(lines(), ["PATCH I"]);
    const changed = writes[0]?.body as EnablingBody;
    // What the program no longer names is repeated, so that Azure does not forget it.
    const { managedDiskUpdateDetails } = changed.properties.providerSpecificDetails;
    assert.deepEqual(managedDiskUpdateDetails?.[0]?.diskEncryptionInfo, sentKeys("two"));
    const [held] = (outputs.settings as { disks: Properties[] }).disks;
    assert.deepEqual(held, { ...disk, ...encryption("two"), ...key });
  });

  it("leaves to Azure what data disks it replicates of its own accord", async () => {
    const { azure, owner } = await ready();
    const automatic = asking({ autoProtectionOfDataDisksEnabled: true });
    const { deployment, writes, lines } = recording(azure, owner);
    await deployment.create(type, automatic);
    const enabled = writes[0]?.body as EnablingBody;
    const { autoProtectionOfDataDisk } = enabled.properties.providerSpecificDetails;
    assert.equal(autoProtectionOfDataDisk, "Enabled");

    writes.length = 0;
    const storageProfile = {
      ...(machineBody() as { properties: { storageProfile: object } }).properties.storageProfile,
      dataDisks: [{ lun: 0, createOption: "Empty", name: "disk2", diskSizeGB: 64 }],
    };
    await done(owner, "PUT", machine, machineBody({ storageProfile }), "2024-11-01");
    await owner.wait(2 * 3600);
    const read = await deployment.read(type, item, automatic);
    assert.deepEqual(read?.inputs, automatic);
    assert.equal((read.outputs.settings as { disks: object[] }).disks.length, 2);
    await deployment.update(type, item, automatic, asking({ recoveryVmSize: "Standard_D4s_v5" }));
    assert.deepEqual(lines(), ["PATCH I"]);

    const off = asking({ autoProtectionOfDataDisksEnabled: false });
    await assert.rejects(deployment.diff(type, item, automatic, off), {
      message: /settings.autoProtectionOfDataDisksEnabled changes from true to false.* anew/,
    });
    assert.deepEqual((await deployment.diff(type, item, asked, off)).changes, {});
  });

  it("replaces for another zone, group, cache, policy or name, and refuses that unless it is allowed", async () => {
    const { azure, owner } = await withItem();
    const deployment = deploymentAs(azure, owner);
    const replacements: [string, Properties][] = [
      ["settings.recoveryAvailabilityZone", asking({ recoveryAvailabilityZone: "2" })],
      ["settings.multiVmGroupName", asking({ multiVmGroupName: "group1" })],
      ["settings.disks", asking({ disks: [{ ...disk, stagingStorageAccountId: `${cache}2` }] })],
      ["policyId", { ...asked, policyId: `${policy}2` }],
      ["itemName", { ...asked, itemName: "item2" }],
    ];
    for (const [path, wanted] of replacements) {
      await assert.rejects(deployment.diff(type, item, asked, wanted), {
        message: new RegExp(
          `${path} changes from .*That would replicate 1 machine \\(machine1\\) anew`,
        ),
      });
      const { changes } = await deployment.diff(type, item, asked, {
        ...wanted,
        reReplicationAllowed: true,
      });
      assert.deepEqual(changes, { [path]: "update-replace" });
    }
    const unknown = asking({ recoveryAvailabilityZone: unknownValue, disks: unknownValue });
    const { changes } = await deployment.diff(type, item, asked, unknown);
    assert.deepEqual(changes, {
      "settings.recoveryAvailabilityZone": "update",
      "settings.disks": "update",
    });
  });

  it("leaves a machine that is failed over as it is: says so, and refuses to change it", async () => {
    const { deployment, owner } = await failedOverItem();
    const read = await deployment.read(type, item, asked);
    assert.equal(read?.outputs.activeLocation, "Recovery");
    assert.match(String(read.outputs.recoveryVirtualMachineId), /machine1-there$/);
    deployment.log.length = 0;
    await deployment.update(type, item, asked, asked);
    assert.match(deployment.log[0] ?? "", /^warning: The machine is failed over \(Unplanned/);
    await assert.rejects(
      deployment.update(type, item, asked, asking({ recoveryVmSize: "Standard_D4s_v5" })),
      { message: /cannot be changed now: The machine is failed over .* fail back\.$/ },
    );
    await act(owner, "failoverCommit", {});
    await deployment.delete(type, item, asked);
    assert.equal(await deployment.read(type, item), undefined);
  });

  it("is not replicated anew when it was reprotected: the item that took its place is named", async () => {
    const { deployment, azure, owner } = await failedOverItem();
    await act(owner, "failoverCommit", {});
    const back = `${northContainer}/replicationProtectionContainerMappings/back`;
    await done(owner, "PUT", back, {
      properties: {
        policyId: policy,
        targetProtectionContainerId: westContainer,
        providerSpecificInput: { instanceType: "A2A" },
      },
    });
    await act(owner, "reProtect", {
      failoverDirection: "RecoveryToPrimary",
      providerSpecificDetails: { instanceType: "A2A", recoveryContainerId: westContainer },
    });
    assert.equal(await deployment.read(type, item, asked), undefined);
    const moved = `${northContainer}/replicationProtectedItems/item1`;
    await assert.rejects(deploymentAs(azure, owner).create(type, asked), {
      message: new RegExp(`cannot be made: Its machine is replicated already, .*"${moved}"`, "i"),
    });
    deployment.log.length = 0;
    await deployment.delete(type, item, asked);
    assert.match(deployment.log[0] ?? "", /^warning: It is not there, but ".*item1" replicates/);
    assert.notEqual(await propertiesOf(owner, moved), undefined);
  });

  it("waits with its removal until a test failover is cleaned up", async () => {
    const { azure, owner } = await withItem();
    await act(owner, "testFailover", {
      failoverDirection: "PrimaryToRecovery",
      networkType: "VmNetworkAsInput",
      networkId: recoveryNetwork,
      providerSpecificDetails: { instanceType: "A2A" },
    });
    const deployment = deploymentAs(azure, owner);
    await assert.rejects(deployment.delete(type, item, asked), {
      message: `Protected item "${item}" cannot be removed now: a test failover waits to be cleaned up. Clean it up, then remove it.`,
    });
    await act(owner, "testFailoverCleanup", {});
    await deployment.delete(type, item, asked);
  });

  it("disables in order, and purges only when that is asked for by name", async () => {
    const { azure, owner } = await ready();
    for (const [inputs, line] of [
      [asked, "POST I/remove"],
      [{ ...asked, purgeOnDelete: true }, "DELETE I"],
    ] as const) {
      await deploymentAs(azure, owner).create(type, inputs);
      const { deployment, writes, lines } = recording(azure, owner);
      await deployment.delete(type, item, inputs);
      assert.deepEqual(lines(), [line]);
      assert.equal(await deployment.read(type, item, inputs), undefined);
      if (line === "POST I/remove") {
        assert.deepEqual(writes[0]?.body, {
          properties: {
            disableProtectionReason: "NotSpecified",
            replicationProviderInput: { instanceType: "A2A" },
          },
        });
      }
      await deployment.delete(type, item, inputs);
    }
  });

  it("reports all problems of its inputs at once, and none of what is unknown", async () => {
    const { azure, owner } = await ready();
    const deployment = deploymentAs(azure, owner);
    const { failures } = await deployment.check(type, {
      ...asked,
      waitInMinutes: 0,
      purgeOnDelete: "yes",
      settings: {
        recoveryNetworkId: machine,
        recoveryAvailabilitySetId: unknownValue,
        recoveryAvailabilityZone: "1",
        zone: "1",
        autoProtectionOfDataDisksEnabled: "Enabled",
        disks: [
          disk,
          { diskId: disk.diskId, stagingStorageAccountId: cache },
          {
            diskId: "https://fleet.blob.core.windows.net/vhds/machine1.vhd",
            stagingStorageAccountId: cache,
            recoveryEncryptionSecretUrl: "https://fleet-asr.vault.azure.net/secrets/one",
            recoveryEncryptionSecretVaultId: machine,
            recoveryEncryptionKeyVaultId: unknownValue,
          },
        ],
        networkInterfaces: [{ networkInterfaceId: nic, ipConfigurations: [{ subnet: "a" }] }],
      },
    });
    assert.deepEqual(
      failures.map(({ property, reason }) => property ?? reason.replace(/ .*/, "")),
      [
        "waitInMinutes",
        "purgeOnDelete",
        "settings.zone:",
        "settings.recoveryResourceGroupId:",
        "settings.recoveryNetworkId:",
        "settings.autoProtectionOfDataDisksEnabled:",
        "settings.disks[1].diskId:",
        "settings.disks[2].diskId:",
        "settings.disks[2].recoveryEncryptionSecretVaultId:",
        "settings.disks[2].recoveryEncryptionKeyUrl:",
        "settings.disks[2].recoveryEncryptionSecretVaultId:",
        "settings.networkInterfaces[0].ipConfigurations[0].subnet:",
        "settings.networkInterfaces[0].ipConfigurations[0].name:",
        "settings",
      ],
    );
    const without = await deployment.check(type, { ...asked, settings: { disks: [] } });
    assert.deepEqual(
      without.failures.map(({ reason }) => reason),
      [
        "settings.recoveryResourceGroupId: It is missing.",
        "settings.disks: No disk is given, so nothing would be replicated. Give the machine's managed disks, that of the operating system among them. [EVG-REPLICA-004]",
      ],
    );
    const unknown = await deployment.check(type, {
      ...asked,
      settings: {
        ...settings,
        disks: [{ ...disk, diskId: unknownValue }],
        testVmName: unknownValue,
      },
    });
    assert.deepEqual(unknown.failures, []);
  });
});
