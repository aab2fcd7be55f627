import { linuxMachine } from "../../test/policy/fixtures";
import { type Program, type ProgramResource, ref, resource } from "../../test/policy/program";

const location = "westeurope";
const resourceGroupName = ref("group", "name");
const backupContributor = "5e467623-bb1f-42f4-a55d-6e525e11384b";

/** What the machines share: an account with schedules and runbooks, two vaults, roles, a maintenance window. */
function shared(): ProgramResource[] {
  return [
    resource("resources:ResourceGroup", "group", { resourceGroupName: "fleet", location }),
    resource(
      "automation:AutomationAccount",
      "account",
      {
        resourceGroupName,
        automationAccountName: "updater",
        location,
        identity: { type: "SystemAssigned" },
        disableLocalAuth: true,
        publicNetworkAccess: false,
        sku: { name: "Basic" },
        tags: { owner: "fleet" },
      },
      {
        outputs: {
          identity: { type: "SystemAssigned", principalId: "11111111-1111-1111-1111-111111111111" },
        },
      },
    ),
    ...["backups", "replicas"].map((name) =>
      resource("recoveryservices:Vault", name, {
        resourceGroupName,
        vaultName: name,
        location: name === "replicas" ? "northeurope" : location,
        identity: { type: "SystemAssigned" },
        sku: { name: "RS0", tier: "Standard" },
        properties: { publicNetworkAccess: "Enabled" },
      }),
    ),
    resource("recoveryservices:ProtectionPolicy", "nightly", {
      resourceGroupName,
      vaultName: ref("backups", "name"),
      policyName: "nightly",
      properties: {
        backupManagementType: "AzureIaasVM",
        policyType: "V2",
        timeZone: "UTC",
        instantRpRetentionRangeInDays: 7,
        schedulePolicy: {
          schedulePolicyType: "SimpleSchedulePolicyV2",
          scheduleRunFrequency: "Daily",
          dailySchedule: { scheduleRunTimes: ["2026-11-26T02:00:00Z"] },
        },
        retentionPolicy: {
          retentionPolicyType: "LongTermRetentionPolicy",
          dailySchedule: {
            retentionTimes: ["2026-11-26T02:00:00Z"],
            retentionDuration: { count: 30, durationType: "Days" },
          },
        },
      },
    }),
    resource("recoveryservices:ReplicationPolicy", "replication", {
      resourceGroupName,
      resourceName: ref("replicas", "name"),
      policyName: "replication",
      properties: {
        providerSpecificInput: {
          instanceType: "A2A",
          recoveryPointHistory: 1440,
          appConsistentFrequencyInMinutes: 240,
          multiVmSyncStatus: "Enable",
        },
      },
    }),
    ...["source", "target"].flatMap((name) => [
      resource("azure-evergreen:index:ReplicationFabric", `fabric-${name}`, {
        vaultId: ref("replicas"),
        fabricName: name,
        location: name === "source" ? location : "northeurope",
      }),
      resource("azure-evergreen:index:ReplicationProtectionContainer", `container-${name}`, {
        fabricId: ref(`fabric-${name}`),
        containerName: name,
      }),
    ]),
    resource("azure-evergreen:index:ReplicationProtectionContainerMapping", "mapping", {
      protectionContainerId: ref("container-source"),
      targetProtectionContainerId: ref("container-target"),
      mappingName: "mapping",
      policyId: ref("replication"),
      agentAutoUpdate: { enabled: true, automationAccountId: ref("account") },
    }),
    resource("maintenance:MaintenanceConfiguration", "monthly", {
      resourceGroupName,
      resourceName: "monthly",
      location,
      maintenanceScope: "InGuestPatch",
      startDateTime: "2026-12-01 22:00",
      duration: "03:00",
      timeZone: "UTC",
      recurEvery: "Month Second Tuesday Offset4",
      extensionProperties: { InGuestPatchMode: "User" },
      installPatches: {
        rebootSetting: "IfRequired",
        linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
      },
    }),
    ...["stop", "start", "report"].flatMap((name) => [
      resource("automation:Runbook", `runbook-${name}`, {
        resourceGroupName,
        automationAccountName: ref("account", "name"),
        runbookName: name,
        location,
        runbookType: "PowerShell72",
        logProgress: false,
        logVerbose: false,
      }),
      resource("automation:Schedule", `schedule-${name}`, {
        resourceGroupName,
        automationAccountName: ref("account", "name"),
        scheduleName: name,
        frequency: "Day",
        interval: 1,
        startTime: "2026-12-01T02:00:00+00:00",
        timeZone: "UTC",
      }),
    ]),
  ];
}

/** A machine with what a fleet keeps beside each: eight resources. */
function machine(index: number): ProgramResource[] {
  const name = `vm-${index}`;
  const plain = linuxMachine(name);
  const storage = plain.args.storageProfile as Record<string, unknown>;
  return [
    resource("network:NetworkInterface", `${name}-nic`, {
      resourceGroupName,
      networkInterfaceName: `${name}-nic`,
      location,
      ipConfigurations: [
        { name: "primary", subnet: { id: "/subscriptions/s/subnets/fleet" }, primary: true },
      ],
      tags: { workload: "web" },
    }),
    resource("compute:Disk", `${name}-data`, {
      resourceGroupName,
      diskName: `${name}-data`,
      location,
      zones: ["1"],
      diskSizeGB: 128,
      sku: { name: "Premium_LRS" },
      creationData: { createOption: "Empty" },
      networkAccessPolicy: "DenyAll",
      publicNetworkAccess: "Disabled",
    }),
    {
      ...plain,
      args: {
        ...plain.args,
        resourceGroupName,
        identity: { type: "SystemAssigned" },
        storageProfile: {
          ...storage,
          dataDisks: [{ lun: 0, createOption: "Attach", managedDisk: { id: ref(`${name}-data`) } }],
        },
        networkProfile: { networkInterfaces: [{ id: ref(`${name}-nic`), primary: true }] },
        tags: { workload: "web", patching: "monthly", owner: "fleet" },
      },
      outputs: {
        identity: {
          type: "SystemAssigned",
          principalId: `00000000-0000-0000-0000-${String(index).padStart(12, "0")}`,
        },
      },
    },
    resource("compute:VirtualMachineExtension", `${name}-agent`, {
      resourceGroupName,
      vmName: ref(name, "name"),
      vmExtensionName: "AzureMonitorLinuxAgent",
      location,
      publisher: "Microsoft.Azure.Monitor",
      type: "AzureMonitorLinuxAgent",
      typeHandlerVersion: "1.33",
      autoUpgradeMinorVersion: true,
      enableAutomaticUpgrade: true,
    }),
    resource("azure-evergreen:index:BackupProtectedItem", `${name}-backup`, {
      vaultId: ref("backups"),
      virtualMachineId: ref(name),
      policyId: ref("nightly"),
    }),
    resource("azure-evergreen:index:ReplicationProtectedItem", `${name}-replica`, {
      protectionContainerId: ref("container-source"),
      targetProtectionContainerId: ref("container-target"),
      policyId: ref("replication"),
      virtualMachineId: ref(name),
      itemName: name,
      settings: {
        recoveryResourceGroupId: "/subscriptions/s/resourceGroups/recovery",
        recoveryVirtualNetworkId: "/subscriptions/s/virtualNetworks/recovery",
      },
    }),
    resource("maintenance:ConfigurationAssignment", `${name}-schedule`, {
      resourceGroupName,
      providerName: "Microsoft.Compute",
      resourceType: "virtualMachines",
      resourceName: ref(name, "name"),
      configurationAssignmentName: "monthly",
      maintenanceConfigurationId: ref("monthly"),
    }),
    resource("authorization:RoleAssignment", `${name}-role`, {
      scope: ref("backups"),
      roleAssignmentName: `role-${index}`,
      principalId: ref(name, "identity.principalId"),
      principalType: "ServicePrincipal",
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${backupContributor}`,
    }),
  ];
}

/** A stack of as many resources: machines with all that a fleet keeps beside them, and what they share. */
export function fleetOf(count: number): Program {
  const beside = shared();
  const machines = Array.from({ length: Math.floor((count - beside.length) / 8) }, (_, index) =>
    machine(index),
  ).flat();
  const rest = count - beside.length - machines.length;
  const disks = Array.from({ length: rest }, (_, index) =>
    resource("compute:Disk", `spare-${index}`, {
      resourceGroupName,
      diskName: `spare-${index}`,
      location,
      diskSizeGB: 128,
      creationData: { createOption: "Empty" },
    }),
  );
  return [...beside, ...machines, ...disks];
}
