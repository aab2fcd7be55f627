import assert from "node:assert/strict";
import {
  backupKeyPermissions,
  keyVaultAuthorizationFindings,
  sharedKeyAccessFindings,
} from "../../src/azure/backup-key-access";
import { told } from "./told";

describe("what Azure Backup needs of a key vault", () => {
  it("is more with a key than without", () => {
    assert.deepEqual(backupKeyPermissions(true), {
      keys: ["get", "list", "backup"],
      secrets: ["get", "list", "backup"],
    });
    assert.deepEqual(backupKeyPermissions(false), {
      keys: [],
      secrets: ["get", "list", "backup"],
    });
  });

  it("is given in the form that the key vault looks at", () => {
    const of = (authorization: string, rolesUsed: boolean): string[] =>
      told(keyVaultAuthorizationFindings({ authorization, rolesUsed }, "authorization"));
    assert.deepEqual(of("Roles", true), []);
    assert.deepEqual(of("AccessPolicies", false), []);
    assert.deepEqual(of("AccessPolicies", true), [
      'error authorization: authorization is "AccessPolicies", but the key vault goes by roles (enableRbacAuthorization is true), so Azure Backup would not be let in. Set authorization to "Roles". [EVG-BACKUP-047]',
    ]);
  });

  it("is given once, for the one who needs most", () => {
    const policy = (keyEncryptionKeyUsed: boolean) => ({
      authorization: "AccessPolicies",
      keyEncryptionKeyUsed,
    });
    const of = (first: ReturnType<typeof policy>, own: ReturnType<typeof policy>): number =>
      sharedKeyAccessFindings({ first, own, firstName: "one" }, "keyVaults.a").length;
    assert.deepEqual([of(policy(true), policy(false)), of(policy(false), policy(false))], [0, 0]);
    assert.equal(of(policy(false), policy(true)), 1);
    assert.equal(of(policy(true), { ...policy(true), authorization: "Roles" }), 1);
  });
});
