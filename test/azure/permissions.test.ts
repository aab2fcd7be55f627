import assert from "node:assert/strict";
import fc from "fast-check";
import {
  actionMatches,
  covers,
  decide,
  permission,
  permissionAllows,
  permissionFindings,
  uncoveredAction,
  type Grant,
  type Permission,
} from "../../src/azure/permissions";
import { builtInRoles } from "../../src/azure/roles";

const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
const group = `${subscription}/resourceGroups/rg`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/v`;

describe("permissions: matching", () => {
  it("compares without case and lets a star span segments", () => {
    const yes: [string, string][] = [
      ["*", "Microsoft.Compute/virtualMachines/read"],
      ["Microsoft.Compute/virtualMachines/read", "microsoft.compute/VIRTUALMACHINES/read"],
      ["*/read", "Microsoft.Compute/virtualMachines/instanceView/read"],
      ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/roleAssignments/write"],
      ["Microsoft.RecoveryServices/vaults/*", "Microsoft.RecoveryServices/vaults/a/b/c/read"],
      [
        "Microsoft.RecoveryServices/vaults/backup*",
        "Microsoft.RecoveryServices/vaults/backupJobs/read",
      ],
      ["a*b*c", "aXbYc"],
    ];
    const no: [string, string][] = [
      ["Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/virtualMachines"],
      ["Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/virtualMachinesX/read"],
      ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/read/x"],
      ["*/read", "Microsoft.Compute/virtualMachines/readX"],
      ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/write"],
      ["aa*aa", "aaa"],
      ["", "a"],
      ["a*b*b", "ab"],
      // A full stop stands for itself.
      ["Microsoft.Compute/*", "MicrosoftXCompute/read"],
    ];
    for (const [pattern, action] of yes) {
      assert.equal(actionMatches(pattern, action), true, `${pattern} ${action}`);
    }
    for (const [pattern, action] of no) {
      assert.equal(actionMatches(pattern, action), false, `${pattern} ${action}`);
    }
  });

  it("takes NotActions out, and keeps the two planes apart", () => {
    const role = permission({
      actions: ["Microsoft.KeyVault/*"],
      notActions: ["Microsoft.KeyVault/vaults/delete"],
      dataActions: ["Microsoft.KeyVault/vaults/keys/*"],
      notDataActions: ["Microsoft.KeyVault/vaults/keys/purge/action"],
    });
    assert.equal(permissionAllows(role, "Microsoft.KeyVault/vaults/read"), true);
    assert.equal(permissionAllows(role, "microsoft.keyvault/VAULTS/DELETE"), false);
    assert.equal(permissionAllows(role, "Microsoft.KeyVault/vaults/read", "dataAction"), false);
    assert.equal(permissionAllows(role, "Microsoft.KeyVault/vaults/keys/read", "dataAction"), true);
    assert.equal(
      permissionAllows(role, "Microsoft.KeyVault/vaults/keys/purge/action", "dataAction"),
      false,
    );
    // NotActions say nothing of the other plane.
    assert.equal(permissionAllows(role, "Microsoft.KeyVault/vaults/keys/purge/action"), true);
  });
});

describe("permissions: deciding", () => {
  const reader: Grant = { scope: subscription, permissions: [permission({ actions: ["*/read"] })] };
  const action = "Microsoft.RecoveryServices/vaults/delete";
  const contributorWithout: Grant = {
    scope: group,
    permissions: [permission({ actions: ["*"], notActions: [action] })],
  };
  const deleter: Grant = { scope: vault, permissions: [permission({ actions: [action] })] };

  it("refuses what no assignment allows", () => {
    assert.deepEqual(decide({ grants: [], action, scope: vault }), { allowed: false });
    assert.deepEqual(decide({ grants: [reader], action, scope: vault }), { allowed: false });
  });

  it("adds assignments up: a NotAction of one is no denial for another", () => {
    assert.deepEqual(decide({ grants: [contributorWithout], action, scope: vault }), {
      allowed: false,
    });
    assert.deepEqual(decide({ grants: [contributorWithout, deleter], action, scope: vault }), {
      allowed: true,
    });
  });

  it("counts what one assignment's own permissions allow together", () => {
    const grant: Grant = {
      scope: vault,
      permissions: [...contributorWithout.permissions, ...deleter.permissions],
    };
    assert.deepEqual(decide({ grants: [grant], action, scope: vault }), { allowed: true });
  });

  it("lets an assignment reach down, not up or sideways", () => {
    assert.equal(decide({ grants: [deleter], action, scope: `${vault}/x/y` }).allowed, true);
    assert.equal(decide({ grants: [deleter], action, scope: vault.toUpperCase() }).allowed, true);
    assert.equal(decide({ grants: [deleter], action, scope: group }).allowed, false);
    assert.equal(decide({ grants: [deleter], action, scope: `${vault}2` }).allowed, false);
  });

  it("lets a deny assignment win, and says which", () => {
    const denial = { scope: group, permissions: [permission({ actions: ["*/delete"] })] };
    assert.deepEqual(decide({ grants: [deleter], denies: [denial], action, scope: vault }), {
      allowed: false,
      deniedBy: denial,
    });
    const narrower = {
      scope: group,
      permissions: [permission({ actions: ["*/delete"], notActions: [action] })],
    };
    assert.deepEqual(decide({ grants: [deleter], denies: [narrower], action, scope: vault }), {
      allowed: true,
    });
    const elsewhere = { ...denial, scope: `${subscription}/resourceGroups/other` };
    assert.equal(
      decide({ grants: [deleter], denies: [elsewhere], action, scope: vault }).allowed,
      true,
    );
  });

  it("keeps a deny assignment at its own scope when it says so", () => {
    const denial = {
      scope: group,
      permissions: [permission({ actions: ["*"] })],
      doNotApplyToChildScopes: true,
    };
    const grants = [{ scope: "/", permissions: [permission({ actions: ["*"] })] }];
    assert.equal(decide({ grants, denies: [denial], action, scope: vault }).allowed, true);
    assert.equal(decide({ grants, denies: [denial], action, scope: `${group}/` }).allowed, false);
  });
});

describe("permissions: comparing", () => {
  it("shows an action that the outer permission lacks", () => {
    const vaults = permission({ actions: ["Microsoft.RecoveryServices/vaults/*"] });
    const reads = permission({ actions: ["Microsoft.RecoveryServices/vaults/*/read"] });
    assert.equal(covers(vaults, reads), true);
    assert.equal(covers(reads, vaults), false);
    assert.equal(uncoveredAction(reads, vaults), "microsoft.recoveryservices/vaults/");
    assert.equal(uncoveredAction(vaults, reads), undefined);
  });

  it("sees through NotActions on both sides", () => {
    const all = permission({ actions: ["*"], notActions: ["*/delete"] });
    const vaults = permission({ actions: ["v/*"] });
    assert.equal(uncoveredAction(all, vaults), "v/delete");
    assert.equal(covers(all, permission({ actions: ["v/*"], notActions: ["v/*delete"] })), true);
    assert.equal(covers(all, permission({ actions: ["v/*"], notActions: ["v/x/*delete"] })), false);
  });

  it("puts several outer patterns together", () => {
    const inner = permission({ actions: ["v/*"] });
    assert.equal(covers(permission({ actions: ["v/a*", "v/*"] }), inner), true);
    assert.equal(covers(permission({ actions: ["v/a*", "v/b*"] }), inner), false);
    assert.equal(
      covers(permission({ actions: ["v/a*", "*"], notActions: ["v/a*"] }), inner),
      false,
    );
  });

  it("compares both planes", () => {
    const data = permission({ dataActions: ["k/keys/read"] });
    assert.equal(covers(permission({ actions: ["*"] }), data), false);
    assert.equal(covers(permission({ dataActions: ["K/*"] }), data), true);
    assert.equal(uncoveredAction(permission({}), data, "dataAction"), "k/keys/read");
    assert.equal(covers(permission({}), permission({})), true);
  });
});

describe("permissions: algebra", () => {
  // A small alphabet, so that patterns and actions meet often.
  const word = fc.constantFrom("a", "b", "A", "ab", "read");
  const action = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("/"));
  const pattern = fc.oneof(
    action,
    fc.tuple(action, fc.constantFrom("*", "/*", "*/read")).map(([head, tail]) => head + tail),
    fc.constantFrom("*", "*/read", "a*", "*b", "a*b"),
  );
  const patterns = fc.array(pattern, { maxLength: 3 });
  const anyPermission: fc.Arbitrary<Permission> = fc.record({
    actions: patterns,
    notActions: patterns,
    dataActions: patterns,
    notDataActions: patterns,
  });
  const scopes = [subscription, group, vault, `${vault}/a/b`, "/", "/providers/Microsoft.X/y/z"];
  const grant: fc.Arbitrary<Grant> = fc.record({
    scope: fc.constantFrom(...scopes),
    permissions: fc.array(anyPermission, { maxLength: 2 }),
  });
  const request = fc.record({
    grants: fc.array(grant, { maxLength: 3 }),
    denies: fc.array(grant, { maxLength: 2 }),
    action,
    scope: fc.constantFrom(...scopes),
    kind: fc.constantFrom("action" as const, "dataAction" as const),
  });

  it("matches as the same pattern written as a regular expression does", () => {
    fc.assert(
      fc.property(pattern, action, (text, name) => {
        const expression = new RegExp(
          `^${text.replaceAll(/[.$/]/g, "\\$&").replaceAll("*", ".*")}$`,
          "i",
        );
        assert.equal(actionMatches(text, name), expression.test(name));
      }),
    );
  });

  it("allows more with another assignment, less with another deny", () => {
    fc.assert(
      fc.property(request, grant, (asked, extra) => {
        const before = decide(asked).allowed;
        const granted = decide({ ...asked, grants: [...asked.grants, extra] }).allowed;
        const denied = decide({ ...asked, denies: [...asked.denies, extra] }).allowed;
        assert.equal(before && !granted, false);
        assert.equal(denied && !before, false);
      }),
    );
  });

  it("is the union of what each assignment allows alone, less what each deny forbids", () => {
    fc.assert(
      fc.property(request, ({ grants, denies, ...rest }) => {
        const alone = (one: Grant) => decide({ grants: [one], ...rest }).allowed;
        assert.equal(
          decide({ grants, denies, ...rest }).allowed,
          grants.some(alone) && !denies.some(alone),
        );
      }),
    );
  });

  it("asks for neither order nor case", () => {
    fc.assert(
      fc.property(request, ({ grants, denies, action: name, scope, kind }) => {
        assert.equal(
          decide({
            grants: [...grants].reverse(),
            denies: [...denies].reverse(),
            action: name.toUpperCase(),
            scope: scope.toUpperCase(),
            kind,
          }).allowed,
          decide({ grants, denies, action: name, scope, kind }).allowed,
        );
      }),
    );
  });

  it("covers exactly when no action tells the two apart", () => {
    const everyAction = ["a", "b", "ab", "read"].flatMap((one) => [
      one,
      ...["a", "b", "ab", "read"].flatMap((two) => [
        `${one}/${two}`,
        ...["a", "b", "read"].map((three) => `${one}/${two}/${three}`),
      ]),
    ]);
    fc.assert(
      fc.property(anyPermission, anyPermission, (outer, inner) => {
        const witness = uncoveredAction(outer, inner);
        if (witness === undefined) {
          for (const name of everyAction) {
            assert.equal(permissionAllows(inner, name) && !permissionAllows(outer, name), false);
          }
        } else {
          assert.equal(permissionAllows(inner, witness), true);
          assert.equal(permissionAllows(outer, witness), false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("covers as a partial order", () => {
    fc.assert(
      fc.property(anyPermission, anyPermission, anyPermission, (a, b, c) => {
        assert.equal(covers(a, a), true);
        assert.equal(covers(a, b) && covers(b, c) && !covers(a, c), false);
        const less = { ...b, notActions: [...b.notActions, ...c.actions] };
        assert.equal(covers(b, less), true);
      }),
    );
  });
});

describe("permissions: refusals", () => {
  const malformed = (text: string, path: string) => ({
    ruleId: "EVG-ROLE-001",
    severity: "error",
    propertyPath: path,
    message: `"${text}" is not an action string: it must read {namespace}/{type}/{operation} and end in read, write, delete, action or "*".`,
    fix: 'Give an operation that "az provider operation list" shows, for example "Microsoft.Compute/virtualMachines/read".',
  });

  it("takes what Azure takes", () => {
    const actions = [
      "*",
      "*/read",
      "Microsoft.Compute/*",
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/elevateAccess/Action",
      "Microsoft.Compute/virtualMachines/*",
      "Microsoft.RecoveryServices/vaults/backup*",
      "Microsoft.Insights/metrics/$metadata/read",
      "84codes.CloudAMQP/servers/read",
      "Microsoft.*",
      "Microsoft.RecoveryServices/vaults/*delete",
    ];
    assert.deepEqual(permissionFindings(permission({ actions }), "role"), []);
    for (const [name, role] of Object.entries(builtInRoles)) {
      assert.deepEqual(permissionFindings(role.permission, name), []);
    }
  });

  it("refuses a malformed action string in any list, with its place", () => {
    assert.deepEqual(
      permissionFindings(
        {
          actions: ["Microsoft.Compute/virtualMachines/read", "virtualMachines/read"],
          notActions: ["Microsoft.Compute/virtualMachines"],
          dataActions: ["Microsoft.KeyVault/vaults/keys/get"],
          notDataActions: ["Microsoft.KeyVault /vaults/keys/read", ""],
        },
        "role",
      ),
      [
        malformed("virtualMachines/read", "role.actions[1]"),
        malformed("Microsoft.Compute/virtualMachines", "role.notActions[0]"),
        malformed("Microsoft.KeyVault/vaults/keys/get", "role.dataActions[0]"),
        malformed("Microsoft.KeyVault /vaults/keys/read", "role.notDataActions[0]"),
        malformed("", "role.notDataActions[1]"),
      ],
    );
    for (const text of [
      "/read",
      "Microsoft.Compute/",
      "Microsoft.Compute//read",
      "Microsoft.Compute/*/",
      "?",
    ]) {
      assert.deepEqual(permissionFindings(permission({ actions: [text] }), ""), [
        malformed(text, "actions[0]"),
      ]);
    }
  });

  it("refuses more than one wildcard in a string", () => {
    assert.deepEqual(
      permissionFindings(permission({ notActions: ["Microsoft.RecoveryServices/*/x/*"] }), ""),
      [
        {
          ruleId: "EVG-ROLE-002",
          severity: "error",
          propertyPath: "notActions[0]",
          message:
            '"Microsoft.RecoveryServices/*/x/*" has 2 wildcards; Azure takes one "*" in an action string.',
          fix: "Write one string for each case that the wildcards were to cover.",
        },
      ],
    );
  });
});
