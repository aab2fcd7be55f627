import assert from "node:assert/strict";
import fc from "fast-check";
import { readArmPath } from "../../../src/simulator/resource-manager/arm-path";
import { readAddress } from "../../../src/simulator/front/http";
import { readFilter } from "../../../src/simulator/resource-manager/odata";
import type { Operation } from "../../../src/simulator/operation";
import { Router } from "../../../src/simulator/resource-manager/router";

function operation(method: Operation["method"], path: string): Operation {
  return {
    id: `${method} ${path}`,
    method,
    path,
    action: "a",
    witness: "w",
    handle: () => ({ status: 200 }),
  };
}

function idOf(router: Router, method: string, path: string): unknown {
  const found = router.route(method, path);
  return found !== undefined && "operation" in found
    ? [found.operation.id, found.parameters]
    : found;
}

describe("routing", () => {
  const router = new Router([
    operation("GET", "/subs/{s}/things/{name}"),
    operation("PUT", "/subs/{s}/things/{name}"),
    operation("GET", "/subs/{s}/things/default"),
    operation("GET", "/{scope}/providers/N/locks/{lock}"),
  ]);

  it("prefers a fixed segment to a parameter and keeps the client's case in values", () => {
    assert.deepEqual(idOf(router, "get", "/SUBS/A/Things/B"), [
      "GET /subs/{s}/things/{name}",
      { s: "A", name: "B" },
    ]);
    assert.deepEqual(idOf(router, "GET", "/subs/a/things/Default"), [
      "GET /subs/{s}/things/default",
      { s: "a" },
    ]);
  });

  it("takes any scope before an extension, also none", () => {
    assert.deepEqual(idOf(router, "GET", "/subs/a/things/b/providers/n/locks/l"), [
      "GET /{scope}/providers/N/locks/{lock}",
      { scope: "subs/a/things/b", lock: "l" },
    ]);
    assert.deepEqual(idOf(router, "GET", "/providers/n/locks/l"), [
      "GET /{scope}/providers/N/locks/{lock}",
      { scope: "", lock: "l" },
    ]);
  });

  it("tells an unknown path from an unknown verb", () => {
    assert.equal(idOf(router, "GET", "/subs/a/nothing"), undefined);
    assert.deepEqual(idOf(router, "DELETE", "/subs/a/things/b"), { allowed: ["GET", "PUT"] });
    assert.equal(idOf(router, "GET", "/subs//things/b"), undefined);
  });
});

describe("the scope of a path", () => {
  it("of a resource is its id, of a list or an action what it stands in", () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9][\w.()-]{0,10}$/)
      .filter((n) => n.toLowerCase() !== "providers");
    fc.assert(
      fc.property(
        name,
        name,
        name,
        fc.array(fc.tuple(name, name), { maxLength: 3 }),
        name,
        (s, g, type, children, last) => {
          const base = `/subscriptions/${s}/resourceGroups/${g}/providers/Ms.X`;
          const id = [base, type, "n", ...children.flat()].join("/");
          assert.equal(readArmPath(id).scope, id);
          assert.equal(readArmPath(`${id}/${last}`).scope, id);
          assert.deepEqual(
            [
              readArmPath(id).namespace,
              readArmPath(id).resourceGroupName,
              readArmPath(id).subscriptionId,
            ],
            ["Ms.X", g, s],
          );
        },
      ),
    );
  });
});

describe("addresses and filters", () => {
  it("are read whatever their form", () => {
    assert.deepEqual(readAddress("https://h:1//a%20b/c/?API-Version=1&%24filter=x+eq+%27y%27"), {
      path: "/a b/c",
      query: { "api-version": "1", $filter: "x eq 'y'" },
    });
    assert.deepEqual(
      [...readFilter("tagName eq 'it''s' and atScope() and assignedTo('p')")],
      [
        ["tagname", "it's"],
        ["atscope", ""],
        ["assignedto", "p"],
      ],
    );
    assert.deepEqual([...readFilter(undefined)], []);
  });
});
