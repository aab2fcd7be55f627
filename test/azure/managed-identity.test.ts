import assert from "node:assert/strict";
import {
  identityTypeOf,
  missingIdentityFindings,
  principalIdFindings,
  rolesWithoutIdentityFindings,
} from "../../src/azure/managed-identity";

describe("managed identities", () => {
  it("are named in Azure's words", () => {
    assert.equal(identityTypeOf({ systemAssigned: false, userAssignedCount: 0 }), "None");
    assert.equal(identityTypeOf({ systemAssigned: true, userAssignedCount: 0 }), "SystemAssigned");
    assert.equal(identityTypeOf({ systemAssigned: false, userAssignedCount: 2 }), "UserAssigned");
    assert.equal(
      identityTypeOf({ systemAssigned: true, userAssignedCount: 1 }),
      "SystemAssigned, UserAssigned",
    );
  });

  it("must be there, one or the other", () => {
    const find = (systemAssigned: boolean, userAssignedCount: number) =>
      missingIdentityFindings({ systemAssigned, userAssignedCount }, "identity").map(
        ({ ruleId, message }) => [ruleId, message],
      );

    assert.deepEqual(find(true, 0), []);
    assert.deepEqual(find(false, 1), []);
    assert.deepEqual(find(false, 0), [
      ["EVG-IDENTITY-001", "Neither a system-assigned nor a user-assigned identity is asked for."],
    ]);
  });

  it("take roles only when they are the resource's own", () => {
    const find = (systemAssigned: boolean, roleCount: number) =>
      rolesWithoutIdentityFindings(
        { systemAssigned, userAssignedCount: 1 },
        roleCount,
        "roleAssignments",
      ).map(({ ruleId }) => ruleId);

    assert.deepEqual(find(true, 2), []);
    assert.deepEqual(find(false, 0), []);
    assert.deepEqual(find(false, 1), ["EVG-IDENTITY-002"]);
  });

  it("are known by an object id, which is a GUID", () => {
    assert.deepEqual(principalIdFindings("11111111-1111-4111-8111-111111111111", "p"), []);
    assert.deepEqual(
      principalIdFindings("fleet", "p").map(({ message }) => message),
      ['"fleet" is not the object id of a principal, which is a GUID.'],
    );
  });
});
