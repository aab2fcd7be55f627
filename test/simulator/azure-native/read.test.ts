import assert from "node:assert/strict";

import { DoubleOnSmallAzure } from "./double-on-small-azure";
import { contextOf, group } from "./small-azure";

describe("reading with the azure-native double", () => {
  let double: DoubleOnSmallAzure;

  beforeEach(async () => {
    double = await DoubleOnSmallAzure.configured({ location: "westeurope" });
  });

  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;

  it("answers nothing when the resource is gone", async () => {
    const state = { id, inputs: { resourceName: "i" }, outputs: {} };
    assert.equal(
      await double.handler("managedidentity:UserAssignedIdentity").read(state, contextOf("i")),
      undefined,
    );
  });

  it("imports by id, whatever its case, with the arguments that a program would give", async () => {
    const wild = id.replace("resourceGroups", "RESOURCEGROUPS");
    double.azure.resources.set(id.toLowerCase(), {
      id,
      name: "i",
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      location: "westeurope",
      tags: {},
      properties: { principalId: "p" },
    });
    const read = await double
      .handler("managedidentity:UserAssignedIdentity")
      .read({ id: wild, inputs: {}, outputs: {} }, contextOf("i"));
    assert.deepEqual(read, {
      id,
      inputs: { resourceGroupName: "rg", resourceName: "i", location: "westeurope" },
      outputs: {
        azureApiVersion: "2023-01-31",
        id,
        name: "i",
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        location: "westeurope",
        principalId: "p",
        tags: {},
      },
    });
  });

  it("imports a role assignment with its scope", async () => {
    const assignment = `${group}/providers/Microsoft.Authorization/roleAssignments/n`;
    double.azure.resources.set(assignment.toLowerCase(), {
      id: assignment,
      name: "n",
      properties: { principalId: "p", roleDefinitionId: "d", scope: group },
    });
    const read = await double
      .handler("authorization:RoleAssignment")
      .read({ id: assignment, inputs: {}, outputs: {} }, contextOf("n"));
    assert.deepEqual(read?.inputs, {
      scope: group,
      roleAssignmentName: "n",
      principalId: "p",
      roleDefinitionId: "d",
    });
  });

  it("refuses an id of something else", async () => {
    const state = { id: "/subscriptions/x", inputs: {}, outputs: {} };
    await assert.rejects(
      double.handler("managedidentity:UserAssignedIdentity").read(state, contextOf("i")),
      {
        message:
          "failed to parse '/subscriptions/x' against the path '/subscriptions/{subscriptionId}/resourceGroups/" +
          "{resourceGroupName}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}'",
      },
    );
  });

  it("shows drift in the arguments, and not what Azure chose by itself", async () => {
    const disk = `${group}/providers/Microsoft.Compute/disks/d`;
    double.azure.resources.set(disk.toLowerCase(), {
      id: disk,
      name: "d",
      location: "westeurope",
      tags: { a: "changed" },
      properties: { diskSizeGB: 8, networkAccessPolicy: "AllowAll" },
    });
    const inputs = {
      resourceGroupName: "rg",
      diskName: "d",
      location: "West Europe",
      tags: { a: "b" },
      burstingEnabled: true,
    };
    const read = await double.handler("compute:Disk").read(
      {
        id: disk,
        inputs,
        outputs: {
          location: "westeurope",
          tags: { a: "b" },
          diskSizeGB: 8,
          networkAccessPolicy: "AllowAll",
          burstingEnabled: true,
        },
      },
      contextOf("d"),
    );
    assert.deepEqual(read?.inputs, {
      resourceGroupName: "rg",
      diskName: "d",
      location: "West Europe",
      tags: { a: "changed" },
    });
  });
});
