import { callerOf, newAzure, newGroup, subscription } from "../caller";
import { machineId, withSchedule, scheduled } from "../maintenance/scheduled-estate";
import { Replay } from "./replay";

const window = {
  startDateTime: "2026-11-02 22:00",
  expirationDateTime: "9999-12-31 00:00",
  duration: "03:00",
  timeZone: "Pacific Standard Time",
};

describe("official examples of Microsoft.Maintenance", () => {
  it("are answered", async () => {
    const { owner } = await withSchedule({ vm1: scheduled });
    const replay = new Replay(owner, "Microsoft.Maintenance", "maintenance");
    const configurations = `${subscription}/resourceGroups/rg/providers/Microsoft.Maintenance/maintenanceConfigurations`;
    await replay.send(
      "MaintenanceConfigurations_CreateOrUpdate",
      `${configurations}/configuration1`,
      {
        location: "westeurope",
        properties: {
          namespace: "Microsoft.Maintenance",
          maintenanceScope: "OSImage",
          visibility: "Custom",
          maintenanceWindow: { ...window, duration: "05:00", recurEvery: "Day" },
        },
      },
    );
    const guest = `${configurations}/guest`;
    await owner.send("PUT", `${guest}?api-version=2023-04-01`, {
      location: "westeurope",
      properties: {
        namespace: "Microsoft.Maintenance",
        maintenanceScope: "InGuestPatch",
        visibility: "Custom",
        extensionProperties: { InGuestPatchMode: "User" },
        maintenanceWindow: { ...window, recurEvery: "Day" },
        installPatches: {
          rebootSetting: "Always",
          windowsParameters: {
            classificationsToInclude: ["Security"],
            excludeKbsRequiringReboot: false,
            kbNumbersToExclude: ["KB234567"],
            kbNumbersToInclude: ["KB123456"],
          },
        },
      },
    });
    await replay.send("MaintenanceConfigurations_Get", guest);
    const assignments = "providers/Microsoft.Maintenance/configurationAssignments";
    await replay.send(
      "ConfigurationAssignmentsForSubscriptions_CreateOrUpdate",
      `${subscription}/${assignments}/workervmConfiguration`,
      {
        properties: {
          maintenanceConfigurationId: guest,
          filter: {
            locations: ["Japan East", "UK South"],
            resourceGroups: ["RG1", "RG2"],
            resourceTypes: ["Microsoft.Compute/virtualMachines"],
            tagSettings: { filterOperator: "Any", tags: { tag1: ["value1"] } },
          },
        },
      },
    );
    await replay.send(
      "ConfigurationAssignments_CreateOrUpdate",
      `${machineId("vm1")}/${assignments}/workervmPolicy`,
      { location: "westeurope", properties: { maintenanceConfigurationId: guest } },
    );
    await owner.wait(3 * 86_400);
    await replay.send(
      "ApplyUpdates_List",
      `${subscription}/providers/Microsoft.Maintenance/applyUpdates`,
    );
    replay.end();
  });
});

describe("official examples of Recovery Services vaults", () => {
  it("are answered", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const group = await newGroup(owner);
    const replay = new Replay(owner, "Microsoft.RecoveryServices", "recovery-services", {
      etag: "nothing is written on condition",
      "properties.privateEndpointConnections[]": "no private endpoint leads to it",
    });
    const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/swaggerExample`;
    const body = {
      location: "West Europe",
      tags: { TestUpdatedKey: "TestUpdatedValue" },
      identity: { type: "SystemAssigned" },
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: "Enabled",
        monitoringSettings: {
          azureMonitorAlertSettings: {
            alertsForAllJobFailures: "Enabled",
            alertsForAllReplicationIssues: "Enabled",
            alertsForAllFailoverIssues: "Disabled",
          },
          classicAlertSettings: {
            alertsForCriticalOperations: "Disabled",
            emailNotificationsForSiteRecovery: "Enabled",
          },
        },
        securitySettings: { immutabilitySettings: { state: "Disabled" } },
      },
    };
    await replay.send("Vaults_CreateOrUpdate", vault, body);
    await replay.send("Vaults_Get", vault);
    const tags = { PatchKey: "PatchKeyUpdated" };
    const begun = await owner.send("PATCH", `${vault}?api-version=2024-10-01`, { tags });
    await owner.wait(60);
    const address = begun.headers["azure-asyncoperation"] ?? "";
    await replay.send("GetOperationStatus", new URL(address).pathname);
    await replay.send("Vaults_Update", vault, { tags });
    await replay.send("Usages_ListByVaults", `${vault}/usages`);
    replay.end();
  });
});
