import assert from "node:assert/strict";
import * as azureNative from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { LinuxVirtualMachine } from "../../src/components/linux-virtual-machine";
import {
  MaintenanceSchedule,
  ScheduleRebootSetting,
  type MaintenanceScheduleArgs,
} from "../../src/components/maintenance-schedule";
import { PatchedBy } from "../../src/components/virtual-machine/patch-arguments";
import { WindowsVirtualMachine } from "../../src/components/windows-virtual-machine";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  isKnown,
  lateRefusalOf,
  refusalOf,
  secretIn,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const machineId = `${groupId}/providers/Microsoft.Compute/virtualMachines/web`;
const small: MaintenanceScheduleArgs = {
  resourceGroupName: "fleet",
  recurEvery: "Month Second Tuesday Offset4",
};
const machine = {
  resourceGroupName: "fleet",
  subnetId: `${groupId}/providers/Microsoft.Network/virtualNetworks/fleet/subnets/fleet`,
  adminUsername: "fleet",
};
const linux = {
  ...machine,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  sshPublicKey: "ssh-ed25519 AAAA fleet",
};
const configurationId = `/subscriptions/${subscriptionId}/resourcegroups/fleet/providers/Microsoft.Maintenance/maintenanceConfigurations`;
const patched = {
  patchMode: "AutomaticByPlatform",
  bypassPlatformSafetyChecksOnUserSchedule: true,
};

function make(args: MaintenanceScheduleArgs) {
  return (opts: pulumi.ComponentResourceOptions) => new MaintenanceSchedule("monthly", args, opts);
}

describe("MaintenanceSchedule", () => {
  it("makes a schedule of critical and security patches that begins tomorrow", async () => {
    const deployed = await deploy(make(small));

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:maintenance:MaintenanceConfiguration monthly-configuration",
    ]);
    const { startDateTime, ...inputs } = inputsOf(deployed, "monthly-configuration");
    assert.match(String(startDateTime), /^\d{4}-\d{2}-\d{2} 22:00$/);
    assert.deepEqual(inputs, {
      resourceGroupName: "fleet",
      maintenanceScope: "InGuestPatch",
      visibility: "Custom",
      extensionProperties: { InGuestPatchMode: "User" },
      expirationDateTime: "9999-12-31 23:59:59",
      duration: "03:00",
      timeZone: "UTC",
      recurEvery: "Month Second Tuesday Offset4",
      installPatches: {
        rebootSetting: "IfRequired",
        windowsParameters: {
          classificationsToInclude: ["Critical", "Security"],
          kbNumbersToInclude: [],
          kbNumbersToExclude: [],
          excludeKbsRequiringReboot: false,
        },
        linuxParameters: {
          classificationsToInclude: ["Critical", "Security"],
          packageNameMasksToInclude: [],
          packageNameMasksToExclude: [],
        },
      },
    });
    assert.equal(
      await valueOf(deployed.result.maintenanceConfigurationId),
      `${configurationId}/monthly-configuration`,
    );
    assert.equal(await valueOf(deployed.result.scheduleName), "monthly-configuration");
  });

  it("takes every argument", async () => {
    const deployed = await deploy(
      make({
        ...small,
        scheduleName: "patching",
        location: "westeurope",
        startDateTime: "2030-01-08 21:00",
        expirationDateTime: "2031-01-01 00:00",
        duration: "03:55",
        timeZone: "W. Europe Standard Time",
        rebootSetting: ScheduleRebootSetting.Never,
        windows: {
          classificationsToInclude: ["Updates"],
          kbNumbersToInclude: ["KB5044281"],
          kbNumbersToExclude: ["5044282"],
          excludeKbsRequiringReboot: true,
        },
        linux: {
          classificationsToInclude: ["Other"],
          packageNameMasksToInclude: ["openssl*"],
          packageNameMasksToExclude: ["kernel*"],
        },
        virtualMachines: { web: { virtualMachineId: machineId, ...patched } },
        dynamicScopes: {
          everywhere: {},
          group: {
            resourceGroupName: "other",
            resourceTypes: ["Microsoft.HybridCompute/machines"],
            resourceGroups: ["other"],
            locations: ["westeurope"],
            osTypes: ["Linux"],
            tags: { patching: ["monthly", "all"] },
            filterOperator: "Any",
          },
        },
        tags: { stage: "test" },
      }),
    );

    assert.deepEqual(deployed.warnings, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:maintenance:MaintenanceConfiguration monthly-configuration",
      "azure-native:maintenance:ConfigurationAssignment monthly-vm-web",
      "azure-native:maintenance:ConfigurationAssignmentsForSubscription monthly-scope-everywhere",
      "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup monthly-scope-group",
    ]);
    assert.deepEqual(inputsOf(deployed, "monthly-configuration"), {
      resourceGroupName: "fleet",
      resourceName: "patching",
      location: "westeurope",
      maintenanceScope: "InGuestPatch",
      visibility: "Custom",
      extensionProperties: { InGuestPatchMode: "User" },
      startDateTime: "2030-01-08 21:00",
      expirationDateTime: "2031-01-01 00:00",
      duration: "03:55",
      timeZone: "W. Europe Standard Time",
      recurEvery: "Month Second Tuesday Offset4",
      installPatches: {
        rebootSetting: "Never",
        windowsParameters: {
          classificationsToInclude: ["Updates"],
          kbNumbersToInclude: ["KB5044281"],
          kbNumbersToExclude: ["5044282"],
          excludeKbsRequiringReboot: true,
        },
        linuxParameters: {
          classificationsToInclude: ["Other"],
          packageNameMasksToInclude: ["openssl*"],
          packageNameMasksToExclude: ["kernel*"],
        },
      },
      tags: { stage: "test" },
    });
    const { configurationAssignmentName: first, ...assignment } = inputsOf(
      deployed,
      "monthly-vm-web",
    );
    assert.deepEqual(assignment, {
      resourceGroupName: "fleet",
      providerName: "Microsoft.Compute",
      resourceType: "virtualMachines",
      resourceName: "web",
      location: "westeurope",
      maintenanceConfigurationId: `${configurationId}/patching`,
      resourceId: machineId,
    });
    const { configurationAssignmentName: second, ...everywhere } = inputsOf(
      deployed,
      "monthly-scope-everywhere",
    );
    assert.deepEqual(everywhere, {
      location: "westeurope",
      maintenanceConfigurationId: `${configurationId}/patching`,
      filter: { resourceTypes: ["Microsoft.Compute/virtualMachines"] },
    });
    const { configurationAssignmentName: third, ...group } = inputsOf(
      deployed,
      "monthly-scope-group",
    );
    assert.deepEqual(group, {
      ...everywhere,
      resourceGroupName: "other",
      filter: {
        resourceTypes: ["Microsoft.HybridCompute/machines"],
        resourceGroups: ["other"],
        locations: ["westeurope"],
        osTypes: ["Linux"],
        tagSettings: { tags: { patching: ["monthly", "all"] }, filterOperator: "Any" },
      },
    });
    assert.equal(new Set([first, second, third]).size, 3);
  });

  it("makes a window that opens once, of a start alone", async () => {
    const once = async (duration?: pulumi.Input<string>) => {
      const deployed = await deploy(
        make({
          resourceGroupName: "fleet",
          startDateTime: "2030-01-08 21:00",
          ...(duration !== undefined && { duration }),
        }),
      );
      assert.deepEqual([deployed.warnings, deployed.failures], [[], []]);
      const inputs = inputsOf(deployed, "monthly-configuration");
      return ["startDateTime", "expirationDateTime", "duration", "recurEvery"].map(
        (property) => inputs[property],
      );
    };

    assert.deepEqual(await once(), ["2030-01-08 21:00", "2030-01-09 00:00", "03:00", "Day"]);
    assert.deepEqual(await once(pulumi.output("02:30")), [
      "2030-01-08 21:00",
      "2030-01-08 23:30",
      "02:30",
      "Day",
    ]);
  });

  it("refuses a window that opens once without its start", async () => {
    assert.equal(
      await refusalOf(make({ resourceGroupName: "fleet", expirationDateTime: "2031-01-01 00:00" })),
      [
        'MaintenanceSchedule "monthly" has 2 problems:',
        "  - startDateTime: Neither recurEvery nor startDateTime is given: a window that opens once needs its start. Give startDateTime, or recurEvery. [EVG-MAINTENANCE-015]",
        "  - expirationDateTime: expirationDateTime is given without recurEvery: a window that opens once ends by itself. Leave expirationDateTime out, or give recurEvery. [EVG-MAINTENANCE-016]",
      ].join("\n"),
    );
  });

  it("tells a webhook and a function of its runs, and is locked last", async () => {
    const functionId = `${groupId}/providers/Microsoft.Web/sites/app/functions/stop`;
    const deployed = await deploy(
      make({
        ...small,
        location: "westeurope",
        preEvents: { start: { webhookUri: "https://example.com/hook?token=kanarienvogel" } },
        postEvents: { stop: { azureFunctionId: functionId, timeToLiveInMinutes: 60 } },
        systemTopicName: "patching-events",
        deletionLock: { lockName: "keep", notes: "Patches the fleet." },
        tags: { stage: "test" },
      }),
    );

    assert.deepEqual([deployed.warnings, deployed.failures], [[], []]);
    assert.deepEqual(childrenOf(deployed), [
      "azure-native:maintenance:MaintenanceConfiguration monthly-configuration",
      "azure-native:eventgrid:SystemTopic monthly-events",
      "azure-native:eventgrid:SystemTopicEventSubscription monthly-pre-start",
      "azure-native:eventgrid:SystemTopicEventSubscription monthly-post-stop",
      "azure-native:authorization:ManagementLockByScope monthly-lock",
    ]);
    assert.deepEqual(inputsOf(deployed, "monthly-events"), {
      resourceGroupName: "fleet",
      systemTopicName: "patching-events",
      location: "westeurope",
      source: `${configurationId}/monthly-configuration`,
      topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
      tags: { stage: "test" },
    });
    const subscription = {
      resourceGroupName: "fleet",
      systemTopicName: "patching-events",
      eventDeliverySchema: "EventGridSchema",
    };
    const { destination, ...before } = inputsOf(deployed, "monthly-pre-start");
    assert.deepEqual(before, {
      ...subscription,
      eventSubscriptionName: "pre-start",
      filter: {
        includedEventTypes: ["Microsoft.Maintenance.PreMaintenanceEvent"],
        isSubjectCaseSensitive: false,
      },
      retryPolicy: { eventTimeToLiveInMinutes: 30, maxDeliveryAttempts: 30 },
    });
    assert.deepEqual(secretIn(destination), {
      endpointType: "WebHook",
      endpointUrl: "https://example.com/hook?token=kanarienvogel",
    });
    assert.deepEqual(inputsOf(deployed, "monthly-post-stop"), {
      ...subscription,
      eventSubscriptionName: "post-stop",
      destination: { endpointType: "AzureFunction", resourceId: functionId },
      filter: {
        includedEventTypes: ["Microsoft.Maintenance.PostMaintenanceEvent"],
        isSubjectCaseSensitive: false,
      },
      retryPolicy: { eventTimeToLiveInMinutes: 60, maxDeliveryAttempts: 30 },
    });
    assert.deepEqual(inputsOf(deployed, "monthly-lock"), {
      scope: `${configurationId}/monthly-configuration`,
      level: "CanNotDelete",
      lockName: "keep",
      notes: "Patches the fleet.",
    });
    assert.match(await valueOf(deployed.result.systemTopicId), /\/patching-events$/);
  });

  it("has no system topic without events", async () => {
    const { result } = await deploy(make({ ...small, preEvents: {} }));
    assert.equal(await valueOf(result.systemTopicId), "");
  });

  it("refuses handlers that are none, several or wrong, without repeating an address", async () => {
    const message = await refusalOf(
      (opts) =>
        new MaintenanceSchedule(
          "my_schedule",
          {
            ...small,
            preEvents: {
              none: {},
              "dot.dot": {
                webhookUri: "http://example.com?token=kanarienvogel",
                azureFunctionId: groupId,
                timeToLiveInMinutes: 0,
              },
            },
            deletionLock: { notes: "n".repeat(513) },
          },
          opts,
        ),
    );

    assert.deepEqual(message.split("\n"), [
      'MaintenanceSchedule "my_schedule" has 8 problems:',
      '  - systemTopicName: "my_schedule-events" is no name of a system topic: those have 3 to 128 letters, digits and hyphens. Give such a name. [EVG-EVENT-001]',
      "  - preEvents.none.webhookUri: Neither webhookUri nor azureFunctionId is given. Give webhookUri or azureFunctionId. [EVG-ARGUMENT-001]",
      '  - preEvents.dot.dot: "pre-dot.dot" is no name of an event subscription: those have 3 to 64 letters, digits and hyphens. Give such a name. [EVG-EVENT-002]',
      "  - preEvents.dot.dot.azureFunctionId: azureFunctionId is given beside webhookUri: an event subscription has one handler. Leave azureFunctionId or webhookUri out. [EVG-ARGUMENT-002]",
      "  - preEvents.dot.dot.webhookUri: It is no https address. Give the address of a webhook, such as one of an AutomationAccount's webhookUris. [EVG-EVENT-003]",
      `  - preEvents.dot.dot.azureFunctionId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Web/sites/functions. Give the id of a Microsoft.Web/sites/functions. [EVG-ID-003]`,
      "  - preEvents.dot.dot.timeToLiveInMinutes: 0 is no number of minutes from 1 to 1440. Give 1 to 1440 minutes. [EVG-EVENT-004]",
      "  - deletionLock.notes: The notes of the lock have 513 characters, and a lock holds 512. Say it in 512 characters or fewer. [EVG-LOCK-001]",
    ]);
  });

  it("warns of a first run that comes too soon for pre events", async () => {
    const soon = new Date(Date.now() + 20 * 60_000).toISOString();
    const startDateTime = `${soon.slice(0, 10)} ${soon.slice(11, 16)}`;
    const handler = { webhookUri: pulumi.secret("https://example.com/hook") };
    const deployed = await deploy(make({ ...small, startDateTime, preEvents: { one: handler } }));
    assert.deepEqual(
      deployed.warnings.filter((warning) => warning.includes("017")),
      [
        `startDateTime: The start ${startDateTime} is less than 40 minutes ahead, too late for pre events: Azure cancels that run. Give a later start. [EVG-MAINTENANCE-017]`,
      ],
    );
  });

  it("names assignments alike in every run", async () => {
    const program = make({
      ...small,
      startDateTime: "2030-01-08 21:00",
      virtualMachines: { web: { virtualMachineId: machineId, ...patched } },
      dynamicScopes: { all: {} },
    });

    assert.deepEqual((await deploy(program)).resources, (await deploy(program)).resources);
  });

  it("takes machines of components whose schedule it is", async () => {
    const deployed = await deploy((opts) => {
      const web = new LinuxVirtualMachine("web", { ...linux, patchedBy: PatchedBy.Schedule }, opts);
      return new MaintenanceSchedule(
        "monthly",
        { ...small, virtualMachines: { web: { virtualMachineId: web.virtualMachineId } } },
        opts,
      );
    });

    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(deployed.warnings, []);
    assert.equal(inputsOf(deployed, "monthly-vm-web").resourceName, "web-vm");
  });

  it("refuses machines of components that a schedule cannot patch, before it makes anything", async () => {
    const message = await refusalOf((opts) => {
      const web = new LinuxVirtualMachine("web", linux, opts);
      const desk = new WindowsVirtualMachine(
        "desk",
        {
          ...machine,
          image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest",
          adminPassword: "Correct-Horse-7-Battery",
          patchedBy: PatchedBy.OperatingSystem,
        },
        opts,
      );
      return new MaintenanceSchedule(
        "monthly",
        {
          ...small,
          virtualMachines: {
            web: { virtualMachineId: web.virtualMachineId },
            desk: { virtualMachineId: desk.virtualMachineId },
          },
        },
        opts,
      );
    });

    assert.equal(
      message,
      [
        'MaintenanceSchedule "monthly" has 2 problems:',
        '  - virtualMachines.web.bypassPlatformSafetyChecksOnUserSchedule: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
        '  - virtualMachines.desk.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByOS" and bypassPlatformSafetyChecksOnUserSchedule is false. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
      ].join("\n"),
    );
  });

  const scheduled = { ...linux, patchedBy: PatchedBy.Schedule };
  const unfit = (name: string) =>
    `dynamicScopes.all: The machine "${name}" fits, but no schedule can patch it: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. Give it patchedBy: PatchedBy.Schedule, or filter so that it does not fit. [EVG-SCOPE-003]`;

  it("refuses a dynamic scope that a machine fits which no schedule can patch, before it makes anything", async () => {
    const message = await refusalOf((opts) => {
      new LinuxVirtualMachine("web", { ...linux, tags: { patching: "monthly" } }, opts);
      new LinuxVirtualMachine("data", { ...scheduled, tags: { patching: "monthly" } }, opts);
      new LinuxVirtualMachine("other", { ...linux, tags: { patching: "weekly" } }, opts);
      return new MaintenanceSchedule(
        "monthly",
        { ...small, dynamicScopes: { all: { tags: { patching: ["monthly"] } } } },
        opts,
      );
    });

    assert.equal(message, `MaintenanceSchedule "monthly" has 1 problem:\n  - ${unfit("web")}`);
  });

  it("refuses it also when the machine comes later, or is known later, and then makes no dynamic scope", async () => {
    const { message, registered } = await lateRefusalOf((opts) => {
      const schedule = new MaintenanceSchedule(
        "monthly",
        {
          ...small,
          virtualMachines: { own: { virtualMachineId: machineId, ...patched } },
          dynamicScopes: {
            all: { resourceGroupName: "fleet", osTypes: ["Linux"], locations: ["West Europe"] },
          },
        },
        opts,
      );
      const place = { location: pulumi.output("westeurope"), tags: { by: schedule.scheduleName } };
      new LinuxVirtualMachine("web", { ...linux, ...place }, opts);
      new LinuxVirtualMachine("elsewhere", { ...linux, ...place, resourceGroupName: "x" }, opts);
      return schedule;
    });

    assert.equal(message, `MaintenanceSchedule "monthly" has 1 problem:\n  - ${unfit("web")}`);
    assert.deepEqual(
      registered.filter((name) => name.startsWith("monthly-")),
      ["monthly-configuration", "monthly-vm-own"],
    );
  });

  it("leaves machines open of which a preview does not know enough, and those of another provider", async () => {
    const deployed = await deploy(
      (opts) => {
        new LinuxVirtualMachine("web", { ...linux, tags: { stage: unknownInput() } }, opts);
        new LinuxVirtualMachine("near", { ...linux, tags: { stage: "test" } }, opts);
        const provider = new azureNative.Provider("abroad", {});
        return new MaintenanceSchedule(
          "monthly",
          { ...small, dynamicScopes: { all: { tags: { stage: ["test"] } } } },
          { ...opts, provider },
        );
      },
      { preview: "create" },
    );

    assert.deepEqual([deployed.warnings, deployed.failures], [[], []]);
  });

  it("warns of a dynamic scope that no machine of the program fits, where it has machines", async () => {
    const scope = { ...small, dynamicScopes: { all: { tags: { stage: ["test"] } } } };
    const missed = await deploy((opts) => {
      new LinuxVirtualMachine("web", { ...linux, tags: { stage: "Test" } }, opts);
      return new MaintenanceSchedule("monthly", scope, opts);
    });

    assert.deepEqual(missed.warnings, [
      "dynamicScopes.all: The one machine of this program does not fit. Look at the tags and the other parts of the filter, unless it is meant for machines made elsewhere. [EVG-SCOPE-004]",
    ]);
    assert.ok(childrenOf(missed).some((child) => child.endsWith("monthly-scope-all")));
    assert.deepEqual((await deploy(make(scope))).warnings, []);
  });

  it("warns of a machine that two schedules of the program patch, once", async () => {
    const deployed = await deploy((opts) => {
      const web = new LinuxVirtualMachine("web", { ...scheduled, tags: { stage: "test" } }, opts);
      const own = { web: { virtualMachineId: web.virtualMachineId } };
      const other = { other: { virtualMachineId: machineId, ...patched } };
      new MaintenanceSchedule("weekly", { ...small, virtualMachines: { ...own, ...other } }, opts);
      new MaintenanceSchedule(
        "monthly",
        {
          ...small,
          virtualMachines: { other: { virtualMachineId: machineId.toUpperCase(), ...patched } },
          dynamicScopes: { all: { tags: { stage: ["test"] } } },
        },
        opts,
      );
    });

    assert.deepEqual(
      deployed.warnings,
      [
        ["virtualMachines.other", "other"],
        ["dynamicScopes.all", "web"],
      ].map(
        ([path, machine]) =>
          `${path}: The machine "${machine}" is patched by the schedule "weekly" too. Let one schedule patch it, or see that their windows do not overlap. [EVG-MAINTENANCE-018]`,
      ),
    );
  });

  it("warns of a machine whose patch settings are not known, and of a start before midnight", async () => {
    const deployed = await deploy(
      make({
        ...small,
        startDateTime: "2030-01-08 23:50",
        virtualMachines: { web: { virtualMachineId: machineId } },
      }),
    );

    assert.deepEqual(deployed.warnings, [
      "startDateTime: The start 2030-01-08 23:50 is between 23:45 and 00:00, when a new schedule may miss its first window. Start before 23:45 or after midnight. [EVG-MAINTENANCE-013]",
      "virtualMachines.web.patchMode: The patch settings of the machine are not known, so they cannot be checked. Give patchMode and bypassPlatformSafetyChecksOnUserSchedule of the machine. [EVG-MAINTENANCE-014]",
    ]);
  });

  it("tells all problems at once", async () => {
    const message = await refusalOf(
      make({
        resourceGroupName: "g".repeat(90),
        scheduleName: "s".repeat(38),
        recurEvery: "5Hours",
        location: "mars",
        duration: "04:00",
        timeZone: "Europe/Berlin",
        rebootSetting: "Maybe" as ScheduleRebootSetting,
        windows: { classificationsToInclude: ["Other"], kbNumbersToExclude: ["Q1"] },
        linux: { classificationsToInclude: ["Updates"] },
        virtualMachines: { web: { virtualMachineId: groupId, ...patched, patchMode: "Manual" } },
        dynamicScopes: { all: { osTypes: ["BeOS"], filterOperator: "None" } },
      }),
    );

    assert.deepEqual(message.split("\n"), [
      'MaintenanceSchedule "monthly" has 13 problems:',
      '  - rebootSetting: "Maybe" is no word that it takes. Use IfRequired, Never, Always. [EVG-MAINTENANCE-003]',
      '  - windows.classificationsToInclude: "Other" is no word that it takes. Use Critical, Security, UpdateRollup, FeaturePack, ServicePack, Definition, Tools, Updates. [EVG-MAINTENANCE-003]',
      '  - linux.classificationsToInclude: "Updates" is no word that it takes. Use Critical, Security, Other. [EVG-MAINTENANCE-003]',
      '  - timeZone: "Europe/Berlin" is an IANA time zone; Azure takes a Windows time zone here. Give "W. Europe Standard Time". [EVG-TIME-001]',
      "  - duration: The duration 04:00 is not between 01:30 and 03:55. Give a window of 1 hour 30 minutes to 3 hours 55 minutes. [EVG-MAINTENANCE-005]",
      '  - recurEvery: "5Hours" comes back sooner than after 6 hours. Give at least 6Hours. [EVG-MAINTENANCE-006]',
      '  - windows.kbNumbersToExclude[0]: "Q1" is no KB number. Give it like "KB5044281" or "5044281". [EVG-MAINTENANCE-012]',
      '  - location: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
      '  - scheduleName: "ssssssssssssssssssssssssssssssssssssss" and the name of its resource group have 128 characters together; Azure takes 127. Give a shorter name. [EVG-MAINTENANCE-011]',
      `  - virtualMachines.web.virtualMachineId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Compute/virtualMachines. Give the id of a Microsoft.Compute/virtualMachines. [EVG-ID-003]`,
      '  - virtualMachines.web.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "Manual" and bypassPlatformSafetyChecksOnUserSchedule is true. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
      '  - dynamicScopes.all.osTypes[0]: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-SCOPE-001]',
      '  - dynamicScopes.all.filterOperator: "None" is no word that it takes. Use All or Any. [EVG-SCOPE-001]',
    ]);
  });

  it("judges arguments that are outputs once they are known, all together", async () => {
    const refusal = await lateRefusalOf(
      make({
        ...small,
        duration: pulumi.output("01:00"),
        virtualMachines: {
          web: { virtualMachineId: machineId, ...patched, patchMode: pulumi.output("Manual") },
        },
      }),
    );

    assert.deepEqual(refusal, {
      message: [
        'MaintenanceSchedule "monthly" has 2 problems:',
        "  - duration: The duration 01:00 is not between 01:30 and 03:55. Give a window of 1 hour 30 minutes to 3 hours 55 minutes. [EVG-MAINTENANCE-005]",
        '  - virtualMachines.web.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "Manual" and bypassPlatformSafetyChecksOnUserSchedule is true. Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away. [EVG-PATCH-015]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        resourceGroupName: unknownInput(),
        recurEvery: unknownInput(),
        scheduleName: unknownInput(),
        location: unknownInput(),
        startDateTime: unknownInput(),
        expirationDateTime: unknownInput(),
        duration: unknownInput(),
        timeZone: unknownInput(),
        rebootSetting: unknownInput(),
        windows: { classificationsToInclude: unknownInput(), kbNumbersToInclude: unknownInput() },
        linux: { classificationsToInclude: unknownInput() },
        virtualMachines: {
          web: {
            virtualMachineId: unknownInput(),
            patchMode: unknownInput(),
            bypassPlatformSafetyChecksOnUserSchedule: unknownInput(),
          },
        },
        dynamicScopes: { all: { resourceGroupName: unknownInput(), tags: unknownInput() } },
        preEvents: { one: { webhookUri: unknownInput(), timeToLiveInMinutes: unknownInput() } },
        postEvents: { two: { azureFunctionId: unknownInput() } },
        systemTopicName: unknownInput(),
        deletionLock: { lockName: unknownInput(), notes: unknownInput() },
        tags: unknownInput(),
      }),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:maintenance:MaintenanceConfiguration monthly-configuration",
      "azure-native:maintenance:ConfigurationAssignment monthly-vm-web",
      "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup monthly-scope-all",
      "azure-native:eventgrid:SystemTopic monthly-events",
      "azure-native:eventgrid:SystemTopicEventSubscription monthly-pre-one",
      "azure-native:eventgrid:SystemTopicEventSubscription monthly-post-two",
      "azure-native:authorization:ManagementLockByScope monthly-lock",
    ]);
    assert.deepEqual(deployed.failures, []);
    assert.equal(await isKnown(deployed.result.maintenanceConfigurationId), false);
  });

  it("shows no unknown value in the preview of an update", async () => {
    const deployed = await deploy(
      (opts) => {
        const web = new LinuxVirtualMachine(
          "web",
          { ...linux, patchedBy: PatchedBy.Schedule },
          opts,
        );
        return new MaintenanceSchedule(
          "monthly",
          {
            ...small,
            virtualMachines: { web: { virtualMachineId: web.virtualMachineId } },
            dynamicScopes: { all: {} },
            preEvents: { one: { webhookUri: "https://example.com" } },
            deletionLock: {},
          },
          opts,
        );
      },
      { preview: "update" },
    );

    const unknown = deployed.resources
      .filter(({ name }) => name.startsWith("monthly-"))
      .flatMap(({ inputs }) => unknownPaths(inputs));
    assert.deepEqual(unknown, []);
  });
});
