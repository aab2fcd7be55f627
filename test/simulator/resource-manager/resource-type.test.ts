import assert from "node:assert/strict";
import { asObject } from "../../../src/simulator/json";
import { ArmError } from "../../../src/simulator/operation";
import { groupPath } from "../../../src/simulator/resource-manager/path-template";
import { resourceAction } from "../../../src/simulator/resource-manager/resource-type";
import { subscription } from "../caller";
import {
  box,
  boxes,
  codeOf,
  group,
  lids,
  managerOf,
  principalId,
  type,
  witness,
} from "./fixture-type";

describe("a resource type", () => {
  it("is made, replaced, patched, read, listed and deleted", async () => {
    const { ask, world } = managerOf(boxes());
    const made = await ask("PUT", box, {
      location: "West Europe",
      tags: { a: "1" },
      properties: { size: 1, colour: "red" },
      sku: { name: "S" },
      id: "ignored",
    });
    assert.deepEqual(made, {
      status: 201,
      body: {
        id: box,
        name: "b1",
        type,
        location: "westeurope",
        tags: { a: "1" },
        properties: { size: 1, colour: "red", provisioningState: "Succeeded" },
        sku: { name: "S" },
      },
    });
    const patched = await ask("PATCH", box, { properties: { size: 2, colour: null } });
    assert.equal(patched.status, 200);
    assert.deepEqual(asObject(patched.body).properties, {
      size: 2,
      provisioningState: "Succeeded",
    });
    assert.deepEqual(asObject(patched.body).tags, { a: "1" });
    const replaced = await ask("PUT", box.toUpperCase().replace("B1", "b1"), {
      location: "westeurope",
      properties: { size: 3 },
    });
    assert.equal(replaced.status, 200);
    assert.deepEqual(replaced.body, {
      id: box,
      name: "b1",
      type,
      location: "westeurope",
      properties: { size: 3, provisioningState: "Succeeded" },
    });
    assert.deepEqual(await ask("GET", box), { status: 200, body: replaced.body });
    const before = world.estate.version;
    await ask("PUT", box, { location: "westeurope", properties: { size: 3 } });
    assert.equal(world.estate.version, before);
    assert.deepEqual(await ask("DELETE", box), { status: 200 });
    assert.deepEqual(await ask("DELETE", box), { status: 204 });
    assert.equal(codeOf(await ask("GET", box)), "ResourceNotFound");
    assert.equal(codeOf(await ask("PATCH", box, {})), "ResourceNotFound");
  });

  it("lists by pages with links that work", async () => {
    const { ask } = managerOf(boxes());
    for (const name of ["b1", "b2", "b3"]) {
      await ask("PUT", box.replace("b1", name), { location: "westeurope" });
    }
    const list = `${group}/providers/${type}`;
    const names: unknown[] = [];
    let url: string | undefined = `${list}?api-version=2023-01-01`;
    let pages = 0;
    while (url !== undefined) {
      const page = asObject((await ask("GET", url)).body);
      names.push(...(page.value as { name: string }[]).map((r) => r.name));
      url = page.nextLink as string | undefined;
      pages++;
    }
    assert.deepEqual([names, pages], [["b1", "b2", "b3"], 2]);
    const all = asObject((await ask("GET", `${subscription}/providers/${type}`)).body);
    assert.equal((all.value as unknown[]).length, 3);
  });

  it("asks for a parent, and its children go with it", async () => {
    const { ask, world } = managerOf([...boxes(), ...lids]);
    const parentMissing = {
      status: 404,
      body: {
        error: {
          code: "ParentResourceNotFound",
          message:
            "Can not perform requested operation on nested resource. Parent resource 'b1' not found.",
        },
      },
    };
    assert.deepEqual(await ask("PUT", `${box}/lids/l1`, {}), parentMissing);
    assert.deepEqual(await ask("GET", `${box}/lids`), parentMissing);
    await ask("PUT", box, { location: "westeurope" });
    const lid = await ask("PUT", `${group}/providers/${type}/B1/lids/l1`, { properties: { a: 1 } });
    assert.deepEqual(lid.body, {
      id: `${box}/lids/l1`,
      name: "l1",
      type: `${type}/lids`,
      properties: { a: 1 },
    });
    assert.deepEqual(codeOf(await ask("GET", `${box}/lids/l2`)), "ResourceNotFound");
    await ask("DELETE", box);
    assert.deepEqual(world.estate.ofType(`${type}/lids`), []);
  });

  it("refuses missing properties, in the provider's words where it has some", async () => {
    const path = "properties.frame.colour";
    const plain = managerOf(boxes({ required: [path] }));
    assert.deepEqual(
      asObject(asObject((await plain.ask("PUT", box, { location: "westeurope" })).body).error),
      {
        code: "InvalidRequestContent",
        message:
          "The request content was invalid and could not be deserialized: 'Required property 'colour' not found in JSON. Path 'properties.frame''.",
      },
    );
    const own = managerOf(
      boxes({ required: [path], missing: (at) => new ArmError(400, "BadRequest", at, at) }),
    );
    assert.deepEqual((await own.ask("PUT", box, { location: "westeurope" })).body, {
      error: { code: "BadRequest", message: path, target: path },
    });
    assert.deepEqual(own.world.estate.changes().length, 1);
  });

  it("asks for rights elsewhere before it makes anything", async () => {
    const link = { action: "Microsoft.Network/virtualNetworks/subnets/join/action", scope: group };
    const { ask, world } = managerOf(boxes({ links: () => [link] }), ["Microsoft.Compute/*"]);
    const refused = await ask("PUT", box, { location: "westeurope" });
    assert.deepEqual(refused, {
      status: 403,
      body: {
        error: {
          code: "LinkedAuthorizationFailed",
          message:
            `The client '${principalId}' with object id '${principalId}' has permission to perform action ` +
            `'Microsoft.Compute/boxes/write' on scope '${box}'; however, it does not have permission to perform ` +
            `action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '${group}' ` +
            "(respectively) or the linked scope(s) are invalid.",
        },
      },
    });
    assert.equal(world.estate.get(box), undefined);
    assert.deepEqual(
      world.access.recorded(principalId).map((use) => [use.action, use.allowed]),
      [
        ["Microsoft.Compute/boxes/write", true],
        [link.action, false],
      ],
    );
  });

  it("gives its resources a system-assigned identity that is gone with them", async () => {
    const { ask, world } = managerOf(boxes());
    const made = await ask("PUT", box, {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
    });
    const identity = asObject(asObject(made.body).identity);
    const principal = String(identity.principalId);
    assert.equal(world.directory.find(principal)?.displayName, "b1");
    const again = await ask("PUT", box, { location: "westeurope" });
    assert.deepEqual(asObject(again.body).identity, identity);
    await ask("DELETE", box);
    assert.equal(world.directory.find(principal), undefined);
  });

  it("runs actions on what is there", async () => {
    const action = resourceAction({
      id: "Boxes_Open",
      type,
      path: groupPath(`${type}/{boxName}/open`),
      action: `${type}/open/action`,
      witness,
      handle: (_call, resource) => ({ status: 200, body: { opened: resource.name } }),
    });
    const { ask, world } = managerOf([...boxes(), action]);
    assert.equal(codeOf(await ask("POST", `${box}/open`)), "ResourceNotFound");
    await ask("PUT", box, { location: "westeurope" });
    assert.deepEqual(await ask("POST", `${box}/open`), { status: 200, body: { opened: "b1" } });
    assert.deepEqual(world.access.recorded().at(-1), {
      principalId,
      action: `${type}/open/action`,
      scope: box,
      kind: "action",
      operationId: "Boxes_Open",
      allowed: true,
      times: 2,
    });
  });
});
