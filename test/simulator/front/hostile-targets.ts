import type { Operation } from "../../../src/simulator/operation";
import { graphOperations } from "../../../src/simulator/graph/graph";
import type { TypeRow } from "../every-type";
import type { Target } from "./hostile-requests";

/** Bodies of actions: what some of them take, and what none does. */
const actionBodies: readonly unknown[] = [
  {},
  { properties: {} },
  { properties: { runbook: { name: "runbook1" } } },
  { maximumDuration: "PT2H", rebootSetting: "IfRequired", linuxParameters: {} },
  { name: "name1", type: "Microsoft.Storage/storageAccounts" },
  { properties: { failoverDirection: "PrimaryToRecovery", providerSpecificDetails: {} } },
  { properties: { objectType: "IaasVMBackupRequest" } },
];

/** Every operation, with addresses that lead to something in an estate that holds all rows. */
export function targetsOf(
  operations: readonly Operation[],
  rows: readonly TypeRow[],
  ids: readonly string[],
): Target[] {
  return operations.map((operation) => {
    const paths = pathsOf(operation.path, ids);
    const own = rows.filter((row) => paths.includes(row.id));
    const rowBodies = own.flatMap(({ body, patch }) => [body, ...(patch?.slice(0, 1) ?? [])]);
    return {
      operation,
      paths,
      bodies: rowBodies.length === 0 ? actionBodies : rowBodies,
      version: own[0]?.version ?? versionOf(operation.path),
    };
  });
}

const graphBodies: readonly unknown[] = [
  { displayName: "app", signInAudience: "AzureADMyOrg", tags: ["a"] },
  { appId: "{appId}", accountEnabled: true },
  { passwordCredential: { displayName: "p", endDateTime: "2027-01-01T00:00:00Z" } },
  { keyId: "0a1b2c3d-1111-4222-8333-444455556666" },
  { keyCredentials: [{ type: "AsymmetricX509Cert", usage: "Verify", key: "MIIB" }] },
];

/** Microsoft Graph's operations on one application and its service principal. */
export function graphTargets(app: { objectId: string; clientId: string }): Target[] {
  const bodies = JSON.parse(
    JSON.stringify(graphBodies).replaceAll("{appId}", app.clientId),
  ) as unknown[];
  return graphOperations.map((operation) => ({
    operation,
    paths: [app.objectId, app.clientId, `(appId='${app.clientId}')`].map((id) =>
      `/v1.0/${operation.path}`.replace(/\/?\{id\}/, id.startsWith("(") ? id : `/${id}`),
    ),
    bodies,
    version: "1.0",
  }));
}

/** A version that each provider takes. */
function versionOf(path: string): string {
  return path.includes("Site") || path.includes("replication") ? "2024-04-01" : "2024-11-01";
}

/** The template filled from the ids that go furthest along it; what is left is filled with names. */
function pathsOf(template: string, ids: readonly string[]): string[] {
  const scoped = template.startsWith("/{scope}");
  if (scoped) {
    const rest = template.slice("/{scope}".length);
    const below = ids.filter((id) => matchedBy(rest, id.slice(id.length - tail(id, rest).length)));
    return [...below, ...ids.map((id) => `${id}${filled(rest.split("/")).join("/")}`)];
  }
  const wanted = template.split("/");
  const reach = (id: string): number => {
    const have = id.split("/");
    const end = wanted.findIndex((segment, i) => !fits(segment, have[i]));
    return end < 0 ? wanted.length : end;
  };
  const furthest = Math.max(0, ...ids.map(reach));
  const best = ids.filter((id) => reach(id) === furthest);
  return [
    ...new Set(
      best.map((id) =>
        [...id.split("/").slice(0, furthest), ...filled(wanted.slice(furthest))].join("/"),
      ),
    ),
  ];
}

/** As many segments from the end of an id as a template has. */
function tail(id: string, template: string): string {
  const segments = id.split("/");
  const count = template.split("/").length - 1;
  return `/${segments.slice(Math.max(1, segments.length - count)).join("/")}`;
}

function matchedBy(template: string, path: string): boolean {
  const have = path.split("/");
  return template.split("/").every((segment, i) => fits(segment, have[i]));
}

function fits(segment: string, have: string | undefined): boolean {
  return (
    have !== undefined &&
    (segment.startsWith("{") ? have !== "" : segment.toLowerCase() === have.toLowerCase())
  );
}

function filled(segments: readonly string[]): string[] {
  return segments.map((segment) => (segment.startsWith("{") ? "default" : segment));
}
