import assert from "node:assert/strict";
import { readSource } from "../../../src/policy/sources/detect";
import { assertRefused, subscription } from "./sources";

const group = `/subscriptions/${subscription}/resourceGroups/fleet`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault`;

/** What the rules are given of one row. */
function read(row: object): object | undefined {
  const [resource] = readSource(JSON.stringify([row])).resources;
  return resource && { token: resource.token, inputs: resource.inputs };
}

describe("a listing of Azure Resource Graph", () => {
  it("is read in azure-native's words", () => {
    const id = `${group}/providers/Microsoft.Compute/virtualMachines/web`;
    const row = {
      id,
      name: "web",
      type: "microsoft.compute/virtualmachines",
      resourceGroup: "fleet",
      tags: null,
      location: "westeurope",
      identity: { type: "UserAssigned", userAssignedIdentities: { "/i": { clientId: "c" } } },
      properties: { hardwareProfile: { vmSize: "Standard_D2s_v5" } },
    };
    const outputs = {
      location: "westeurope",
      identity: row.identity,
      hardwareProfile: { vmSize: "Standard_D2s_v5" },
      id,
      name: "web",
    };
    const expected = {
      kind: "listing",
      hiddenValues: 0,
      resources: [
        {
          urn: id,
          name: "web",
          token: "azure-native:compute:VirtualMachine",
          id,
          inputs: {
            location: "westeurope",
            identity: { type: "UserAssigned", userAssignedIdentities: ["/i"] },
            hardwareProfile: { vmSize: "Standard_D2s_v5" },
            resourceGroupName: "fleet",
            vmName: "web",
          },
          outputs,
          subscriptionId: subscription,
        },
      ],
    };
    for (const listing of [
      [row],
      { count: 1, data: [row], skip_token: null, total_records: 1 },
      {
        totalRecords: 1,
        data: {
          columns: Object.keys(row).map((name) => ({ name, type: "string" })),
          rows: [Object.values(row)],
        },
      },
    ]) {
      assert.deepEqual(readSource(JSON.stringify(listing)), expected);
    }
  });

  it("keeps the properties of Recovery Services, under the names of the arguments", () => {
    assert.deepEqual(
      read({
        id: `${vault}/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectionContainerMappings/m`,
        type: "microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotectioncontainermappings",
        properties: { providerSpecificDetails: { agentAutoUpdateStatus: "Enabled" } },
      }),
      {
        token: "azure-native:recoveryservices:ReplicationProtectionContainerMapping",
        inputs: {
          properties: { providerSpecificInput: { agentAutoUpdateStatus: "Enabled" } },
          resourceGroupName: "fleet",
          resourceName: "vault",
          fabricName: "f",
          protectionContainerName: "c",
          mappingName: "m",
        },
      },
    );
  });

  it("finds the argument behind a name of Azure's", () => {
    assert.deepEqual(
      read({
        id: `${group}/providers/Microsoft.Storage/storageAccounts/store`,
        type: "microsoft.storage/storageaccounts",
        properties: { supportsHttpsTrafficOnly: true, networkAcls: { defaultAction: "Deny" } },
      }),
      {
        token: "azure-native:storage:StorageAccount",
        inputs: {
          enableHttpsTrafficOnly: true,
          networkRuleSet: { defaultAction: "Deny" },
          resourceGroupName: "fleet",
          accountName: "store",
        },
      },
    );
    assert.deepEqual(
      read({
        id: `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/weekly`,
        type: "microsoft.maintenance/maintenanceconfigurations",
        properties: { maintenanceScope: "InGuestPatch", maintenanceWindow: { duration: "02:00" } },
      }),
      {
        token: "azure-native:maintenance:MaintenanceConfiguration",
        inputs: {
          maintenanceScope: "InGuestPatch",
          duration: "02:00",
          resourceGroupName: "fleet",
          resourceName: "weekly",
        },
      },
    );
  });

  it("takes the token whose path the id has", () => {
    const assignment = "providers/Microsoft.Maintenance/configurationAssignments/weekly";
    const type = "microsoft.maintenance/configurationassignments";
    const machine = `${group}/providers/Microsoft.Compute/virtualMachines/web`;
    assert.deepEqual(read({ id: `${machine}/${assignment}`, type }), {
      token: "azure-native:maintenance:ConfigurationAssignment",
      inputs: {
        resourceGroupName: "fleet",
        providerName: "Microsoft.Compute",
        resourceType: "virtualMachines",
        resourceName: "web",
        configurationAssignmentName: "weekly",
      },
    });
    assert.deepEqual(read({ id: `${group}/${assignment}`, type }), {
      token: "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup",
      inputs: { resourceGroupName: "fleet", configurationAssignmentName: "weekly" },
    });
    assert.deepEqual(
      read({
        id: `${vault}/providers/Microsoft.Authorization/roleAssignments/r`,
        type: "microsoft.authorization/roleassignments",
        properties: { principalId: "p" },
      }),
      {
        token: "azure-native:authorization:RoleAssignment",
        inputs: { principalId: "p", scope: vault, roleAssignmentName: "r" },
      },
    );
    assert.equal(read({ id: `${group}/providers/Microsoft.Web/sites/s`, type: "x/y" }), undefined);
  });

  it("is refused with the path of what is wrong", () => {
    assertRefused([{ id: group }], "[0].type: There is no text.");
    assertRefused({ data: [{ id: "web", type: "x/y" }] }, "data[0].id: It is no ARM id.");
    assertRefused({ data: "rows" }, "data: There is no list.");
    assertRefused(
      { data: [], totalRecords: 2 },
      "data: It is one page of 0 rows, not the whole listing. Put all pages into one list.",
    );
  });
});
