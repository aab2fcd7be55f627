import assert from "node:assert/strict";
import type { HttpMethod } from "../../src/arm/transport";
import type { SimulatedAzure } from "../../src/simulator/index";
import { operationsOf } from "../../src/simulator/operations";
import { readArmPath } from "../../src/simulator/resource-manager/arm-path";
import { Router } from "../../src/simulator/resource-manager/router";
import { createWorld } from "../../src/simulator/world";
import { backupItem, backupVault } from "./backup-types";
import { type Caller, callerOf, newAzure, subscription, subscriptionId } from "./caller";
import { everyType, type TypeRow } from "./every-type";
import { account, asr, group, vault, west } from "./site-recovery/replicated-estate";
import { cache, item, machine, withRecoveryPlace } from "./site-recovery/replicated-machine";

const operations = operationsOf(createWorld());

/** Writes of what can never be deleted again; they are among the actions below. */
const withoutDeletion = [
  "Microsoft.Automation Job_Create",
  "Microsoft.Automation RunbookDraft_ReplaceContent",
  "Microsoft.Automation TestJob_Create",
  "Microsoft.KeyVault Vaults_UpdateAccessPolicy",
  "Microsoft.Maintenance ApplyUpdates_CreateOrUpdateOrCancel",
  "Microsoft.Maintenance ApplyUpdates_CreateOrUpdateParent",
  "Microsoft.RecoveryServices ReplicationAlertSettings_Create",
  "Microsoft.RecoveryServices ReplicationProtectionIntents_Create",
  "Microsoft.RecoveryServices ReplicationVaultSetting_Create",
];

const intentBody = {
  properties: {
    providerSpecificDetails: {
      instanceType: "A2A",
      fabricObjectId: machine,
      primaryLocation: "westeurope",
      recoveryLocation: "northeurope",
      recoverySubscriptionId: subscriptionId,
      recoveryAvailabilityType: "Single",
      recoveryResourceGroupId: group,
    },
  },
};

/** Long enough for any work to end, and for a machine to be protected. */
const settledInSeconds = 3600;

interface Estate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
  readonly rows: readonly TypeRow[];
}

function emptyAzure(): Estate {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  return { azure, owner, rows: everyType({ principalId: owner.objectId }) };
}

/** Sends a request, lets all work end, and answers the status of the request. */
async function settled(
  owner: Caller,
  method: HttpMethod,
  id: string,
  version: string,
  body?: object,
): Promise<number> {
  const answer = await owner.send(method, `${id}?api-version=${version}`, body);
  const follow = answer.headers["azure-asyncoperation"];
  await owner.wait(settledInSeconds);
  if (follow !== undefined) {
    const { status, error } = (await owner.send("GET", follow)).body as Record<string, unknown>;
    assert.equal(status, "Succeeded", `${method} ${id}: ${JSON.stringify(error)}`);
  }
  return answer.status;
}

/** At midnight Azure itself changes what the same request would then change back. */
async function awayFromMidnight(azure: SimulatedAzure, owner: Caller): Promise<void> {
  const hour = azure.clock.now().getUTCHours();
  if (hour >= 20 || hour < 2) {
    await owner.wait(8 * 3600);
  }
}

const put = (owner: Caller, { id, version, body }: TypeRow): Promise<number> =>
  settled(owner, "PUT", id, version, body);

function remove(owner: Caller, { id, version, by = "DELETE" }: TypeRow): Promise<number> {
  return by === "POST"
    ? settled(owner, "POST", `${id}/remove`, version, {})
    : settled(owner, by, id, version);
}

function requestsOf({ id, patch, by = "DELETE", purge }: TypeRow): [HttpMethod, string][] {
  return [
    ["PUT", id],
    ...(patch === undefined ? [] : [["PATCH", id] satisfies [HttpMethod, string]]),
    by === "POST" ? ["POST", `${id}/remove`] : [by, id],
    ...(purge === undefined ? [] : [["DELETE", id] satisfies [HttpMethod, string]]),
  ];
}

function named(rows: readonly TypeRow[], statuses: (row: TypeRow) => unknown): unknown[] {
  return rows.map((row) => [row.id, statuses(row)]);
}

describe("every type of the simulated Azure", () => {
  it("has its row here, for each verb that it takes", () => {
    const router = new Router(operations);
    const shown = new Set(
      emptyAzure().rows.flatMap((row) =>
        requestsOf(row).map(([method, path]) => {
          const found = router.route(method, path);
          assert.ok(found !== undefined && "operation" in found, `${method} ${path}`);
          return found.operation;
        }),
      ),
    );
    const missing = operations.filter(({ method, path }) => {
      const removes = method === "POST" && path.endsWith("/remove");
      // Two views of a vault's own settings, which cannot be deleted: see backup/vault-rules.test.ts.
      const view = /\/(vaultconfig|vaultstorageconfig)$/.test(path);
      return !view && (["PUT", "PATCH", "DELETE"].includes(method) || removes);
    });
    assert.deepEqual(
      missing
        .filter((operation) => !shown.has(operation))
        .map(({ path, id }) => `${readArmPath(path).namespace} ${id}`)
        .sort(),
      withoutDeletion,
    );
  });

  it("answers PUT with the statuses that Microsoft's clients take, and the same PUT changes nothing", async () => {
    const { azure, owner, rows } = emptyAzure();
    const answered: unknown[] = [];
    for (const row of rows) {
      await awayFromMidnight(azure, owner);
      const first = await put(owner, row);
      const before = azure.estate.version;
      const held = structuredClone(azure.estate.all());
      const second = await put(owner, row);
      answered.push([row.id, [first, second]]);
      assert.deepEqual(azure.estate.changes(before), [], row.id);
      assert.deepEqual(
        azure.estate.get(row.id),
        held.find(({ id }) => id.toLowerCase() === row.id.toLowerCase()),
      );
    }
    assert.deepEqual(
      answered,
      named(rows, (row) => row.put),
    );
  });

  it("answers PATCH with the statuses that Microsoft's clients take", async () => {
    const { owner, rows } = emptyAzure();
    const answered: unknown[] = [];
    for (const row of rows) {
      await put(owner, row);
      if (row.patch !== undefined) {
        const status = await settled(owner, "PATCH", row.id, row.version, row.patch[0]);
        answered.push([row.id, status]);
      }
    }
    const patched = rows.filter((row) => row.patch !== undefined);
    assert.deepEqual(
      answered,
      named(patched, (row) => row.patch?.[1]),
    );
  });

  it("is deleted with the statuses that Microsoft's clients take, also when it is not there", async () => {
    const { azure, owner, rows } = emptyAzure();
    for (const row of rows) {
      await put(owner, row);
    }
    const answered: unknown[] = [];
    const backwards = [...rows].reverse();
    for (const row of backwards) {
      const statuses = [await remove(owner, row), await remove(owner, row)];
      if (row.purge !== undefined) {
        await put(owner, row);
        const purge = () => settled(owner, "DELETE", row.id, row.version);
        statuses.push(await purge(), await purge());
      }
      answered.push([row.id, statuses]);
    }
    assert.deepEqual(
      answered,
      named(backwards, (row) => [...row.remove, ...(row.purge ?? [])]),
    );
    assert.deepEqual(azure.estate.all(), []);
  });

  it("answers actions with the statuses that Microsoft's clients take", async () => {
    const { owner, rows } = emptyAzure();
    for (const row of rows) {
      await put(owner, row);
    }
    const features = `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute`;
    const runbook = `${account}/runbooks/runbook1`;
    const automation = "2024-10-23";
    const applyUpdate = "providers/Microsoft.Maintenance/applyUpdates/default";
    const intent = `${vault}/replicationProtectionIntents/intent1`;
    const bodies: Readonly<Record<string, object>> = {
      [`${account}/jobs/job1`]: { properties: { runbook: { name: "runbook1" } } },
      [intent]: intentBody,
    };
    const table: readonly (readonly [HttpMethod, string, string, number])[] = [
      ["POST", `${account}/listKeys`, automation, 200],
      ["POST", `${account}/webhooks/generateUri`, automation, 200],
      ["PUT", `${runbook}/draft/content`, automation, 202],
      ["PUT", `${runbook}/draft/testJob`, automation, 201],
      ["POST", `${runbook}/publish`, automation, 202],
      ["PUT", `${account}/jobs/job1`, automation, 201],
      ["GET", `${account}/jobs/job1/output`, automation, 200],
      ["PUT", `${machine}/${applyUpdate}`, "2023-04-01", 201],
      ["PUT", `${runbook}/${applyUpdate}`, "2023-04-01", 201],
      ["HEAD", group, "2021-04-01", 204],
      ["HEAD", `${group}-of-others`, "2021-04-01", 404],
      ["POST", `${subscription}/providers/Microsoft.Compute/register`, "2021-04-01", 200],
      ["POST", `${features}/features/InGuestPatchVMPreview/register`, "2015-12-01", 200],
      ["POST", `${cache}/listKeys`, "2024-01-01", 200],
      ["GET", `${machine}/instanceView`, "2024-11-01", 200],
      ["POST", `${vault}/replicationVaultHealth/default/refresh`, asr, 202],
      ["PUT", `${vault}/replicationAlertSettings/defaultAlertSetting`, asr, 200],
      ["PUT", `${vault}/replicationVaultSettings/default`, asr, 202],
      ["PUT", intent, asr, 200],
      ["POST", `${west}/checkConsistency`, asr, 202],
      ["POST", `${item}/updateMobilityService`, asr, 202],
      ["POST", `${item}/reinstallMobilityService`, asr, 202],
      ["POST", `${item}/repairReplication`, asr, 202],
      ["POST", `${item}/resolveHealthErrors`, asr, 202],
      ["POST", `${item}/testFailover`, asr, 202],
      ["POST", `${item}/testFailoverCleanup`, asr, 202],
      ["POST", `${item}/unplannedFailover`, asr, 202],
      ["POST", `${item}/applyRecoveryPoint`, asr, 202],
      ["POST", `${item}/failoverCommit`, asr, 202],
      ["POST", `${backupVault}/backupFabrics/Azure/refreshContainers`, "2024-10-01", 202],
      ["POST", `${backupItem}/backup`, "2024-10-01", 202],
    ];
    await withRecoveryPlace(owner);
    const answered: unknown[] = [];
    for (const [method, path, version] of table) {
      const body = bodies[path] ?? (path.startsWith(vault) ? { properties: {} } : undefined);
      answered.push([method, path, version, await settled(owner, method, path, version, body)]);
    }
    assert.deepEqual(answered, table);
  });

  it("keeps no secret and repeats none, whether it takes or refuses what it is sent", async () => {
    const { azure, owner, rows } = emptyAzure();
    const secret = "kanarienvogel";
    const heard: unknown[] = [];
    for (const row of rows) {
      const body = withSecrets(row.body, secret);
      heard.push(await owner.send("PUT", `${row.id}?api-version=${row.version}`, body));
      await owner.wait(settledInSeconds);
      heard.push(await owner.send("GET", `${row.id}?api-version=${row.version}`));
      heard.push(await owner.send("PUT", `${row.id}?api-version=${row.version}`, [secret]));
    }
    const { clientId, clientSecret } = azure.createServicePrincipal("app");
    const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
    const signIn = (text: string) =>
      azure.handle({
        method: "POST",
        url: `/${azure.tenantId}/oauth2/v2.0/token`,
        headers: { host: "localhost", "content-type": "application/x-www-form-urlencoded" },
        body: text,
      });
    const grant = { grant_type: "client_credentials", client_id: clientId };
    const scope = "https://localhost/.default";
    heard.push(await signIn(form({ ...grant, scope, client_secret: secret })));
    heard.push(await signIn(form({ ...grant, scope: "nowhere", client_secret: clientSecret })));
    const [first] = rows;
    const url = `${first?.id ?? ""}?api-version=2021-04-01`;
    const bearer = { host: "localhost", authorization: `Bearer ${secret}.${secret}.${secret}` };
    heard.push(await azure.handle({ method: "GET", url, headers: bearer }));
    const text = JSON.stringify([heard, azure.estate.all(), azure.recorded()]);
    assert.equal(text.includes(secret), false);
    assert.equal(text.includes(clientSecret), false);
    assert.equal(azure.estate.all().length > rows.length, true);
  });
});

/** A body with a value wherever Azure takes a secret. */
function withSecrets(body: object, secret: string): object {
  const { properties } = body as { properties?: Record<string, unknown> };
  if (properties === undefined) {
    return body;
  }
  if (properties.osProfile !== undefined) {
    return {
      ...body,
      properties: {
        ...properties,
        osProfile: { ...properties.osProfile, adminPassword: `${secret}A1!`, customData: secret },
        userData: secret,
      },
    };
  }
  if (properties.userName !== undefined) {
    return { ...body, properties: { ...properties, password: secret } };
  }
  if (properties.isEncrypted === true) {
    return { ...body, properties: { ...properties, value: JSON.stringify(secret) } };
  }
  if (properties.securityToken !== undefined) {
    return { ...body, properties: { ...properties, securityToken: { accessToken: secret } } };
  }
  if (properties.contentLink !== undefined) {
    const contentLink = { uri: `https://store/module.zip?sig=${secret}` };
    return { ...body, properties: { ...properties, contentLink } };
  }
  return properties.typeHandlerVersion === undefined
    ? body
    : { ...body, properties: { ...properties, protectedSettings: { commandToExecute: secret } } };
}
