import assert from "node:assert/strict";
import type { Shape } from "../../../src/simulator/azure-native/declaration-parser";
import { layoutNames, layoutOf } from "../../../src/simulator/azure-native/layouts";
import { namedArgument } from "../../../src/simulator/azure-native/naming";
import { SdkDeclarations } from "../../../src/simulator/azure-native/sdk-declarations";
import { translations } from "../../../src/simulator/azure-native/tokens";
import { pathArguments } from "../../../src/simulator/azure-native/translation";

const declarations = new SdkDeclarations();

describe("the table of azure-native translations", () => {
  it("names no token twice", () => {
    const tokens = translations.map((row) => row.token);
    assert.deepEqual(
      tokens.filter((token, index) => tokens.indexOf(token) !== index),
      [],
    );
  });

  for (const row of translations) {
    it(`agrees with the installed SDK about ${row.token}`, () => {
      const declared = declarations.resource(`azure-native:${row.token}`);
      assert.ok(declared, "the SDK has no such resource");
      assert.equal(row.apiVersion, declared.apiVersion);
      const args = [...declared.arguments.keys()];
      const named = [
        ...pathArguments(row),
        ...(row.topLevel ?? []),
        ...(row.immutable ?? []),
        ...(row.maintained ?? []).map((path) => path.split(".")[0] ?? ""),
        ...Object.keys(row.argumentRenames ?? {}),
        ...Object.keys(row.limits ?? {}),
        ...(row.query ?? []),
        ...Object.keys(row.resetWhenRemoved ?? {}),
      ];
      assert.deepEqual(
        named.filter((name) => !args.includes(name)),
        [],
      );
      const outputs = [...args, ...declared.outputs.keys()];
      assert.deepEqual(
        Object.keys(row.renames ?? {}).filter((name) => !outputs.includes(name)),
        [],
      );
      // What is flattened has no argument called `properties`, and the other way round.
      const isFlattened = row.topLevel !== undefined || row.token === "resources:ResourceGroup";
      assert.equal(args.includes("properties"), !isFlattened);
      // The SDK leaves out of the path exactly the argument that gets a name by itself.
      const optional = pathArguments(row).filter(
        (name) => declared.arguments.get(name)?.required === false,
      );
      assert.deepEqual(optional, [namedArgument(row)?.argument]);
    });
  }

  it("knows only object layouts that some translated resource has", () => {
    const reached = new Set<string>();
    const visit = (shape: Shape) => {
      if (shape.kind === "list" || shape.kind === "map") {
        visit(shape.of);
      } else if (shape.kind === "union") {
        shape.of.forEach(visit);
      } else if (shape.kind === "object" && !reached.has(shape.name)) {
        reached.add(shape.name);
        const members = declarations.members(shape.name);
        members.forEach((member) => {
          visit(member.shape);
        });
        const layout = layoutOf(shape.name);
        assert.ok(!(members.has("properties") && layout.topLevel), shape.name);
      }
    };
    for (const row of translations) {
      declarations.resource(`azure-native:${row.token}`)?.arguments.forEach(({ shape }) => {
        visit(shape);
      });
    }
    const names = new Set([...reached].map((name) => name.replace(/^inputs\.|Args$/g, "")));
    assert.deepEqual(
      layoutNames.filter((name) => !names.has(name)),
      [],
    );
  });

  it("makes names as azure-native does", () => {
    const kinds: Record<string, string> = {
      "resources:ResourceGroup": "random",
      "authorization:RoleAssignment": "uuid",
      "authorization:RoleDefinition": "uuid",
      "authorization:ManagementLockByScope": "random",
      "authorization:ManagementLockAtResourceLevel": "random",
      "authorization:PolicyAssignment": "random",
      "managedidentity:UserAssignedIdentity": "random",
      "managedidentity:FederatedIdentityCredential": "copy",
      "features:SubscriptionFeatureRegistration": "copy",
      "automation:AutomationAccount": "random",
      "automation:Runbook": "copy",
      "automation:JobSchedule": "uuid",
      "recoveryservices:Vault": "random",
      "recoveryservices:ReplicationFabric": "copy",
      "compute:VirtualMachine": "random",
      "compute:VirtualMachineExtension": "copy",
      "compute:RestorePoint": "copy",
      "network:VirtualNetwork": "random",
      "network:Subnet": "copy",
      "network:PublicIPAddress": "random",
      "privatedns:VirtualNetworkLink": "copy",
      "storage:StorageAccount": "random",
      "storage:BlobContainer": "copy",
      "keyvault:Vault": "random",
      "maintenance:MaintenanceConfiguration": "random",
      "maintenance:ConfigurationAssignment": "random",
      "monitor:DiagnosticSetting": "random",
    };
    const found = translations
      .filter((row) => row.token in kinds)
      .map((row) => [row.token, namedArgument(row)?.kind]);
    assert.deepEqual(Object.fromEntries(found), kinds);
  });
});
