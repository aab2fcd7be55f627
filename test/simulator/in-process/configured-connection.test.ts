import assert from "node:assert/strict";
import type { ArmConnection } from "../../../src/arm/transport";
import { configuredConnection } from "../../../src/simulator/in-process/configured-connection";

const connection: ArmConnection = {
  transport: {
    send: () => Promise.reject(new Error("nothing is sent")),
    wait: () => Promise.resolve(),
  },
  subscriptionId: "own",
  tenantId: "tenant",
  clientId: "client",
};

describe("the connection of an in-process deployment", () => {
  it("takes another subscription from a provider's arguments", () => {
    assert.equal(configuredConnection([connection], {}), connection);
    const configuration = {
      subscriptionId: "other",
      clientId: "client",
      environment: "public",
      location: "westeurope",
      useMsi: "false",
      auxiliaryTenantIds: "[]",
    };
    assert.equal(configuredConnection([connection], configuration).subscriptionId, "other");
  });

  it("refuses to let anybody else sign in", () => {
    const configuration = { clientId: "stranger", clientSecret: "s", useMsi: "true" };
    assert.throws(() => configuredConnection([connection], configuration), {
      message:
        "An in-process deployment signs in as its own principals; the provider's clientId, clientSecret, useMsi " +
        "would have no effect. Leave it out, or give the deployment that principal.",
    });
  });
});
