import assert from "node:assert/strict";
import { agentExpiry, agentExpiryState, newestAgentRelease } from "../../src/azure/agent-releases";
import { agentSupport } from "../../src/azure/agent-support";

describe("releases of the mobility agent", () => {
  it("follow from the month: one each, from the known one of July 2024", () => {
    const rows: [string, string, string][] = [
      ["2024-07-15T00:00:00Z", "9.62.7096.1", "2024-07-15"],
      ["2024-08-14T23:59:59Z", "9.62.7096.1", "2024-07-15"],
      ["2024-08-15T00:00:00Z", "9.63.7232.1", "2024-08-15"],
      // A version that Microsoft names.
      ["2024-11-20T00:00:00Z", "9.66.7640.1", "2024-11-15"],
      ["2026-11-01T08:00:00Z", "9.89.10768.1", "2026-10-15"],
      ["2023-06-01T00:00:00Z", "9.48.6592.1", "2023-05-15"],
      ["2015-01-01T00:00:00Z", "9.1.4900.1", "2019-06-15"],
    ];
    for (const [at, version, released] of rows) {
      const release = newestAgentRelease(new Date(at), 15);
      assert.equal(release.version, version, at);
      assert.equal(release.releasedAt.toISOString(), `${released}T00:00:00.000Z`, at);
    }
  });

  it("end the support of the one five releases before", () => {
    const expiry = agentExpiry("9.62.7096.1", 15);
    assert.equal(expiry?.toISOString(), "2024-12-15T00:00:00.000Z");
    const state = (at: string): string => agentExpiryState(expiry, new Date(at));
    assert.equal(state("2024-10-15T23:59:59Z"), "supported");
    assert.equal(state("2024-10-16T00:00:00Z"), "expiring");
    assert.equal(state("2024-12-14T23:59:59Z"), "expiring");
    assert.equal(state("2024-12-15T00:00:00Z"), "expired");
    const support = (at: string): boolean | undefined =>
      agentSupport({
        version: "9.62.7096.1",
        latest: newestAgentRelease(new Date(at), 15).version,
      })?.supported;
    assert.equal(support("2024-12-14T23:59:59Z"), true);
    assert.equal(support("2024-12-15T00:00:00Z"), false);
    assert.equal(agentExpiry("Unknown", 15), undefined);
    assert.equal(agentExpiry("8.4.1", 15), undefined);
  });
});
