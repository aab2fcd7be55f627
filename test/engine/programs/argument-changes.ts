// Each component once per argument that can be changed. With `changed` set, each is changed in its
// own argument; `done` leaves out the changes that can only be previewed.

import * as automation from "@pulumi/azure-native/automation";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as compute from "@pulumi/azure-native/compute";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as network from "@pulumi/azure-native/network";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import * as components from "azure-evergreen";
import { ReplicationFabric, ReplicationProtectedItem } from "azure-evergreen/resources";
import { instancesOf, type Instance } from "../argument-instances";

const config = new pulumi.Config();
const changed = config.get("changed");
const location = "westeurope";

const group = new resources.ResourceGroup("group", { location });
const otherGroup = new resources.ResourceGroup("other", { location });
const place = { resourceGroupName: group.name, location };

function makeNetwork(name: string, at: string): network.VirtualNetwork {
  return new network.VirtualNetwork(name, {
    resourceGroupName: group.name,
    location: at,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
}

const virtualNetwork = makeNetwork("network", location);
const subnets = ["subnet", "other-subnet"].map(
  (name, index) =>
    new network.Subnet(name, {
      resourceGroupName: group.name,
      virtualNetworkName: virtualNetwork.name,
      addressPrefix: `10.0.${String(index)}.0/24`,
      serviceEndpoints: [{ service: "Microsoft.Storage" }],
    }),
);
const identities = ["identity", "other-identity"].map(
  (name) => new managedidentity.UserAssignedIdentity(name, place),
);
const accounts = ["account", "other-account"].map(
  (name) =>
    new automation.AutomationAccount(name, {
      ...place,
      sku: { name: "Basic" },
      identity: { type: "SystemAssigned" },
    }),
);

const keyVaults = ["firstkeys7", "otherkeys7"].map(
  (vaultName) =>
    new keyvault.Vault(vaultName, {
      ...place,
      vaultName,
      properties: {
        tenantId: "11111111-1111-4111-8111-111111111111",
        sku: { family: "A", name: "standard" },
      },
    }),
);

/** Id of something that Azure only checks the caller's rights on. */
function elsewhere(type: string, name: string): pulumi.Output<string> {
  return pulumi.interpolate`${group.id}/providers/${type}/${name}`;
}

const shared: Readonly<Record<string, pulumi.Input<string> | undefined>> = {
  group: group.name,
  otherGroup: otherGroup.name,
  groupId: group.id,
  otherGroupId: otherGroup.id,
  network: virtualNetwork.id,
  otherNetwork: makeNetwork("other-network", location).id,
  targetNetwork: makeNetwork("target-network", "northeurope").id,
  otherTargetNetwork: makeNetwork("other-target-network", "northeurope").id,
  subnet: subnets[0]?.id,
  otherSubnet: subnets[1]?.id,
  identity: identities[0]?.id,
  otherIdentity: identities[1]?.id,
  principal: identities[0]?.principalId,
  otherPrincipal: identities[1]?.principalId,
  account: accounts[0]?.id,
  otherAccount: accounts[1]?.id,
  keyVault: keyVaults[0]?.id,
  otherKeyVault: keyVaults[1]?.id,
  siteRecoveryZone: elsewhere(
    "Microsoft.Network/privateDnsZones",
    "privatelink.siterecovery.windowsazure.com",
  ),
  automationZone: elsewhere(
    "Microsoft.Network/privateDnsZones",
    "privatelink.azure-automation.net",
  ),
  securityGroup: elsewhere("Microsoft.Network/applicationSecurityGroups", "first"),
  otherSecurityGroup: elsewhere("Microsoft.Network/applicationSecurityGroups", "second"),
  workspace: elsewhere("Microsoft.OperationalInsights/workspaces", "first"),
  otherWorkspace: elsewhere("Microsoft.OperationalInsights/workspaces", "second"),
  archive: elsewhere("Microsoft.Storage/storageAccounts", "first"),
  otherArchive: elsewhere("Microsoft.Storage/storageAccounts", "second"),
  hubRule: elsewhere("Microsoft.EventHub/namespaces", "fleet/authorizationRules/first"),
  otherHubRule: elsewhere("Microsoft.EventHub/namespaces", "fleet/authorizationRules/second"),
  function: elsewhere("Microsoft.Web/sites", "app/functions/first"),
  otherFunction: elsewhere("Microsoft.Web/sites", "app/functions/second"),
  partner: elsewhere("Microsoft.Datadog/monitors", "first"),
  otherPartner: elsewhere("Microsoft.Datadog/monitors", "second"),
  guard: elsewhere("Microsoft.DataProtection/resourceGuards", "first"),
  otherGuard: elsewhere("Microsoft.DataProtection/resourceGuards", "second"),
  guardRequest: elsewhere(
    "Microsoft.DataProtection/resourceGuards",
    "first/disableSoftDeleteRequests/default",
  ),
};

function makeVault(name: string): pulumi.Output<string> {
  return new recoveryservices.Vault(name, {
    resourceGroupName: group.name,
    location: "northeurope",
    sku: { name: "RS0", tier: "Standard" },
    identity: { type: "SystemAssigned" },
    properties: { publicNetworkAccess: "Enabled" },
  }).id;
}

/** The value with what its names stand for. */
function resolve(value: unknown, { name, component }: Instance): unknown {
  const own: Readonly<Record<string, () => pulumi.Input<string>>> = {
    name: () => `${name}-first`,
    otherName: () => `${name}-second`,
    osPatchMode: () => (component === "LinuxVirtualMachine" ? "ImageDefault" : "AutomaticByOS"),
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === "string" && part.startsWith("@")) {
      const known =
        own[part.slice(1)]?.() ??
        vaultOf.get(part.slice(1)) ??
        machines[part.slice(1)] ??
        planned[part.slice(1)] ??
        replication[part.slice(1)] ??
        backups[part.slice(1)] ??
        ownMachines.get(name)?.[part.slice(1)] ??
        shared[part.slice(1)];
      if (known === undefined) {
        throw new Error(`Nothing in the program is named ${part}.`);
      }
      return known;
    }
    if (Array.isArray(part)) {
      return part.map(walk);
    }
    return typeof part === "object" && part !== null && !pulumi.Output.isInstance(part)
      ? Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]))
      : part;
  };
  return walk(value);
}

// A vault has one owner of its replication, so each component gets its own.
const vaultOf = new Map<string, pulumi.Output<string>>();

const machine = {
  ...place,
  subnetId: "@subnet",
  adminUsername: "fleet",
};

// Only the governance of patches is given schedules.
const configurations = config.require("components").includes("PatchGovernance")
  ? ["configuration", "other-configuration"].map(
      (name) =>
        new components.MaintenanceSchedule(name, { ...place, recurEvery: "Week Saturday" })
          .maintenanceConfigurationId,
    )
  : [];

// Only schedules and recovery plans are given machines.
const forPlans = config.require("components").includes("RecoveryPlan");
const scheduledMachines =
  forPlans || config.require("components").includes("MaintenanceSchedule")
    ? ["machine", "other-machine"].map(
        (name) =>
          new components.LinuxVirtualMachine(name, {
            ...place,
            subnetId: subnets[0]?.id ?? "",
            adminUsername: "fleet",
            image: "Canonical:ubuntu-24_04-lts:server:latest",
            sshPublicKey:
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
            patchedBy: components.PatchedBy.Schedule,
          }).virtualMachineId,
      )
    : [];

/** Replicated machines in a vault, and what else a recovery plan names. */
function makePlanned(): Readonly<Record<string, pulumi.Input<string>>> {
  const vaultId = makeVault("planned");
  const replication = new components.SiteRecovery("planned", {
    vaultId,
    sourceRegion: location,
    targetRegion: "northeurope",
    agentAutoUpdate: { mode: components.AgentAutoUpdateMode.Manual },
  });
  const items = ["machine", "other-machine"].map((name, index) => {
    const virtualMachineId = scheduledMachines[index] ?? "";
    const read = compute.getVirtualMachineOutput({
      resourceGroupName: group.name,
      vmName: pulumi.output(virtualMachineId).apply((id) => id.split("/").at(-1) ?? ""),
    });
    return new ReplicationProtectedItem(
      name,
      {
        protectionContainerId: replication.sourceContainerId,
        virtualMachineId,
        targetProtectionContainerId: replication.targetContainerId,
        policyId: replication.replicationPolicyId,
        settings: {
          recoveryResourceGroupId: otherGroup.id,
          disks: [
            {
              diskId: read.apply(
                ({ storageProfile }) => storageProfile?.osDisk?.managedDisk?.id ?? "",
              ),
              stagingStorageAccountId: replication.cacheStorageAccountId,
            },
          ],
        },
      },
      { dependsOn: replication },
    ).id;
  });
  const runbooks = ["runbook", "other-runbook"].map(
    (runbookName) =>
      new automation.Runbook(runbookName, {
        ...place,
        automationAccountName: accounts[0]?.name ?? "",
        runbookName,
        runbookType: "PowerShell",
        draft: {},
      }).id,
  );
  return {
    fabric: replication.sourceFabricId,
    otherFabric: replication.targetFabricId,
    thirdFabric: new ReplicationFabric("third", { vaultId, location: "uksouth" }).id,
    item: items[0] ?? "",
    otherItem: items[1] ?? "",
    runbook: runbooks[0] ?? "",
    otherRunbook: runbooks[1] ?? "",
  };
}

/** What a machine is replicated by, and the places of a failover that a preview alone names. */
function makeReplication(): Readonly<Record<string, pulumi.Input<string>>> {
  const vaultId = makeVault("replicated");
  const replication = new components.SiteRecovery("replicated", {
    vaultId,
    sourceRegion: location,
    targetRegion: "northeurope",
    agentAutoUpdate: { mode: components.AgentAutoUpdateMode.Manual },
  });
  return {
    mapping: replication.sourceToTargetMappingId,
    otherMapping: pulumi.interpolate`${replication.sourceFabricId}/replicationProtectionContainers/other/replicationProtectionContainerMappings/there`,
    otherContainer: pulumi.interpolate`${replication.targetFabricId}/replicationProtectionContainers/other`,
    targetContainer: replication.targetContainerId,
    policy: replication.replicationPolicyId,
    otherPolicy: pulumi.interpolate`${vaultId}/replicationPolicies/other`,
    cache: replication.cacheStorageAccountId,
    otherCache: elsewhere("Microsoft.Storage/storageAccounts", "othercache"),
    spareMachine: makeOwnMachine("spare").ownMachine ?? "",
    otherDisk: elsewhere("Microsoft.Compute/disks", "other"),
    otherInterface: elsewhere("Microsoft.Network/networkInterfaces", "other"),
    encryptionSet: elsewhere("Microsoft.Compute/diskEncryptionSets", "keys"),
    firewall: elsewhere("Microsoft.Network/networkSecurityGroups", "firewall"),
    publicAddress: elsewhere("Microsoft.Network/publicIPAddresses", "front"),
    pool: elsewhere("Microsoft.Network/loadBalancers", "front/backendAddressPools/web"),
    set: elsewhere("Microsoft.Compute/availabilitySets", "set"),
    scaleSet: elsewhere("Microsoft.Compute/virtualMachineScaleSets", "set"),
    near: elsewhere("Microsoft.Compute/proximityPlacementGroups", "near"),
    capacity: elsewhere("Microsoft.Compute/capacityReservationGroups", "kept"),
  };
}

const replication: Readonly<Record<string, pulumi.Input<string> | undefined>> = config
  .require("components")
  .includes("ReplicatedVirtualMachine")
  ? makeReplication()
  : {};

/** A machine of its own for each instance: a vault replicates each once. */
function makeOwnMachine(name: string): Readonly<Record<string, pulumi.Input<string>>> {
  const own = new components.LinuxVirtualMachine(`machine-of-${name}`, {
    ...place,
    subnetId: subnets[0]?.id ?? "",
    adminUsername: "fleet",
    image: "Canonical:ubuntu-24_04-lts:server:latest",
    sshPublicKey:
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
  });
  const read = compute.getVirtualMachineOutput({
    resourceGroupName: group.name,
    vmName: own.virtualMachineName,
  });
  return {
    ownMachine: own.virtualMachineId,
    ownInterface: own.networkInterfaceId,
    ownDisk: read.apply(({ storageProfile }) => storageProfile?.osDisk?.managedDisk?.id ?? ""),
  };
}
const ownMachines = new Map<string, Readonly<Record<string, pulumi.Input<string>>>>();

/** A vault with policies, and what else a backup names. No backup comes in the days that a test takes. */
function makeBackups(): Readonly<Record<string, pulumi.Input<string>>> {
  const make = (name: string): components.RecoveryVault =>
    new components.RecoveryVault(name, {
      ...place,
      immutability: components.VaultImmutability.Disabled,
      protectedItemsOnDestroy: components.VaultProtectedItemsOnDestroy.SoftDeleted,
    });
  const { vaultId } = make("backups");
  const other = make("other-backups");
  const policies = ["policy", "other-policy"].map(
    (name) => new components.BackupPolicy(name, { vaultId, weekly: { days: ["Friday"] } }).policyId,
  );
  return {
    backupVault: vaultId,
    otherBackupVault: other.vaultId,
    policyOfOtherVault: pulumi.interpolate`${other.vaultId}/backupPolicies/weekly`,
    spareMachine: makeOwnMachine("spare").ownMachine ?? "",
    backupPolicy: policies[0] ?? "",
    otherBackupPolicy: policies[1] ?? "",
  };
}

const backups: Readonly<Record<string, pulumi.Input<string> | undefined>> = config
  .require("components")
  .includes("VirtualMachineBackup")
  ? makeBackups()
  : {};

const planned: Readonly<Record<string, pulumi.Input<string> | undefined>> = forPlans
  ? makePlanned()
  : {};
const machines: Readonly<Record<string, pulumi.Input<string> | undefined>> = {
  machine: scheduledMachines[0],
  otherMachine: scheduledMachines[1],
  configuration: configurations[0],
  otherConfiguration: configurations[1],
};

const required: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  AutomationAccount: place,
  BackupPolicy: { vaultId: "@vault" },
  FeatureRegistration: {
    providerNamespace: "Microsoft.Compute",
    featureName: "EncryptionAtHost",
  },
  LeastPrivilegeRole: {
    scope: "@groupId",
    actions: ["Microsoft.Compute/virtualMachines/read"],
    principals: { one: { principalId: "@principal" } },
  },
  LinuxVirtualMachine: {
    ...machine,
    image: "Redhat:RHEL:9_4:latest",
    packageKitMasked: false,
    sshPublicKey:
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
  },
  MaintenanceSchedule: { ...place, recurEvery: "Week Saturday" },
  PatchGovernance: {
    scope: "@groupId",
    location,
    assessments: { one: { operatingSystemType: "Linux" } },
  },
  RecoveryPlan: {
    primaryFabricId: "@fabric",
    recoveryFabricId: "@otherFabric",
    groups: { one: {} },
  },
  RecoveryVault: place,
  ReplicatedVirtualMachine: {
    virtualMachineId: "@ownMachine",
    containerMappingId: "@mapping",
    targetContainerId: "@targetContainer",
    replicationPolicyId: "@policy",
    cacheStorageAccountId: "@cache",
    recoveryResourceGroupId: "@otherGroupId",
  },
  SiteRecovery: {
    vaultId: "@vault",
    sourceRegion: location,
    targetRegion: "northeurope",
    agentAutoUpdate: { automationAccountId: "@account", role: "Documented" },
  },
  VirtualMachineBackup: {
    virtualMachineId: "@ownMachine",
    vaultId: "@backupVault",
    policyId: "@backupPolicy",
  },
  WindowsVirtualMachine: {
    ...machine,
    image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
    adminPassword: config.requireSecret("adminPassword"),
  },
};

for (const instance of instancesOf(config.require("components").split(","))) {
  const { name, component, argument, change } = instance;
  if (component === "SiteRecovery" || component === "BackupPolicy") {
    vaultOf.set("vault", makeVault(`vault-of-${name}`));
    vaultOf.set("otherVault", makeVault(`other-vault-of-${name}`));
  }
  if (component === "ReplicatedVirtualMachine" || component === "VirtualMachineBackup") {
    ownMachines.set(name, makeOwnMachine(name));
  }
  const isChanged = changed === "previewed" || (changed === "done" && change.previewOnly !== true);
  const wanted = {
    ...required[component],
    ...change.beside,
    ...(isChanged ? change.along : {}),
    [argument.split(".")[0] ?? ""]: isChanged ? change.after : change.before,
  };
  const Component = components[component as keyof typeof components] as unknown as new (
    name: string,
    args: unknown,
  ) => pulumi.ComponentResource;
  new Component(name, resolve(wanted, instance));
}
