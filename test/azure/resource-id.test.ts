import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidInputError } from "../../src/azure/finding";
import {
  ancestorScopes,
  childId,
  extensionResourceId,
  isAtOrBelow,
  parentId,
  parseResourceId,
  resourceGroupId,
  resourceId,
  resourceIdFindings,
  sameId,
  subscriptionIdFindings,
  subscriptionScope,
} from "../../src/azure/resource-id";
import { told } from "./told";

const subscriptionId = "11111111-2222-3333-4444-555555555555";
const subscription = `/subscriptions/${subscriptionId}`;
const group = `${subscription}/resourceGroups/rg-dr`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault-a`;
const fabric = `${vault}/replicationFabrics/fabric-a`;
const assignment = `${vault}/providers/Microsoft.Authorization/roleAssignments/ra`;
const feature = `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute/features/InGuestPatchVMPreview`;
const managementGroup = "/providers/Microsoft.Management/managementGroups/mg-a";

describe("ids of subscriptions", () => {
  it("are GUIDs, and nothing stands around them", () => {
    assert.deepEqual(subscriptionIdFindings(subscriptionId, "subscriptionId"), []);
    assert.deepEqual(told(subscriptionIdFindings(subscription, "at.subscriptionId")), [
      `error at.subscriptionId: "${subscription}" is not the id of a subscription, which is a GUID. Give it as "az account list" prints it, without "/subscriptions/". [EVG-ID-004]`,
    ]);
  });
});

describe("resource ids: parsing", () => {
  it("takes a nested resource apart", () => {
    assert.deepEqual(parseResourceId(fabric), {
      text: fabric,
      subscriptionId,
      resourceGroupName: "rg-dr",
      type: "Microsoft.RecoveryServices/vaults/replicationFabrics",
      names: ["vault-a", "fabric-a"],
      name: "fabric-a",
      scope: group,
    });
  });

  it("takes a subscription and a resource group apart", () => {
    assert.deepEqual(parseResourceId(subscription), {
      text: subscription,
      subscriptionId,
      type: "Microsoft.Resources/subscriptions",
      names: [subscriptionId],
      name: subscriptionId,
    });
    assert.deepEqual(parseResourceId(`${group}/`), {
      text: group,
      subscriptionId,
      resourceGroupName: "rg-dr",
      type: "Microsoft.Resources/resourceGroups",
      names: ["rg-dr"],
      name: "rg-dr",
      scope: subscription,
    });
  });

  it("takes an extension of a resource apart: the last type counts", () => {
    assert.deepEqual(parseResourceId(assignment), {
      text: assignment,
      subscriptionId,
      resourceGroupName: "rg-dr",
      type: "Microsoft.Authorization/roleAssignments",
      names: ["ra"],
      name: "ra",
      scope: vault,
    });
  });

  it("takes a feature apart, whose inner providers is a type", () => {
    assert.deepEqual(parseResourceId(feature), {
      text: feature,
      subscriptionId,
      type: "Microsoft.Features/providers/features",
      names: ["Microsoft.Compute", "InGuestPatchVMPreview"],
      name: "InGuestPatchVMPreview",
      scope: subscription,
    });
  });

  it("takes a resource of the tenant and a bare namespace apart", () => {
    assert.deepEqual(parseResourceId(managementGroup), {
      text: managementGroup,
      type: "Microsoft.Management/managementGroups",
      names: ["mg-a"],
      name: "mg-a",
    });
    const namespace = `${subscription}/providers/Microsoft.Compute`;
    assert.deepEqual(parseResourceId(namespace), {
      text: namespace,
      subscriptionId,
      type: "Microsoft.Resources/providers",
      names: ["Microsoft.Compute"],
      name: "Microsoft.Compute",
      scope: subscription,
    });
  });

  it("keeps the letters and reads the fixed words in any case", () => {
    const id = parseResourceId(
      `/SUBSCRIPTIONS/${subscriptionId}/resourcegroups/RG/Providers/microsoft.compute/virtualmachines/VM`,
    );
    assert.equal(id.type, "microsoft.compute/virtualmachines");
    assert.equal(id.resourceGroupName, "RG");
    assert.equal(id.name, "VM");
  });

  it("takes names with the letters that Azure allows", () => {
    const item = `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg;vm`;
    assert.equal(parseResourceId(item).name, "IaasVMContainer;iaasvmcontainerv2;rg;vm");
    assert.equal(
      parseResourceId(`${subscription}/resourceGroups/Grüße(1)_a-b.c`).name,
      "Grüße(1)_a-b.c",
    );
  });
});

describe("resource ids: refusals", () => {
  const fix =
    "Correct that segment, or copy the id from the resource's JSON view in the portal. [EVG-ID-002]";
  const cases: [string, string, string[]][] = [
    [
      "no root",
      "vault-a",
      [
        '"vault-a" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
      ],
    ],
    [
      "nothing",
      "",
      [
        '"" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]',
      ],
    ],
    [
      "a subscription that is no GUID",
      "/subscriptions/prod/resourceGroups/rg",
      [
        `"/subscriptions/prod/resourceGroups/rg" is not a resource id: segment 2, "prod", is not a subscription id, which is a GUID. ${fix}`,
      ],
    ],
    [
      "no subscription",
      "/subscriptions/",
      [
        `"/subscriptions/" is not a resource id: segment 2, the subscription id after "subscriptions", is missing. ${fix}`,
      ],
    ],
    [
      "a misspelt fixed word",
      `${subscription}/resourceGroup/rg`,
      [
        `"${subscription}/resourceGroup/rg" is not a resource id: segment 3, "resourceGroup", stands where "resourceGroups" or "providers" is due. ${fix}`,
      ],
    ],
    [
      "a group without a name",
      `${subscription}/resourceGroups`,
      [
        `"${subscription}/resourceGroups" is not a resource id: segment 4, the name after "resourceGroups", is missing. ${fix}`,
      ],
    ],
    [
      "a group's name that ends in a full stop",
      `${subscription}/resourceGroups/rg.`,
      [
        `"${subscription}/resourceGroups/rg." is not a resource id: segment 4, "rg.", is not a resource group name: 1 to 90 letters, digits, and any of . _ - ( ), no full stop at the end. ${fix}`,
      ],
    ],
    [
      "something after the group that is no provider",
      `${group}/vaults/vault-a`,
      [
        `"${group}/vaults/vault-a" is not a resource id: segment 5, "vaults", stands where "providers" is due. ${fix}`,
      ],
    ],
    [
      "no namespace",
      `${group}/providers`,
      [
        `"${group}/providers" is not a resource id: segment 6, the namespace after "providers", is missing. ${fix}`,
      ],
    ],
    [
      "a namespace without a company",
      `${group}/providers/Compute/virtualMachines/vm`,
      [
        `"${group}/providers/Compute/virtualMachines/vm" is not a resource id: segment 6, "Compute", is not a resource provider's namespace, such as Microsoft.Compute. ${fix}`,
      ],
    ],
    [
      "a collection instead of a resource",
      `${vault}/replicationFabrics`,
      [
        `"${vault}/replicationFabrics" is not a resource id: segment 10, the name after "replicationFabrics", is missing. ${fix}`,
      ],
    ],
    [
      "an empty segment",
      `${group}//providers/Microsoft.Compute/virtualMachines/vm`,
      [
        `"${group}//providers/Microsoft.Compute/virtualMachines/vm" is not a resource id: segment 5, "", is empty. ${fix}`,
        `"${group}//providers/Microsoft.Compute/virtualMachines/vm" is not a resource id: segment 5, "", stands where "providers" is due. ${fix}`,
      ],
    ],
    [
      "a query string",
      `${vault}?api-version=2024-04-01`,
      [
        `"${vault}?api-version=2024-04-01" is not a resource id: segment 8, "vault-a?api-version=2024-04-01", has one of the characters ? # % \\ < > or a control character. ${fix}`,
      ],
    ],
    [
      "a space at the end",
      `${vault} `,
      [
        `"${vault} " is not a resource id: segment 8, "vault-a ", begins or ends with a space. ${fix}`,
      ],
    ],
    [
      "several wrong segments",
      "/subscriptions/prod/resourceGroups/rg./providers/Compute/vms",
      [
        `"/subscriptions/prod/resourceGroups/rg./providers/Compute/vms" is not a resource id: segment 2, "prod", is not a subscription id, which is a GUID. ${fix}`,
        `"/subscriptions/prod/resourceGroups/rg./providers/Compute/vms" is not a resource id: segment 4, "rg.", is not a resource group name: 1 to 90 letters, digits, and any of . _ - ( ), no full stop at the end. ${fix}`,
        `"/subscriptions/prod/resourceGroups/rg./providers/Compute/vms" is not a resource id: segment 6, "Compute", is not a resource provider's namespace, such as Microsoft.Compute. ${fix}`,
        `"/subscriptions/prod/resourceGroups/rg./providers/Compute/vms" is not a resource id: segment 8, the name after "vms", is missing. ${fix}`,
      ],
    ],
  ];

  for (const [title, text, problems] of cases) {
    it(`names the segment: ${title}`, () => {
      const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
      assert.throws(
        () => parseResourceId(text, "vaultId"),
        (error: unknown) => {
          assert.ok(error instanceof InvalidInputError);
          assert.equal(
            error.message,
            [`The resource id has ${count}:`, ...problems.map((p) => `  - vaultId: ${p}`)].join(
              "\n",
            ),
          );
          return true;
        },
      );
      assert.equal(resourceIdFindings(text, "vaultId").length, problems.length);
    });
  }

  it("refuses the id of another type", () => {
    assert.deepEqual(resourceIdFindings(group, "vaultId", "Microsoft.RecoveryServices/vaults"), [
      {
        ruleId: "EVG-ID-003",
        severity: "error",
        propertyPath: "vaultId",
        message: `"${group}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.RecoveryServices/vaults.`,
        fix: "Give the id of a Microsoft.RecoveryServices/vaults.",
      },
    ]);
    assert.deepEqual(resourceIdFindings(vault, "vaultId", "microsoft.recoveryservices/VAULTS"), []);
  });

  it("needs a name for each type segment when it builds", () => {
    assert.throws(
      () => resourceId({ subscriptionId, type: "Microsoft.Compute/virtualMachines", names: [] }),
      {
        name: "RangeError",
        message: 'The type "Microsoft.Compute/virtualMachines" needs 1 names, but 0 were given.',
      },
    );
  });
});

describe("resource ids: building and comparing", () => {
  it("builds", () => {
    assert.equal(subscriptionScope(subscriptionId), subscription);
    assert.equal(resourceGroupId(subscriptionId, "rg-dr"), group);
    assert.equal(childId(`${vault}/`, "replicationFabrics", "fabric-a"), fabric);
    assert.equal(
      extensionResourceId("/", "Microsoft.Authorization/roleDefinitions", ["x"]),
      "/providers/Microsoft.Authorization/roleDefinitions/x",
    );
  });

  it("compares without case and without a slash at the end", () => {
    assert.equal(sameId(vault, `${vault.toUpperCase()}/`), true);
    assert.equal(sameId(vault, fabric), false);
    assert.equal(sameId(vault, `${vault}//`), false);
  });

  it("finds what stands at or below a scope", () => {
    assert.equal(isAtOrBelow(fabric, vault.toUpperCase()), true);
    assert.equal(isAtOrBelow(vault, vault), true);
    assert.equal(isAtOrBelow(vault, fabric), false);
    assert.equal(isAtOrBelow(`${vault}-2`, vault), false);
    assert.equal(isAtOrBelow(vault, "/"), true);
    assert.equal(isAtOrBelow("/", subscription), false);
    assert.equal(isAtOrBelow(vault, managementGroup), false);
  });

  it("walks up", () => {
    assert.equal(parentId(fabric), vault);
    assert.equal(parentId(vault), group);
    assert.equal(parentId(assignment), vault);
    assert.equal(parentId(group), subscription);
    assert.equal(
      parentId(feature),
      `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute`,
    );
    assert.equal(parentId(`${subscription}/providers/Microsoft.Compute`), subscription);
    assert.equal(parentId(subscription), undefined);
    assert.equal(parentId(managementGroup), undefined);
    assert.deepEqual(ancestorScopes(`${assignment}/`), [
      assignment,
      vault,
      group,
      subscription,
      "/",
    ]);
    assert.deepEqual(ancestorScopes("/"), ["/"]);
  });
});

describe("resource ids: algebra", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_()-]{0,20}$/);
  const segment = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/).filter((s) => s !== "providers");
  const parts = fc.record({
    subscriptionId: fc.uuid(),
    resourceGroupName: fc.option(name, { nil: undefined }),
    namespace: fc.constantFrom("Microsoft.Compute", "Microsoft.RecoveryServices", "A.B.C1"),
    pairs: fc.array(fc.tuple(segment, name), { minLength: 1, maxLength: 5 }),
  });
  const anyId = parts.map(({ subscriptionId, resourceGroupName, namespace, pairs }) => {
    const built = {
      subscriptionId,
      ...(resourceGroupName === undefined ? {} : { resourceGroupName }),
      type: [namespace, ...pairs.map(([type]) => type)].join("/"),
      names: pairs.map(([, name]) => name),
    };
    return { built, text: resourceId(built) };
  });

  it("parses what it builds, and builds what it parses", () => {
    fc.assert(
      fc.property(anyId, ({ built, text }) => {
        const {
          subscriptionId = "",
          resourceGroupName,
          type,
          names,
          scope,
        } = parseResourceId(text);
        assert.deepEqual(
          {
            subscriptionId,
            ...(resourceGroupName === undefined ? {} : { resourceGroupName }),
            type,
            names,
          },
          built,
        );
        assert.equal(extensionResourceId(scope ?? "/", type, names), text);
      }),
    );
  });

  it("keeps the same id the same in any case, and every ancestor above it", () => {
    fc.assert(
      fc.property(anyId, fc.boolean(), ({ text }, upper) => {
        const other = `${upper ? text.toUpperCase() : text.toLowerCase()}/`;
        assert.equal(sameId(text, other), true);
        const scopes = ancestorScopes(other);
        for (const scope of scopes) {
          assert.equal(isAtOrBelow(text, scope), true);
        }
        assert.equal(scopes.at(-1), "/");
        assert.equal(new Set(scopes).size, scopes.length);
      }),
    );
  });

  it("orders scopes: of two ids each at or below the other, both are the same", () => {
    fc.assert(
      fc.property(anyId, anyId, ({ text: a }, { text: b }) => {
        const child = childId(a, "children", "c");
        assert.equal(isAtOrBelow(child, a), true);
        assert.equal(isAtOrBelow(a, child), false);
        assert.equal(isAtOrBelow(a, b) && isAtOrBelow(b, a), sameId(a, b));
      }),
    );
  });
});
