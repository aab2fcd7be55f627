import assert from "node:assert/strict";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { call, handlerOf, providerOf, urn, withPlugin } from "./plugin-client";

describe("customTimeouts", () => {
  it("reach the handler in seconds, and are left out when the program sets none", async () => {
    const seen: (number | undefined)[] = [];
    const handler = handlerOf({
      create: (_request, context) => {
        seen.push(context.timeoutInSeconds);
        return Promise.resolve({ id: "id", outputs: {} });
      },
    });
    await withPlugin(providerOf(handler), async (client) => {
      const request = new proto.CreateRequest();
      request.setUrn(urn);
      request.setType("toy:index:Thing");
      request.setTimeout(1800);
      await call(client, "create", request);
      request.setTimeout(0);
      await call(client, "create", request);
    });
    assert.deepEqual(seen, [1800, undefined]);
  });
});
