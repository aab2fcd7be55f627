import assert from "node:assert/strict";
import type { Finding } from "../../src/azure/finding";
import { isGuid } from "../../src/azure/guid";
import { covers, permission, permissionAllows } from "../../src/azure/permissions";
import {
  backupKeyReaderRole,
  backupDiagnosticianRole,
  backupOperatorRole,
  builtInRole,
  builtInRoleFindings,
  builtInRoles,
  definitionScopeOf,
  existingRoleFindings,
  patchOperatorRole,
  patchSchedulerRole,
  roleAssignmentFindings,
  roleDefinitionFindings,
  roleDefinitionId,
  runAsContributorRole,
} from "../../src/azure/roles";

const subscriptionId = "11111111-2222-3333-4444-555555555555";
const subscription = `/subscriptions/${subscriptionId}`;
const group = `${subscription}/resourceGroups/rg`;
const managementGroup = "/providers/Microsoft.Management/managementGroups/mg-a";
const reads = permission({ actions: ["Microsoft.Compute/virtualMachines/read"] });
const good = {
  roleName: "Machine reader",
  description: "Reads machines.",
  permission: reads,
  assignableScopes: [group],
};

function errorOf(ruleId: string, propertyPath: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath, message, fix };
}

describe("built-in roles", () => {
  it("have the ids that are the same everywhere", () => {
    assert.equal(builtInRoles.Owner?.id, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
    assert.equal(builtInRoles.Contributor?.id, "b24988ac-6180-42a0-ab88-20f7382dd24c");
    assert.equal(builtInRoles.Reader?.id, "acdd72a7-3385-48ef-bd42-f606fba81ae7");
    assert.equal(
      builtInRoles["User Access Administrator"]?.id,
      "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    );
    const ids = Object.values(builtInRoles).map(({ id }) => id);
    assert.equal(ids.every(isGuid), true);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("have Contributor's NotActions as Azure publishes them", () => {
    assert.deepEqual(builtInRole("Contributor").permission, {
      actions: ["*"],
      notActions: [
        "Microsoft.Authorization/*/Delete",
        "Microsoft.Authorization/*/Write",
        "Microsoft.Authorization/elevateAccess/Action",
        "Microsoft.Blueprint/blueprintAssignments/write",
        "Microsoft.Blueprint/blueprintAssignments/delete",
        "Microsoft.Compute/galleries/share/action",
        "Microsoft.Purview/consents/write",
        "Microsoft.Purview/consents/delete",
        "Microsoft.Resources/deploymentStacks/manageDenySetting/action",
        "Microsoft.Subscription/cancel/action",
        "Microsoft.Subscription/enable/action",
      ],
      dataActions: [],
      notDataActions: [],
    });
  });

  it("are ordered as one expects", () => {
    const of = (name: string) => builtInRole(name).permission;
    assert.equal(covers(of("Owner"), of("Contributor")), true);
    assert.equal(covers(of("Contributor"), of("Owner")), false);
    assert.equal(covers(of("Contributor"), of("Reader")), true);
    assert.equal(covers(of("Contributor"), of("Site Recovery Contributor")), true);
    assert.equal(covers(of("Contributor"), of("Storage Blob Data Reader")), false);
    assert.equal(covers(of("Storage Blob Data Owner"), of("Storage Blob Data Contributor")), true);
    assert.equal(covers(of("Backup Contributor"), of("Backup Operator")), false);
  });

  it("are refused under another name, with the nearest ones", () => {
    assert.deepEqual(builtInRoleFindings("Contributor", "role"), []);
    assert.deepEqual(builtInRoleFindings("contributer", "role"), [
      errorOf(
        "EVG-ROLE-014",
        "role",
        '"contributer" is not the name of a built-in role that is known here.',
        'Did you mean "Contributor"? Give the id of the role definition for any other role.',
      ),
    ]);
    assert.equal(builtInRoleFindings("constructor", "role").length, 1);
    assert.throws(() => builtInRole("Contributer"), {
      name: "RangeError",
      message: '"Contributer" is not among the known built-in roles.',
    });
  });

  it("have definitions in a subscription", () => {
    assert.equal(
      roleDefinitionId(subscriptionId, builtInRole("Reader").id),
      `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
    );
  });
});

describe("role definitions: refusals", () => {
  it("takes a good one", () => {
    assert.deepEqual(roleDefinitionFindings(good, ""), []);
    const longest = { ...good, roleName: "n".repeat(512), description: "d".repeat(2048) };
    assert.deepEqual(roleDefinitionFindings(longest, ""), []);
    const scopes = [managementGroup, subscription, group];
    assert.deepEqual(roleDefinitionFindings({ ...good, assignableScopes: scopes }, ""), []);
  });

  it("refuses a name that is empty or too long", () => {
    assert.deepEqual(roleDefinitionFindings({ ...good, roleName: " " }, "role"), [
      errorOf("EVG-ROLE-003", "role.roleName", "A role needs a name.", "Give one."),
    ]);
    assert.deepEqual(roleDefinitionFindings({ ...good, roleName: "n".repeat(513) }, "role"), [
      errorOf(
        "EVG-ROLE-004",
        "role.roleName",
        "The role's name has 513 characters; Azure takes 512.",
        "Shorten it.",
      ),
    ]);
  });

  it("refuses a description that is too long", () => {
    assert.deepEqual(roleDefinitionFindings({ ...good, description: "d".repeat(2049) }, ""), [
      errorOf(
        "EVG-ROLE-005",
        "description",
        "The role's description has 2049 characters; Azure takes 2048.",
        "Shorten it.",
      ),
    ]);
  });

  it("refuses malformed action strings and two wildcards, at their places", () => {
    const actions = ["Microsoft.Compute/virtualMachines/start", "Microsoft.Compute/*/vms/*"];
    assert.deepEqual(
      roleDefinitionFindings({ ...good, permission: permission({ actions }) }, "role").map(
        ({ ruleId, propertyPath, message }) => [ruleId, propertyPath, message],
      ),
      [
        [
          "EVG-ROLE-001",
          "role.actions[0]",
          '"Microsoft.Compute/virtualMachines/start" is not an action string: it must read {namespace}/{type}/{operation} and end in read, write, delete, action or "*".',
        ],
        [
          "EVG-ROLE-002",
          "role.actions[1]",
          '"Microsoft.Compute/*/vms/*" has 2 wildcards; Azure takes one "*" in an action string.',
        ],
      ],
    );
  });

  it("refuses a role that allows nothing", () => {
    const nothing = permission({ notActions: ["Microsoft.Compute/*"] });
    assert.deepEqual(roleDefinitionFindings({ ...good, permission: nothing }, ""), [
      errorOf(
        "EVG-ROLE-006",
        "actions",
        "The role allows nothing: it has neither actions nor dataActions.",
        "List what its holder must be able to do.",
      ),
    ]);
  });

  it("refuses a role that can give rights", () => {
    const fix =
      'Name narrower actions, or put "Microsoft.Authorization/*/Write" and "Microsoft.Authorization/elevateAccess/Action" into notActions.';
    const cases: [string[], string[]][] = [
      [
        ["Microsoft.Authorization/roleAssignments/*"],
        ["Microsoft.Authorization/roleAssignments/write"],
      ],
      [
        ["microsoft.authorization/ROLEDEFINITIONS/write"],
        ["Microsoft.Authorization/roleDefinitions/write"],
      ],
      [
        ["Microsoft.Authorization/elevateAccess/action"],
        ["Microsoft.Authorization/elevateAccess/action"],
      ],
      [
        ["*/write"],
        [
          "Microsoft.Authorization/roleAssignments/write",
          "Microsoft.Authorization/roleDefinitions/write",
          "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
          "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
          "Microsoft.Authorization/roleManagementPolicies/write",
          "Microsoft.Authorization/classicAdministrators/write",
        ],
      ],
    ];
    for (const [actions, given] of cases) {
      assert.deepEqual(
        roleDefinitionFindings({ ...good, permission: permission({ actions }) }, ""),
        [
          errorOf(
            "EVG-ROLE-007",
            "actions",
            `The role allows ${given.map((action) => `"${action}"`).join(", ")}: whoever holds it can give itself any right.`,
            fix,
          ),
        ],
      );
    }
  });

  it("refuses the roles of Azure's that can give rights, and no others", () => {
    const refused = Object.keys(builtInRoles).filter(
      (name) => existingRoleFindings(name, "role").length > 0,
    );
    assert.deepEqual(refused, [
      "Owner",
      "User Access Administrator",
      "Role Based Access Control Administrator",
    ]);
    for (const [name, { id }] of Object.entries(builtInRoles)) {
      assert.deepEqual(
        existingRoleFindings(`/providers/Microsoft.Authorization/roleDefinitions/${id}`, "role"),
        existingRoleFindings(name, "role"),
      );
    }
    assert.deepEqual(existingRoleFindings("Role Based Access Control Administrator", "role"), [
      errorOf(
        "EVG-ROLE-007",
        "role",
        'The role Role Based Access Control Administrator allows "Microsoft.Authorization/roleAssignments/write": whoever holds it can give itself any right.',
        "Use a narrower role, or list the actions that its holder needs.",
      ),
    ]);
  });

  it("takes `*` only with those taken out", () => {
    const findings = (notActions: string[]) =>
      roleDefinitionFindings(
        { ...good, permission: permission({ actions: ["*"], notActions }) },
        "",
      ).map(({ ruleId }) => ruleId);
    assert.deepEqual(findings([]), ["EVG-ROLE-007"]);
    assert.deepEqual(findings(["Microsoft.Authorization/*/Write"]), ["EVG-ROLE-007"]);
    assert.deepEqual(findings(["Microsoft.Authorization/elevateAccess/Action"]), ["EVG-ROLE-007"]);
    assert.deepEqual(
      findings(["Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/Action"]),
      [],
    );
    assert.deepEqual(findings(["Microsoft.Authorization/*"]), []);
  });

  it("refuses no scope, the root, a wildcard and what is no id", () => {
    const findings = (assignableScopes: string[]) =>
      roleDefinitionFindings({ ...good, assignableScopes }, "role");
    assert.deepEqual(findings([]), [
      errorOf(
        "EVG-ROLE-008",
        "role.assignableScopes",
        "A custom role needs at least one assignable scope.",
        "Name the subscription or resource group in which it is to be assigned.",
      ),
    ]);
    assert.deepEqual(findings([group, "/", "/subscriptions/*", "rg"]), [
      errorOf(
        "EVG-ROLE-011",
        "role.assignableScopes[1]",
        'A custom role cannot have the root scope "/".',
        "Name a management group, a subscription or a resource group.",
      ),
      errorOf(
        "EVG-ROLE-011",
        "role.assignableScopes[2]",
        'The assignable scope "/subscriptions/*" has a wildcard; Azure takes none there.',
        "Name each scope.",
      ),
      errorOf(
        "EVG-ID-001",
        "role.assignableScopes[3]",
        '"rg" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/".',
        'Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}".',
      ),
    ]);
  });

  it("refuses more than 2,000 scopes", () => {
    const scopes = (count: number) =>
      Array.from({ length: count }, (_, index) => `${subscription}/resourceGroups/rg${index}`);
    assert.deepEqual(roleDefinitionFindings({ ...good, assignableScopes: scopes(2000) }, ""), []);
    assert.deepEqual(roleDefinitionFindings({ ...good, assignableScopes: scopes(2001) }, ""), [
      errorOf(
        "EVG-ROLE-009",
        "assignableScopes",
        "The role has 2001 assignable scopes; Azure takes 2000.",
        "Name the management group that holds them instead.",
      ),
    ]);
  });

  it("refuses a second management group", () => {
    const other = "/providers/microsoft.management/managementgroups/mg-b";
    assert.deepEqual(
      roleDefinitionFindings({ ...good, assignableScopes: [managementGroup, group, other] }, ""),
      [
        errorOf(
          "EVG-ROLE-010",
          "assignableScopes",
          `The role names 2 management groups (${managementGroup}, ${other}); Azure takes one.`,
          "Name one that holds the others, or make one role for each.",
        ),
      ],
    );
  });

  it("warns of data actions in a role for a management group, which Azure defines but does not assign there", () => {
    assert.deepEqual(
      roleDefinitionFindings(
        {
          ...good,
          permission: backupKeyReaderRole().permission,
          assignableScopes: [managementGroup],
        },
        "",
      ),
      [
        {
          ruleId: "EVG-ROLE-012",
          severity: "warning",
          propertyPath: "assignableScopes",
          message: `The role has dataActions, so it cannot be assigned at the management group "${managementGroup}" itself.`,
          fix: "Assign it at the subscriptions below that group.",
        },
      ],
    );
  });

  it("tells all that is wrong at once", () => {
    assert.deepEqual(
      roleDefinitionFindings(
        {
          roleName: "",
          description: "d".repeat(3000),
          permission: permission({ actions: ["*", "x"] }),
          assignableScopes: ["/"],
        },
        "role",
      ).map(({ ruleId }) => ruleId),
      ["EVG-ROLE-003", "EVG-ROLE-005", "EVG-ROLE-001", "EVG-ROLE-007", "EVG-ROLE-011"],
    );
  });
});

describe("role assignments: refusals", () => {
  it("takes a scope at or below an assignable one", () => {
    const scope = `${group}/providers/Microsoft.RecoveryServices/vaults/v`;
    assert.deepEqual(
      roleAssignmentFindings({ permission: reads, assignableScopes: [group], scope }, "scope"),
      [],
    );
    assert.deepEqual(
      roleAssignmentFindings(
        { permission: reads, assignableScopes: [managementGroup], scope },
        "scope",
      ),
      [],
    );
    assert.deepEqual(
      roleAssignmentFindings(
        { permission: reads, assignableScopes: [managementGroup], scope: managementGroup },
        "scope",
      ),
      [],
    );
  });

  it("refuses data actions at a management group", () => {
    assert.deepEqual(
      roleAssignmentFindings(
        {
          permission: backupKeyReaderRole().permission,
          assignableScopes: [managementGroup],
          scope: managementGroup,
        },
        "scope",
      ),
      [
        errorOf(
          "EVG-ROLE-012",
          "scope",
          `A role with dataActions cannot be assigned at a management group, and "${managementGroup}" is one.`,
          "Assign it at the subscriptions below that group.",
        ),
      ],
    );
  });

  it("refuses a scope outside the assignable ones", () => {
    assert.deepEqual(
      roleAssignmentFindings(
        { permission: reads, assignableScopes: [group], scope: subscription },
        "scope",
      ),
      [
        errorOf(
          "EVG-ROLE-013",
          "scope",
          `The role cannot be assigned at "${subscription}": it stands at or below none of its assignable scopes (${group}).`,
          "Assign it at or below one of them, or add the scope to assignableScopes.",
        ),
      ],
    );
  });
});

describe("where a role is defined", () => {
  it("is the resource group of a resource, and any other scope itself", () => {
    const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/v`;
    assert.equal(definitionScopeOf(vault), group);
    for (const scope of [group, subscription, managementGroup, "no id"]) {
      assert.equal(definitionScopeOf(scope), scope);
    }
  });
});

describe("role presets", () => {
  const presets = [
    patchOperatorRole(),
    patchSchedulerRole(),
    backupOperatorRole(),
    backupDiagnosticianRole(),
    backupKeyReaderRole(),
    runAsContributorRole(),
  ];

  it("pass the rules for custom roles", () => {
    for (const preset of presets) {
      assert.deepEqual(
        roleDefinitionFindings({ ...preset, assignableScopes: [subscription] }, preset.roleName),
        [],
      );
    }
    assert.equal(new Set(presets.map(({ roleName }) => roleName)).size, presets.length);
  });

  it("give less than the built-in roles that are used instead", () => {
    const less: [string, ReturnType<typeof patchOperatorRole>][] = [
      ["Contributor", patchOperatorRole()],
      ["Contributor", patchSchedulerRole()],
      ["Backup Operator", backupOperatorRole()],
      ["Reader", backupDiagnosticianRole()],
      ["Key Vault Administrator", backupKeyReaderRole()],
      ["Contributor", runAsContributorRole()],
    ];
    for (const [name, preset] of less) {
      assert.equal(covers(builtInRole(name).permission, preset.permission), true, name);
      assert.equal(covers(preset.permission, builtInRole(name).permission), false, name);
    }
  });

  it("let the patch operator patch, not change the machine", () => {
    const { permission: role } = patchOperatorRole();
    const machine = "Microsoft.Compute/virtualMachines";
    for (const [operation, allowed] of [
      ["read", true],
      ["instanceView/read", true],
      ["assessPatches/action", true],
      ["installPatches/action", true],
      ["patchAssessmentResults/latest/read", true],
      ["patchAssessmentResults/latest/softwarePatches/read", true],
      ["patchInstallationResults/softwarePatches/read", true],
      ["write", false],
      ["delete", false],
      ["runCommand/action", false],
    ] as const) {
      assert.equal(permissionAllows(role, `${machine}/${operation}`), allowed, operation);
    }
  });

  it("let the patch scheduler schedule, not patch", () => {
    const { permission: role } = patchSchedulerRole();
    for (const [action, allowed] of [
      ["Microsoft.Maintenance/maintenanceConfigurations/write", true],
      ["Microsoft.Maintenance/configurationAssignments/write", true],
      ["Microsoft.Maintenance/configurationAssignments/maintenanceScope/InGuestPatch/delete", true],
      ["Microsoft.Maintenance/register/action", true],
      ["Microsoft.Compute/virtualMachines/installPatches/action", false],
      ["Microsoft.Compute/virtualMachines/write", false],
    ] as const) {
      assert.equal(permissionAllows(role, action), allowed, action);
    }
  });

  it("let the backup operator run backups, not restore, delete or read credentials", () => {
    const { permission: role } = backupOperatorRole();
    const vault = "Microsoft.RecoveryServices/vaults";
    const item = `${vault}/backupFabrics/protectionContainers/protectedItems`;
    for (const [action, allowed] of [
      [`${item}/backup/action`, true],
      [`${item}/write`, true],
      [`${vault}/backupJobs/cancel/action`, true],
      [`${item}/delete`, false],
      [`${item}/recoveryPoints/restore/action`, false],
      [`${item}/recoveryPoints/accessToken/action`, false],
      [`${vault}/certificates/write`, false],
      [`${vault}/extendedInformation/read`, false],
      [`${vault}/backupResourceGuardProxies/write`, false],
      [`${vault}/backupstorageconfig/write`, false],
    ] as const) {
      assert.equal(permissionAllows(role, action), allowed, action);
    }
  });

  it("let the backup key reader read keys and secrets as data, and nothing else", () => {
    const { permission: role } = backupKeyReaderRole();
    assert.deepEqual(role.actions, []);
    assert.equal(
      permissionAllows(role, "Microsoft.KeyVault/vaults/secrets/getSecret/action", "dataAction"),
      true,
    );
    assert.equal(
      permissionAllows(role, "Microsoft.KeyVault/vaults/secrets/setSecret/action", "dataAction"),
      false,
    );
  });

  it("keep a Run As account from key vaults and from what the caller names", () => {
    const plain = runAsContributorRole();
    assert.equal(plain.roleName, "Automation RunAs Contributor");
    assert.equal(
      plain.description,
      "Can manage all resources except Key Vault and access permissions",
    );
    assert.equal(permissionAllows(plain.permission, "Microsoft.KeyVault/vaults/read"), false);
    assert.equal(permissionAllows(plain.permission, "Microsoft.Compute/disks/delete"), true);
    assert.equal(
      permissionAllows(plain.permission, "Microsoft.Authorization/roleAssignments/write"),
      false,
    );
    const narrower = runAsContributorRole(["Microsoft.Compute/*"]).permission;
    assert.equal(permissionAllows(narrower, "Microsoft.Compute/disks/delete"), false);
    assert.equal(covers(plain.permission, narrower), true);
    assert.equal(covers(narrower, plain.permission), false);
  });
});
