import assert from "node:assert/strict";
import { deleteTree } from "../../../src/simulator/resource-manager/delete-tree";
import { asObject } from "../../../src/simulator/json";
import {
  operationResult,
  operationStatus,
} from "../../../src/simulator/resource-manager/long-running";
import { ArmError, type Operation } from "../../../src/simulator/operation";
import { subscriptionPath } from "../../../src/simulator/resource-manager/path-template";
import type { ResourceType } from "../../../src/simulator/resource-manager/resource-type";
import { subscription } from "../caller";
import { box, boxes, codeOf, endpoint, group, managerOf, witness } from "./fixture-type";

describe("long-running work of a resource type", () => {
  const longRunning = {
    headers: ["Azure-AsyncOperation", "Location"] as const,
    statusPath: subscriptionPath("Microsoft.Compute/locations/{location}/operations/{id}"),
    resultPath: subscriptionPath("Microsoft.Compute/locations/{location}/results/{id}"),
    durationInSeconds: 100,
    retryAfterInSeconds: 10,
  };
  const polls = [
    operationStatus({
      id: "Operations_Get",
      path: longRunning.statusPath,
      action: "Microsoft.Compute/locations/operations/read",
      witness,
    }),
    operationResult({
      id: "Results_Get",
      path: longRunning.resultPath,
      action: "Microsoft.Compute/locations/results/read",
      witness,
    }),
  ];
  const asynchronous = (changed: Partial<ResourceType> = {}): Operation[] => [
    ...boxes({
      put: { id: "Boxes_CreateOrUpdate", witness, created: 201, longRunning },
      delete: { id: "Boxes_Delete", witness, longRunning },
      ...changed,
    }),
    ...polls,
  ];

  it("shows the resource as Creating and ends on the clock", async () => {
    const { ask, world } = managerOf(asynchronous());
    const begun = await ask("PUT", box, { location: "westeurope", properties: { a: 1 } });
    assert.equal(begun.status, 201);
    assert.equal(asObject(asObject(begun.body).properties).provisioningState, "Creating");
    const status = begun.headers?.["azure-asyncoperation"] ?? "";
    const result = begun.headers?.location ?? "";
    const base = `${endpoint}${subscription}/providers/Microsoft.Compute/locations/westeurope`;
    assert.ok(
      status.startsWith(`${base}/operations/`) && status.endsWith("?api-version=2023-01-01"),
    );
    assert.ok(result.startsWith(`${base}/results/`));
    assert.equal(begun.headers?.["retry-after"], "10");

    world.clock.advance(99_000);
    const running = await ask("GET", status);
    assert.deepEqual(
      [running.status, asObject(running.body).status, running.headers],
      [200, "InProgress", { "retry-after": "10" }],
    );
    assert.equal((await ask("GET", result)).status, 202);
    world.clock.advance(1_000);
    const done = asObject((await ask("GET", status)).body);
    assert.deepEqual(
      [done.status, done.startTime, done.endTime],
      ["Succeeded", "2026-11-01T08:00:00.000Z", "2026-11-01T08:01:40.000Z"],
    );
    const read = await ask("GET", box);
    assert.deepEqual(asObject(read.body).properties, { a: 1, provisioningState: "Succeeded" });
    assert.deepEqual(await ask("GET", result), { status: 200, body: read.body });

    const version = world.estate.version;
    await ask("PUT", box, { location: "westeurope", properties: { a: 1 } });
    world.clock.advance(100_000);
    assert.equal(world.estate.version, version);
  });

  it("that fails says why and leaves the resource Failed", async () => {
    const { ask, world } = managerOf(
      asynchronous({
        written: () => {
          throw new ArmError(409, "Conflict", "There is no room.");
        },
      }),
    );
    const begun = await ask("PUT", box, { location: "westeurope" });
    world.clock.advance(100_000);
    const failed = asObject((await ask("GET", begun.headers?.["azure-asyncoperation"] ?? "")).body);
    assert.deepEqual(
      [failed.status, failed.error],
      ["Failed", { code: "Conflict", message: "There is no room." }],
    );
    const result = await ask("GET", begun.headers?.location ?? "");
    assert.deepEqual([result.status, codeOf(result)], [409, "Conflict"]);
    const state = asObject(world.estate.get(box)?.properties).provisioningState;
    assert.equal(state, "Failed");
  });

  it("may hide the resource until it is made, and deletes in time", async () => {
    const { ask, world } = managerOf(
      asynchronous({
        visibleWhileCreating: false,
        put: { id: "Boxes_CreateOrUpdate", witness, created: 202, longRunning },
      }),
    );
    const begun = await ask("PUT", box, { location: "westeurope" });
    assert.deepEqual([begun.status, begun.body], [202, undefined]);
    assert.equal((await ask("GET", box)).status, 404);
    world.clock.advance(100_000);
    assert.equal((await ask("GET", box)).status, 200);
    const deletion = await ask("DELETE", box);
    assert.equal(deletion.status, 202);
    assert.equal((await ask("GET", box)).status, 200);
    world.clock.advance(100_000);
    assert.equal((await ask("GET", box)).status, 404);
    assert.equal((await ask("GET", deletion.headers?.location ?? "")).status, 204);
  });

  it("does not bring back what was deleted meanwhile", async () => {
    const { ask, world } = managerOf(asynchronous());
    const begun = await ask("PUT", box, { location: "westeurope" });
    deleteTree(world, group);
    world.clock.advance(100_000);
    assert.deepEqual(world.estate.all(), []);
    const failed = await ask("GET", begun.headers?.["azure-asyncoperation"] ?? "");
    assert.equal(asObject(failed.body).status, "Failed");
  });

  it("is not found under another id, and asks for the right to look", async () => {
    const { ask } = managerOf(asynchronous(), ["Microsoft.Compute/boxes/*"]);
    const begun = await ask("PUT", box, { location: "westeurope" });
    assert.equal(codeOf(await ask("GET", begun.headers?.location ?? "")), "AuthorizationFailed");
    const other = managerOf(asynchronous());
    assert.equal(codeOf(await other.ask("GET", begun.headers?.location ?? "")), "NotFound");
  });
});
