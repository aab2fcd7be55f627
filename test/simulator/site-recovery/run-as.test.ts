import assert from "node:assert/strict";
import { callerOf } from "../caller";
import { autoUpdate, done, mapping, propertiesOf, vault } from "./replicated-estate";
import {
  agentOf,
  connection,
  healthOf,
  migrate,
  reloaded,
  renew,
  until,
  withRunAs,
} from "./run-as-estate";

const automation = "2024-10-23";
const day = 24 * 3600;
const start = "2023-05-01T08:00:00Z";

describe("agent auto-update with a Run As account", () => {
  it("updates agents, warns two months before the certificate ends, and stops when it has", async () => {
    const { azure, owner } = await withRunAs(start, "2023-08-20T00:00:00Z");
    await until(azure, owner, "2023-05-16T12:00:00Z");
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    assert.equal(await agentOf(owner), "9.48.6592.1");
    await until(azure, owner, "2023-06-19T12:00:00Z");
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    await until(azure, owner, "2023-06-20T12:00:00Z");
    const ending = [
      "Warning",
      "AgentAutoUpdateRunAsAccountExpiry",
      "The certificate ends on 2023-08-20.",
      "Renew the certificate of the Run As account.",
    ];
    // The first night after the twentieth of June began.
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    await owner.wait(day);
    assert.deepEqual(await healthOf(owner), ending);
    // Agents are updated all the same.
    await until(azure, owner, "2023-08-16T12:00:00Z");
    assert.equal(await agentOf(owner), "9.51.6700.1");
    await until(azure, owner, "2023-09-17T12:00:00Z");
    assert.deepEqual(await healthOf(owner), [
      "Critical",
      "AgentAutoUpdateRunAsAccountExpired",
      "The certificate ended on 2023-08-20.",
      "Renew the certificate of the Run As account.",
    ]);
    assert.equal(await agentOf(owner), "9.51.6700.1");
  });

  it("shows the expiry in the health of the vault", async () => {
    const { azure, owner } = await withRunAs(start, "2023-05-20T00:00:00Z");
    await until(azure, owner, "2023-05-02T12:00:00Z");
    const { containersHealth } = await propertiesOf(owner, `${vault}/replicationVaultHealth`);
    const { issues, categorizedResourceCounts } = containersHealth as {
      issues: Record<string, unknown>[];
      categorizedResourceCounts: unknown;
    };
    assert.deepEqual(categorizedResourceCounts, { Normal: 1, Warning: 1 });
    assert.deepEqual(
      issues.map(({ category, severity }) => [category, severity]),
      [["AgentAutoUpdateRunAsAccountExpiry", "Warning"]],
    );
  });

  it("goes on when the certificate is renewed", async () => {
    const estate = await withRunAs(start, "2023-05-10T00:00:00Z");
    const { azure, owner } = estate;
    await until(azure, owner, "2023-05-16T12:00:00Z");
    assert.equal((await healthOf(owner))[1], "AgentAutoUpdateRunAsAccountExpired");
    assert.equal(await agentOf(owner), "9.47.6556.1");
    await renew(estate, "2024-05-10T00:00:00Z");
    await owner.wait(day);
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    assert.equal(await agentOf(owner), "9.48.6592.1");
  });

  it("goes on with the identity of the account once it was migrated", async () => {
    const { azure, owner, identity } = await withRunAs(start, "2023-05-10T00:00:00Z");
    await until(azure, owner, "2023-05-16T12:00:00Z");
    await done(owner, "PATCH", mapping, { properties: { providerSpecificInput: autoUpdate } });
    await owner.wait(day);
    const [health, , cause] = await healthOf(owner);
    assert.equal(health, "Critical");
    assert.match(String(cause), /^The identity lacks at the vault: Microsoft\.RecoveryServices/);
    azure.grant({ principalId: identity, scope: vault, role: "Contributor" });
    await owner.wait(day);
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    assert.equal(await agentOf(owner), "9.48.6592.1");
    // What is left of the Run As account can go.
    await done(owner, "DELETE", connection, undefined, automation);
    await owner.wait(day);
    assert.deepEqual(await healthOf(owner), ["Normal"]);
  });

  it("goes on after the retirement until the certificate ends, and then only migration helps", async () => {
    const { azure, owner } = await withRunAs("2026-11-01T08:00:00Z", "2026-12-01T00:00:00Z");
    await until(azure, owner, "2026-11-16T12:00:00Z");
    assert.deepEqual(await healthOf(owner), [
      "Warning",
      "AgentAutoUpdateRunAsAccountExpiry",
      "The certificate ends on 2026-12-01.",
      migrate,
    ]);
    assert.equal(await agentOf(owner), "9.90.10904.1");
    await until(azure, owner, "2026-12-16T12:00:00Z");
    assert.deepEqual(await healthOf(owner), [
      "Critical",
      "AgentAutoUpdateRunAsAccountExpired",
      "The certificate ended on 2026-12-01.",
      migrate,
    ]);
    assert.equal(await agentOf(owner), "9.90.10904.1");
  });

  it("ends with the retirement where that is assumed", async () => {
    const { azure, owner } = await withRunAs("2023-09-28T08:00:00Z", "2026-01-01T00:00:00Z", {
      assumptions: { runAsAccountsWorkAfterRetirement: false },
    });
    await until(azure, owner, "2023-09-29T12:00:00Z");
    assert.deepEqual(await healthOf(owner), ["Normal"]);
    await until(azure, owner, "2023-10-01T12:00:00Z");
    assert.deepEqual(await healthOf(owner), [
      "Critical",
      "AgentAutoUpdateRunAsAccount",
      "Run As accounts were retired on 30 September 2023.",
      migrate,
    ]);
  });

  it("is the same in a loaded estate", async () => {
    const { azure, owner } = await withRunAs(start, "2023-05-20T00:00:00Z");
    await until(azure, owner, "2023-05-02T12:00:00Z");
    const loaded = reloaded(azure);
    const caller = callerOf(loaded, "Owner");
    assert.deepEqual(await healthOf(caller), await healthOf(owner));
    await until(loaded, caller, "2023-05-16T12:00:00Z");
    assert.equal(await agentOf(caller), "9.48.6592.1");
    await until(loaded, caller, "2023-05-21T12:00:00Z");
    assert.equal((await healthOf(caller))[1], "AgentAutoUpdateRunAsAccountExpired");
  });
});
