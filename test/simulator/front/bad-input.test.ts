import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { ServedAzure, SimulatedAzure } from "../../../src/simulator/index";
import { callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";
import { rawRequest, refusalOf, sendRaw } from "./raw-client";

const group = `${subscription}/resourceGroups/rg?api-version=2021-04-01`;
const json = "content-type: application/json";

describe("bad input over HTTPS", () => {
  let azure: SimulatedAzure;
  let served: ServedAzure;
  let token = "";
  const defects: unknown[] = [];
  before(async () => {
    azure = newAzure();
    const app = azure.createServicePrincipal("app");
    azure.grant({ principalId: app.objectId, role: "Owner" });
    served = await azure.serve({ onDefect: (error) => defects.push(error) });
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_secret: app.clientSecret,
      scope: `${served.url}/.default`,
    }).toString();
    const line = `POST /${azure.tenantId}/oauth2/v2.0/token HTTP/1.1`;
    const answered = await sendRaw(
      served,
      rawRequest(served, line, [`content-length: ${form.length}`], form),
    );
    token = (JSON.parse(answered.body) as { access_token: string }).access_token;
  });
  after(async () => {
    await served.close();
    assert.deepEqual(defects, []);
    assert.deepEqual(azure.estate.all(), []);
  });

  async function refused(
    line: string,
    headers: readonly string[] = [],
    body: Buffer | string = "",
  ): Promise<readonly [number, string]> {
    const bytes = Buffer.from(body);
    const length = body === "" ? [] : [`content-length: ${bytes.length}`];
    const head = rawRequest(served, `${line} HTTP/1.1`, [
      `authorization: Bearer ${token}`,
      ...length,
      ...headers,
    ]);
    return refusalOf(await sendRaw(served, Buffer.concat([Buffer.from(head), bytes])));
  }

  it("is refused when it is compressed, and never unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    assert.ok(bomb.length < 100_000);
    for (const coding of ["gzip", "deflate", "br", "gzip, gzip"]) {
      assert.deepEqual(await refused(`PUT ${group}`, [json, `content-encoding: ${coding}`], bomb), [
        415,
        "UnsupportedMediaType",
      ]);
    }
  });

  it("is refused when it is larger than 4 MiB, with or without its length told", async () => {
    const large = Buffer.alloc(4 * 1024 * 1024 + 1, "x");
    assert.deepEqual(await refused(`PUT ${group}`, [json], large), [413, "RequestContentTooLarge"]);
    const chunk = `${(1024 * 1024).toString(16)}\r\n${"x".repeat(1024 * 1024)}\r\n`;
    const head = rawRequest(served, `PUT ${group} HTTP/1.1`, ["transfer-encoding: chunked", json]);
    assert.deepEqual(refusalOf(await sendRaw(served, `${head}${chunk.repeat(5)}0\r\n\r\n`)), [
      413,
      "RequestContentTooLarge",
    ]);
  });

  it("is refused when its body is no JSON of any form that Azure reads", async () => {
    const invalid = [400, "InvalidRequestContent"] as const;
    const bodies = [
      '{"location": "westeurope"',
      "[]",
      '"westeurope"',
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      `{"tags":${"[".repeat(70)}${"]".repeat(70)}}`,
      "[".repeat(1_000_000),
      '{"location":"westeurope","tags":{"n":1e999}}',
      '{"location":"\\ud800"}',
    ];
    for (const body of bodies) {
      assert.deepEqual(await refused(`PUT ${group}`, [json], body), invalid);
    }
  });

  it("is refused when it is no JSON by its content type, or has none", async () => {
    const unsupported = [415, "UnsupportedMediaType"];
    const body = '{"location":"westeurope"}';
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
      assert.deepEqual(await refused(`PUT ${group}`, [`content-type: ${type}`], body), unsupported);
    }
    assert.deepEqual(await refused(`PUT ${group}`, [], body), unsupported);
  });

  it("is refused when its address hides slashes, steps up, ends a line or is no UTF-8", async () => {
    const names = [
      "..",
      ".",
      "a%2Fb",
      "a%2fb",
      "a%5Cb",
      "%2e%2e",
      "%00",
      "a%0d%0aX: y",
      "%FF",
      "%zz",
      "a%3Fb",
    ];
    for (const name of [...names, "a".repeat(261)]) {
      const line = `GET ${subscription}/resourceGroups/${name}?api-version=2021-04-01`;
      assert.deepEqual(await refused(line), [400, "BadRequest"], name);
    }
    const filter = `GET ${subscription}/resources?api-version=2021-04-01&$filter=%0d%0aX:%20y`;
    assert.deepEqual(await refused(filter), [400, "BadRequest"]);
    const long = `GET ${subscription}/resources?api-version=2021-04-01&$filter=${"a".repeat(20_000)}`;
    assert.deepEqual(await refused(long), [400, "BadRequest"]);
  });

  it("is refused when its api-version is none, or is given twice", async () => {
    for (const [query, code] of [
      ["", "MissingApiVersionParameter"],
      ["api-version=", "MissingApiVersionParameter"],
      ["api-version=../x", "InvalidApiVersionParameter"],
      ["api-version=2021-04-01&api-version=2021-04-01", "InvalidApiVersionParameter"],
      ["api-version=__proto__", "InvalidApiVersionParameter"],
    ]) {
      const line = `GET ${subscription}/resourceGroups/rg?${query ?? ""}`;
      assert.deepEqual(await refused(line), [400, code]);
    }
  });

  it("is refused when its verb is none of Azure's, or of nobody's", async () => {
    for (const verb of ["OPTIONS", "TRACE", "PROPFIND", "PURGE"]) {
      assert.deepEqual(await refused(`${verb} ${group}`), [405, "MethodNotAllowed"]);
    }
    for (const line of [`FOO ${group}`, `get ${group}`, "CONNECT localhost:443"]) {
      assert.deepEqual(await refused(line), [400, "BadRequest"]);
    }
  });

  it("is refused when it is no HTTP", async () => {
    const head = `GET ${group} HTTP/1.1`;
    for (const bytes of [
      "hello\r\n\r\n",
      "\0\0\0\0\r\n\r\n",
      "GET",
      rawRequest(served, head, ["x: a\0b"]),
      rawRequest(served, head, ["no colon"]),
      rawRequest(served, head, ["content-length: 1", "content-length: 2"], "{}"),
      rawRequest(served, head, ["content-length: -1"]),
      rawRequest(served, head, ["transfer-encoding: chunked", "content-length: 4"], "zz\r\n"),
      rawRequest(served, head, [`x: ${"a".repeat(40_000)}`]),
    ]) {
      assert.deepEqual(refusalOf(await sendRaw(served, bytes)), [400, "BadRequest"]);
    }
    const expecting = rawRequest(served, head, ["expect: miracles"]);
    assert.deepEqual(refusalOf(await sendRaw(served, expecting)), [417, "BadRequest"]);
  });

  it("is refused when it is meant for another host", async () => {
    for (const bytes of [
      "GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
      "GET / HTTP/1.1\r\nhost: management.azure.com\r\nconnection: close\r\n\r\n",
      `GET https://management.azure.com${group} HTTP/1.1\r\nhost: ${new URL(served.url).host}\r\nconnection: close\r\n\r\n`,
    ]) {
      assert.deepEqual(refusalOf(await sendRaw(served, bytes)), [421, "MisdirectedRequest"]);
    }
  });

  it("cannot put a line into the answer's headers", async () => {
    const audience = 'https://x/"\r\nX-Injected: yes\u2028';
    const app = azure.createServicePrincipal("other");
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: app.clientId,
      client_secret: app.clientSecret,
      resource: audience,
    }).toString();
    const line = `POST /${azure.tenantId}/oauth2/token HTTP/1.1`;
    const asked = rawRequest(served, line, [`content-length: ${form.length}`], form);
    const issued = JSON.parse((await sendRaw(served, asked)).body) as { access_token: string };
    const answered = await sendRaw(
      served,
      rawRequest(served, `GET ${group} HTTP/1.1`, [`authorization: Bearer ${issued.access_token}`]),
    );
    assert.deepEqual(refusalOf(answered), [401, "InvalidAuthenticationTokenAudience"]);
    assert.equal(/^x-injected/im.test(answered.head), false);
    assert.match(
      answered.head,
      /www-authenticate: Bearer authorization_uri="[^"]*", error="[^"]*", error_description="[^"]*"\r\n/,
    );
  });

  it("changes no prototype", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const id = await newGroup(owner);
    const body = '{"location":"westeurope","tags":{"__proto__":"a","constructor":"b"}}';
    const { status } = await owner.send("PUT", `${id}?api-version=2021-04-01`, body);
    const read = await owner.send("GET", `${id}?api-version=2021-04-01`);
    const { tags } = read.body as { tags: object };
    assert.deepEqual(
      [status, Object.entries(tags)],
      [
        200,
        [
          ["__proto__", "a"],
          ["constructor", "b"],
        ],
      ],
    );
    assert.equal(Object.getPrototypeOf(tags), Object.prototype);
  });

  it("is told as Azure's 500 and nothing more when the simulated Azure itself fails", async () => {
    const broken = newAzure();
    const told: unknown[] = [];
    const own = await broken.serve({ onDefect: (error) => told.push(error) });
    try {
      const line = `POST /${broken.tenantId}/oauth2/token HTTP/1.1`;
      const app = broken.createServicePrincipal("app");
      const form = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: app.clientId,
        client_secret: app.clientSecret,
        resource: own.url,
      }).toString();
      broken.clock.after(0, () => {
        throw new TypeError("a canary of the inside");
      });
      const answered = await sendRaw(
        own,
        rawRequest(own, line, [`content-length: ${form.length}`], form),
      );
      assert.deepEqual(JSON.parse(answered.body), {
        error: { code: "InternalServerError", message: "Encountered internal server error." },
      });
      assert.equal(String(told), "TypeError: a canary of the inside");
    } finally {
      await own.close();
    }
  });

  it("is refused in process alike", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const answered = await owner.send(
      "GET",
      `${subscription}/resourceGroups/a%2Fb?api-version=2021-04-01`,
    );
    assert.deepEqual(errorOf(answered), {
      status: 400,
      code: "BadRequest",
      message: "Bad Request - Invalid URL",
    });
  });
});
