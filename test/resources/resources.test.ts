import assert from "node:assert/strict";
import type { ProviderArgs as AzureNativeProviderArgs } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupProtectedItem,
  Provider,
  RecoveryVaultSettings,
  ReplicationFabric,
  ReplicationProtectedItem,
  ReplicationProtectionContainer,
  ReplicationProtectionContainerMapping,
  ReplicationRecoveryPlan,
  SubscriptionFeature,
  VaultAgentAutoUpdate,
} from "../../src/resources";
import { readConfiguration, type AzureConfiguration } from "../../src/arm/configuration";
import { registeredBy, type Registered } from "./stack";

const fabric = { vaultId: "/vault", location: "westeurope" };

function names(registered: readonly Registered[]): string[] {
  return registered.map(({ type, name }) => `${type} ${name}`);
}

/** A secret as it stands in a registration. */
function secret(value: string) {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

describe("resource classes", () => {
  it("register their types with what they are given, and nothing else", async () => {
    const registered = await registeredBy(() => {
      new ReplicationFabric("west", { ...fabric, adopt: true });
      new ReplicationProtectionContainer("source", { fabricId: "/fabric" });
      new ReplicationProtectionContainerMapping("there", {
        protectionContainerId: "/source",
        targetProtectionContainerId: "/target",
        policyId: "/policy",
        agentAutoUpdate: { status: "Disabled" },
      });
      new SubscriptionFeature("feature", {
        providerNamespace: "Microsoft.Compute",
        featureName: "EncryptionAtHost",
      });
    });
    assert.deepEqual(
      registered.map(({ type, name, inputs }) => ({ type, name, inputs })),
      [
        {
          type: "azure-evergreen:index:SubscriptionFeature",
          name: "feature",
          inputs: { providerNamespace: "Microsoft.Compute", featureName: "EncryptionAtHost" },
        },
        {
          type: "azure-evergreen:index:ReplicationProtectionContainer",
          name: "source",
          inputs: { fabricId: "/fabric" },
        },
        {
          type: "azure-evergreen:index:ReplicationProtectionContainerMapping",
          name: "there",
          inputs: {
            protectionContainerId: "/source",
            targetProtectionContainerId: "/target",
            policyId: "/policy",
            agentAutoUpdate: { status: "Disabled" },
          },
        },
        {
          type: "azure-evergreen:index:ReplicationFabric",
          name: "west",
          inputs: { ...fabric, adopt: true },
        },
      ],
    );
  });

  it("have an output for each property that the provider answers", async () => {
    const outputs: string[] = [];
    await registeredBy(() => {
      const resources = [
        new ReplicationFabric("a", fabric),
        new ReplicationProtectionContainer("b", { fabricId: "/fabric" }),
        new ReplicationProtectionContainerMapping("c", {
          protectionContainerId: "/source",
          targetProtectionContainerId: "/target",
          policyId: "/policy",
        }),
        new ReplicationProtectedItem("e", {
          protectionContainerId: "/source",
          virtualMachineId: "/machine",
          targetProtectionContainerId: "/target",
          policyId: "/policy",
          settings: { recoveryResourceGroupId: "/group", disks: [] },
        }),
        new ReplicationRecoveryPlan("f", {
          vaultId: "/vault",
          primaryFabricId: "/west",
          recoveryFabricId: "/north",
          groups: [{ type: "Boot" }],
        }),
        new SubscriptionFeature("d", { providerNamespace: "N", featureName: "F" }),
        new RecoveryVaultSettings("g", { vaultId: "/vault" }),
        new VaultAgentAutoUpdate("h", {
          vaultId: "/vault",
          agentAutoUpdate: { status: "Disabled" },
        }),
        new BackupProtectedItem("i", {
          vaultId: "/vault",
          virtualMachineId: "/machine",
          policyId: "/policy",
        }),
      ];
      outputs.push(
        ...resources.map((resource) =>
          Object.entries(resource)
            .filter(([name, value]) => pulumi.Output.isInstance(value) && !/^(id|urn)$/.test(name))
            .map(([name]) => name)
            .join(),
        ),
      );
    });
    assert.deepEqual(outputs, [
      "vaultId,fabricName,location,health",
      "fabricId,containerName",
      "protectionContainerId,targetProtectionContainerId,policyId,mappingName,agentAutoUpdate,state,health,scheduleName,jobScheduleName",
      "protectionContainerId,virtualMachineId,targetProtectionContainerId,policyId,itemName,settings,protectionState,activeLocation,replicationHealth,agentVersion,agentUpdateRequired,agentExpiryDate,recoveryVirtualMachineId",
      "vaultId,primaryFabricId,recoveryFabricId,primaryZone,recoveryZone,planName,groups",
      "providerNamespace,featureName,subscriptionId,state",
      "vaultId,encryption,siteRecoveryMail,protectedItemsOnDestroy",
      "vaultId,agentAutoUpdate,exceptMappingIds,disableOnDelete,mappings",
      "vaultId,virtualMachineId,policyId,includedDiskLuns,excludedDiskLuns,protection,protectionState,healthStatus",
    ]);
  });

  it("read what exists with get", async () => {
    const registered = await registeredBy(() => {
      ReplicationFabric.get("a", "/fabric");
      ReplicationProtectionContainer.get("b", "/container");
      ReplicationProtectionContainerMapping.get("c", "/mapping");
      SubscriptionFeature.get("d", "/feature");
      ReplicationProtectedItem.get("e", "/item");
      ReplicationRecoveryPlan.get("f", "/plan");
      RecoveryVaultSettings.get("g", "/vault");
      VaultAgentAutoUpdate.get("h", "/vault");
      BackupProtectedItem.get("i", "/item");
    });
    assert.deepEqual(
      registered.map(({ name, inputs }) => [name, inputs]),
      [
        ["a", {}],
        ["b", {}],
        ["c", {}],
        ["d", {}],
        ["e", {}],
        ["f", {}],
        ["g", {}],
        ["h", {}],
        ["i", {}],
      ],
    );
  });
});

describe("VaultAgentAutoUpdate", () => {
  const vault =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/fleet";
  const agentAutoUpdate = { status: "Disabled" };

  function mappingBelow(vaultId: string, name: string): ReplicationProtectionContainerMapping {
    return new ReplicationProtectionContainerMapping(`${vaultId}/${name}`, {
      protectionContainerId: "/source",
      targetProtectionContainerId: "/target",
      policyId: "/policy",
    });
  }

  async function exceptedBy(program: () => void): Promise<unknown> {
    const registered = await registeredBy(program);
    const found = registered.find(({ type }) => type.endsWith(":VaultAgentAutoUpdate"));
    return found?.inputs.exceptMappingIds;
  }

  it("leaves the vault's mappings that the program declares to them, also those that come later", async () => {
    const ids = await exceptedBy(() => {
      mappingBelow(vault, "before");
      new VaultAgentAutoUpdate("fleet", { vaultId: pulumi.output(vault), agentAutoUpdate });
      mappingBelow(vault, "after");
      mappingBelow(`${vault}2`, "elsewhere");
      ReplicationProtectionContainerMapping.get("read", `${vault}/read`);
    });
    assert.deepEqual(ids, [`${vault}/before-id`, `${vault}/after-id`, ""]);
  });

  it("leaves just those alone that are given", async () => {
    const ids = await exceptedBy(() => {
      mappingBelow(vault, "before");
      const exceptMappingIds = [pulumi.output("/other")];
      new VaultAgentAutoUpdate("fleet", { vaultId: vault, agentAutoUpdate, exceptMappingIds });
    });
    assert.deepEqual(ids, ["/other"]);
  });

  it("is one a vault, whether its id is known already or not", async () => {
    const refusals: string[] = [];
    const attempt = (name: string, vaultId: pulumi.Input<string>) => {
      try {
        new VaultAgentAutoUpdate(name, { vaultId, agentAutoUpdate });
      } catch (error) {
        refusals.push((error as Error).message);
      }
    };
    await registeredBy(() => {
      const made = pulumi.output(`${vault}9`);
      attempt("first", vault);
      attempt("second", `${vault.toUpperCase()}/`);
      attempt("third", made);
      attempt("fourth", made);
    });
    const rest =
      'would be set by two resources: VaultAgentAutoUpdate "first" and VaultAgentAutoUpdate "second". Declare it once. [EVG-AGENT-002]';
    assert.deepEqual(refusals, [
      `VaultAgentAutoUpdate "second" has 1 problem:\n  - vaultId: Agent auto-update of the vault "${vault.toUpperCase()}" ${rest}`,
      `VaultAgentAutoUpdate "fourth" has 1 problem:\n  - vaultId: Agent auto-update of one vault ${rest.replace("first", "third").replace("second", "fourth")}`,
    ]);
    await registeredBy(() => {
      attempt("again", vault);
    });
    assert.equal(refusals.length, 2);
  });
});

const everyArgument: Readonly<Record<keyof AzureConfiguration, string>> = {
  auxiliaryTenantIds: '["x"]',
  clientCertificatePassword: "x",
  clientCertificatePath: "x",
  clientId: "x",
  clientSecret: "x",
  disableInstanceDiscovery: "true",
  environment: "x",
  metadataHost: "x",
  oidcAudience: "x",
  oidcRequestToken: "x",
  oidcRequestUrl: "x",
  oidcToken: "x",
  oidcTokenFilePath: "x",
  subscriptionId: "x",
  tenantId: "x",
  useDefaultAzureCredential: "true",
  useMsi: "true",
  useOidc: "true",
};

describe("the provider of resources that name none", () => {
  it("is the engine's own when azure-native is not configured, whatever its location", async () => {
    const registered = await registeredBy(() => new ReplicationFabric("west", fabric), {
      "azure-native:location": "westeurope",
    });
    assert.deepEqual(names(registered), ["azure-evergreen:index:ReplicationFabric west"]);
    assert.deepEqual(registered[0]?.provider, "");
  });

  it("is one for the whole program that follows azure-native's configuration", async () => {
    const registered = await registeredBy(
      () => {
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
        new ReplicationFabric("west", fabric, { parent });
        new ReplicationFabric("north", fabric);
      },
      {
        "azure-native:subscriptionId": "s",
        "azure-native:tenantId": "t",
        "azure-native:clientSecret": "hidden",
        "azure-native:useMsi": "true",
        "azure-evergreen:tenantId": "mine",
      },
      ["azure-native:subscriptionId"],
    );
    assert.deepEqual(names(registered), [
      "pulumi:providers:azure-evergreen azure-native-configuration",
      "azure-evergreen:index:ReplicationFabric north",
      "test:index:Parent parent",
      "azure-evergreen:index:ReplicationFabric west",
    ]);
    assert.deepEqual(registered[0]?.inputs, {
      clientSecret: secret("hidden"),
      subscriptionId: secret("s"),
      tenantId: "mine",
      useMsi: "true",
    });
    const users = registered.filter(({ provider }) =>
      provider.includes("::azure-native-configuration::"),
    );
    assert.deepEqual(
      users.map(({ name }) => name),
      ["north", "west"],
    );
  });

  it("is given everything that the way to Azure reads", async () => {
    const read = Object.keys(readConfiguration(everyArgument, {})).sort();
    assert.deepEqual(read, Object.keys(everyArgument).sort());
    const [provider] = await registeredBy(
      () => new ReplicationFabric("west", fabric),
      Object.fromEntries(read.map((name) => [`azure-native:${name}`, "x"])),
    );
    assert.deepEqual(
      read.filter((name) => !(name in (provider?.inputs ?? {}))),
      [],
    );
  });

  it("is made anew for another program in the same process", async () => {
    const configuration = { "azure-native:tenantId": "t" };
    const run = async () =>
      names(await registeredBy(() => new ReplicationFabric("west", fabric), configuration));
    const expected = [
      "pulumi:providers:azure-evergreen azure-native-configuration",
      "azure-evergreen:index:ReplicationFabric west",
    ];
    assert.deepEqual(await run(), expected);
    assert.deepEqual(await run(), expected);
  });

  it("gives way to one that the resource or its parent names", async () => {
    const registered = await registeredBy(
      () => {
        const provider = new Provider("mine", { tenantId: "other" });
        new ReplicationFabric("west", fabric, { provider });
        const parent = new pulumi.ComponentResource(
          "test:index:Parent",
          "parent",
          {},
          { providers: [provider] },
        );
        new ReplicationFabric("north", fabric, { parent });
      },
      { "azure-native:tenantId": "t", "azure-native:clientId": "c" },
    );
    assert.deepEqual(names(registered), [
      "pulumi:providers:azure-evergreen mine",
      "azure-evergreen:index:ReplicationFabric north",
      "test:index:Parent parent",
      "azure-evergreen:index:ReplicationFabric west",
    ]);
    assert.deepEqual(registered[0]?.inputs, { clientId: "c", tenantId: "other" });
    const users = registered.filter(({ provider }) => provider.includes("::mine::"));
    assert.deepEqual(
      users.map(({ name }) => name),
      ["north", "west"],
    );
  });
});

describe("Provider", () => {
  it("takes azure-native's arguments as the engine wants them: as texts, secrets marked", async () => {
    const registered = await registeredBy(
      () =>
        new Provider("mine", {
          auxiliaryTenantIds: ["a", "b"],
          clientCertificatePassword: "one",
          clientSecret: "two",
          oidcRequestToken: "three",
          oidcToken: "four",
          clientId: "c",
          useOidc: true,
          environment: "usgovernment",
        }),
    );
    assert.deepEqual(registered[0]?.inputs, {
      auxiliaryTenantIds: '["a","b"]',
      clientCertificatePassword: secret("one"),
      clientSecret: secret("two"),
      oidcRequestToken: secret("three"),
      oidcToken: secret("four"),
      clientId: "c",
      useOidc: "true",
      environment: "usgovernment",
    });
  });

  it("takes azure-native's own arguments as they are, also one that turns out to be nothing", async () => {
    const registered = await registeredBy(
      () => {
        const args: AzureNativeProviderArgs = {
          tenantId: pulumi.output<string | undefined>(undefined),
          clientId: pulumi.output<string | undefined>("c"),
          location: "westeurope",
        };
        return new Provider("mine", args);
      },
      { "azure-native:tenantId": "t" },
    );
    assert.deepEqual(registered[0]?.inputs, {
      tenantId: "t",
      clientId: "c",
      location: "westeurope",
    });
  });
});
