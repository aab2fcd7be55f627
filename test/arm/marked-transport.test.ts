import assert from "node:assert/strict";
import { MarkedTransport } from "../../src/arm/marked-transport";
import { ClockedTransport } from "./clocked-transport";

describe("MarkedTransport", () => {
  it("gives each request a GUID of the run's id and its number, beside headers of its own", async () => {
    const inner = new ClockedTransport();
    const transport = new MarkedTransport(inner, "3f2a9c1e-7b64-4d1a-9c3e");
    await transport.send({ method: "GET", url: "/a" });
    await transport.send({ method: "GET", url: "/b", headers: { "x-more": "m" } });
    assert.deepEqual(
      inner.sent.map(({ request }) => request.headers),
      [
        { "x-ms-client-request-id": "3f2a9c1e-7b64-4d1a-9c3e-000000000001" },
        { "x-more": "m", "x-ms-client-request-id": "3f2a9c1e-7b64-4d1a-9c3e-000000000002" },
      ],
    );
    assert.equal(transport.requests, 2);
  });
});
