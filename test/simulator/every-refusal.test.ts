import assert from "node:assert/strict";
import type { HttpMethod } from "../../src/arm/transport";
import { parentId } from "../../src/azure/resource-id";
import { readArmPath } from "../../src/simulator/resource-manager/arm-path";
import { backupVault } from "./backup-types";
import { type Caller, callerOf, errorOf, newAzure, newGroup } from "./caller";
import { everyType, type TypeRow } from "./every-type";
import { vault } from "./site-recovery/replicated-estate";

async function emptyGroup(): Promise<{ owner: Caller; rows: readonly TypeRow[] }> {
  const owner = callerOf(newAzure(), "Owner");
  await newGroup(owner);
  return { owner, rows: everyType({ principalId: owner.objectId }) };
}

/** What each row's request is refused with, beside what is expected. */
async function compare(
  owner: Caller,
  rows: readonly TypeRow[],
  method: HttpMethod,
  request: (row: TypeRow) => { readonly path?: string; readonly version?: string; body?: unknown },
  expected: (row: TypeRow) => readonly [status: number, code: string, message: string],
): Promise<void> {
  const answered: unknown[] = [];
  for (const row of rows) {
    const { path = row.id, version = row.version, body } = request(row);
    const { status, code, message } = errorOf(
      await owner.send(method, `${path}?api-version=${version}`, body),
    );
    answered.push([row.id, status, code, message]);
  }
  assert.deepEqual(
    answered,
    rows.map((row) => [row.id, ...expected(row)]),
  );
}

function isNested({ id }: TypeRow): boolean {
  const extendsAnother = id.split("/providers/").length > 2;
  return id.split("/").length > 9 && !extendsAnother && !id.includes("/Microsoft.Features/");
}

describe("every type of the simulated Azure refuses, in Azure's words,", () => {
  it("a request below a parent that is not there", async () => {
    const { owner, rows } = await emptyGroup();
    await compare(
      owner,
      rows.filter(isNested),
      "PUT",
      (row) => row,
      ({ id }) =>
        id.startsWith(vault) || id.startsWith(backupVault)
          ? [
              404,
              "ResourceNotFound",
              `The Resource 'Microsoft.RecoveryServices/vaults/${id.split("/")[8] ?? ""}' under resource group 'rg' was not ` +
                "found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
            ]
          : [
              404,
              "ParentResourceNotFound",
              "Can not perform requested operation on nested resource. Parent resource " +
                `'${(parentId(id) ?? "").split("/").at(-1) ?? ""}' not found.`,
            ],
    );
  });

  it("a verb that it does not take", async () => {
    const { owner, rows } = await emptyGroup();
    await compare(
      owner,
      rows,
      "POST",
      () => ({ body: {} }),
      ({ id }) => [
        405,
        "MethodNotAllowed",
        `The HTTP method 'POST' is not supported on the resource '${id}'.`,
      ],
    );
  });

  it("a body that is no JSON object, when all that it stands on is there", async () => {
    const { owner, rows } = await emptyGroup();
    for (const row of rows) {
      await owner.send("PUT", `${row.id}?api-version=${row.version}`, row.body);
      await owner.wait(3600);
    }
    const unlocked = rows.filter(({ id }) => !id.includes("/locks/"));
    await compare(
      owner,
      unlocked,
      "PUT",
      () => ({ body: ["a"] }),
      () => [
        400,
        "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: 'Cannot deserialize the current " +
          "JSON because it is not an object'.",
      ],
    );
    await compare(
      owner,
      unlocked,
      "PUT",
      () => ({ body: "{broken" }),
      () => [
        400,
        "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: 'Unexpected character encountered " +
          "while parsing value: {. Path '', line 0, position 0.'.",
      ],
    );
  });

  it("an api-version that is none", async () => {
    const { owner, rows } = await emptyGroup();
    const own = rows.filter(({ id }) => readArmPath(id).namespace !== "Microsoft.Resources");
    for (const version of ["2013-01-01", "2024-13-01", "latest"]) {
      await compare(
        owner,
        own,
        "GET",
        () => ({ version }),
        ({ id }) => {
          const { namespace, type } = readArmPath(id);
          return [
            400,
            "NoRegisteredProviderFound",
            `No registered resource provider found for location 'null' and API version '${version}' for type ` +
              `'${type}'. The supported api-versions are '${firstVersions[namespace] ?? ""} and later'. ` +
              "The supported locations are ', '.",
          ];
        },
      );
    }
  });

  it("a type that its provider does not have", async () => {
    const { owner, rows } = await emptyGroup();
    const own = rows.filter(({ id }) => /^Microsoft\.[^/]+\/[^/]+$/.test(typeIn(id)));
    await compare(
      owner,
      own,
      "PUT",
      (row) => ({ path: row.id.replace(/\/[^/]+\/[^/]+$/, "/gadgets/gadget1"), body: {} }),
      ({ id, version }) => [
        404,
        "InvalidResourceType",
        `The resource type 'gadgets' could not be found in the namespace '${readArmPath(id).namespace}' for ` +
          `api version '${version}'.`,
      ],
    );
  });
});

const firstVersions: Readonly<Record<string, string>> = {
  "Microsoft.Authorization": "2014-04-01-preview",
  "Microsoft.Automation": "2015-01-01-preview",
  "Microsoft.Compute": "2015-05-01-preview",
  "Microsoft.EventGrid": "2017-09-15-preview",
  "Microsoft.Features": "2014-08-01-preview",
  "Microsoft.Insights": "2014-04-01",
  "Microsoft.KeyVault": "2014-12-19-preview",
  "Microsoft.Maintenance": "2018-06-01-preview",
  "Microsoft.ManagedIdentity": "2015-08-31-preview",
  "Microsoft.Network": "2014-12-01-preview",
  "Microsoft.PolicyInsights": "2017-08-09-preview",
  "Microsoft.RecoveryServices": "2015-03-15",
  "Microsoft.Storage": "2014-12-01-preview",
};

function typeIn(id: string): string {
  const { namespace, type } = readArmPath(id);
  return namespace === "Microsoft.Resources" ? "" : `${namespace}/${type}`;
}
