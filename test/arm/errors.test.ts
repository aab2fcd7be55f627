import assert from "node:assert/strict";
import { ArmRequestError, failureOf, withoutSecrets } from "../../src/arm/errors";

const url =
  "https://management.azure.com/subscriptions/s/providers/X/y/z?api-version=2024-01-01&t=123&c=MIIC&s=sign&h=hash";

describe("ArmRequestError", () => {
  it("keeps Azure's own text of a refused permission as it is", () => {
    const text =
      "The client 'x' with object id 'y' does not have authorization to perform action 'a/b/write' over scope '/subscriptions/s' or the scope is invalid. If access was recently granted, please refresh your credentials.";
    const body = { error: { code: "AuthorizationFailed", message: text } };
    const error = new ArmRequestError(
      { method: "PUT", url },
      403,
      failureOf({ status: 403, body }),
    );
    assert.equal(error.azureMessage, text);
    assert.equal(error.code, "AuthorizationFailed");
    assert.equal(error.status, 403);
    assert.equal(error.method, "PUT");
    assert.equal(
      error.message,
      `PUT https://management.azure.com/subscriptions/s/providers/X/y/z?api-version=2024-01-01 answered 403 AuthorizationFailed: ${text}`,
    );
  });

  it("lists the details that say more than the message", () => {
    const body = {
      error: {
        code: "InvalidTemplate",
        message: "Two things are wrong.",
        details: [
          { code: "A", message: "First.", target: "properties.a" },
          { code: "B", message: "Second." },
          { code: "C", message: "Two things are wrong." },
          {},
        ],
      },
    };
    const error = new ArmRequestError(
      { method: "PUT", url: "/x" },
      400,
      failureOf({ status: 400, body }),
    );
    assert.equal(
      error.message,
      "PUT /x answered 400 InvalidTemplate: Two things are wrong.\n  - A: First.\n  - B: Second.",
    );
    assert.deepEqual(error.details[0], { code: "A", message: "First.", target: "properties.a" });
  });

  it("reads the envelope, the bare error, capital letters, numbers, text and nothing", () => {
    const read = (body: unknown): unknown => failureOf({ status: 400, body });
    const found = { code: "C", text: "m", details: [] };
    assert.deepEqual(read({ error: { code: "C", message: "m" } }), found);
    assert.deepEqual(read({ code: "C", message: "m" }), found);
    assert.deepEqual(read({ Code: "C", Message: "m" }), found);
    assert.deepEqual(read({ error: { code: 150, message: "m" } }), { ...found, code: "150" });
    assert.deepEqual(
      read({ status: "Failed", properties: { error: { code: "C", message: "m" } } }),
      found,
    );
    assert.deepEqual(read(" Bad Gateway\n"), {
      code: "HTTP 400",
      text: "Bad Gateway",
      details: [],
    });
    assert.deepEqual(read(undefined), { code: "HTTP 400", text: "", details: [] });
  });

  it("says so when Azure gives no reason", () => {
    const error = new ArmRequestError(
      { method: "GET", url: "/x" },
      500,
      failureOf({ status: 500, body: "" }),
    );
    assert.equal(error.message, "GET /x answered 500 HTTP 500: Azure gave no reason.");
  });
});

describe("withoutSecrets", () => {
  it("keeps the api-version and OData's options, and drops signatures and user names", () => {
    assert.equal(
      withoutSecrets(url),
      "https://management.azure.com/subscriptions/s/providers/X/y/z?api-version=2024-01-01",
    );
    assert.equal(
      withoutSecrets("/roleAssignments?$filter=atScope()&api-version=2022-04-01&sig=abc"),
      "/roleAssignments?$filter=atScope()&api-version=2022-04-01",
    );
    assert.equal(withoutSecrets("https://user:word@host/path?sig=1"), "https://host/path");
    assert.equal(withoutSecrets("/plain"), "/plain");
  });
});
