import assert from "node:assert/strict";
import { errorOf } from "../caller";
import {
  done,
  fabricBody,
  group,
  vault,
  west,
  withContainers,
  withVaultAndAccount,
} from "../site-recovery/replicated-estate";

import { withItem } from "../site-recovery/replicated-machine";

const version = "api-version=2021-04-01";

describe("the deletion of a resource group", () => {
  it("takes an empty vault, and what is in the group, with it", async () => {
    const { azure, owner } = await withVaultAndAccount();
    await owner.send("DELETE", `${group}?${version}`);
    await owner.wait(31);
    assert.deepEqual(azure.estate.all(), []);
  });

  it("is blocked by a vault that is not empty, which stays while the rest goes", async () => {
    const { azure, owner, identity } = await withContainers();
    const assignment = `${group}/providers/Microsoft.Authorization/roleAssignments/0a1b2c3d-1111-4222-8333-444455557777`;
    await owner.send("PUT", `${assignment}?api-version=2022-04-01`, {
      properties: {
        roleDefinitionId:
          "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        principalId: identity,
        principalType: "ServicePrincipal",
      },
    });
    const deletion = await owner.send("DELETE", `${group}?${version}`);
    assert.equal(deletion.status, 202);
    await owner.wait(31);
    const answered = await owner.send("GET", deletion.headers.location ?? "");
    const { error } = answered.body as { error: { details: unknown } };
    assert.deepEqual(errorOf(answered), {
      status: 409,
      code: "ResourceGroupDeletionBlocked",
      message:
        "Deletion of resource group 'rg' failed as resources with identifiers " +
        "'Microsoft.RecoveryServices/vaults/vault1' could not be deleted. The provisioning state of the " +
        "resource group will be rolled back. Please check audit logs for more details.",
    });
    const refusal = {
      code: "ServiceResourceNotEmptyWithContainerDetails",
      message:
        "Vault cannot be deleted as there are existing resources within the vault. : west, north, " +
        "container1, container1\nUnregister all containers from the vault and then retry to delete vault. " +
        "For instructions, see https://aka.ms/AB-AA4ecq5",
    };
    assert.deepEqual(error.details, [
      { code: refusal.code, message: JSON.stringify({ error: refusal }), target: vault },
    ]);
    assert.deepEqual(
      azure.estate.all().map(({ type }) => type.slice(type.lastIndexOf("/") + 1)),
      [
        "resourceGroups",
        "vaults",
        "replicationFabrics",
        "replicationFabrics",
        "replicationProtectionContainers",
        "replicationProtectionContainers",
        "replicationPolicies",
        "roleAssignments",
      ],
    );
    assert.deepEqual(azure.estate.get(group)?.properties, { provisioningState: "Succeeded" });
    assert.equal(
      (await owner.send("PUT", `${west}?api-version=2023-06-01`, fabricBody("westeurope"))).status,
      200,
    );
  });

  it("works once the vault has been emptied", async () => {
    const { azure, owner } = await withItem();
    await owner.send("DELETE", `${group}?${version}`);
    await owner.wait(31);
    for (const { id, type } of azure.estate.within(vault).reverse()) {
      if (!type.endsWith("/vaults")) {
        const policy = type.endsWith("/replicationPolicies");
        await done(
          owner,
          policy ? "DELETE" : "POST",
          policy ? id : `${id}/remove`,
          policy ? undefined : {},
        );
      }
    }
    await owner.send("DELETE", `${group}?${version}`);
    await owner.wait(31);
    assert.deepEqual(azure.estate.within(group), []);
  });

  it("is refused at once while anything in the group is locked", async () => {
    const { azure, owner } = await withContainers();
    const lock = `${west}/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`;
    await owner.send("PUT", lock, { properties: { level: "CanNotDelete" } });
    const before = azure.estate.version;
    assert.deepEqual(errorOf(await owner.send("DELETE", `${group}?${version}`)), {
      status: 409,
      code: "ScopeLocked",
      message:
        `The scope '${group}' cannot perform delete operation because following scope(s) are locked: ` +
        `'${west}'. Please remove the lock and try again.`,
    });
    assert.deepEqual(azure.estate.changes(before), []);
  });
});
