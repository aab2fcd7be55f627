import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const up = ["up", "--yes", "--skip-preview"];
const canary = "canary-9f3b1c";

/** A certificate in DER that ends in a hundred years. */
const certificate =
  "MIIBejCCAR+gAwIBAgIUFsd3Mb/R2kiXJjpbAkrCzD2s+fUwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZmxlZXQxMCAXDTI2MTEyNjEyMjYwMFoYDzIxMjYxMTAyMTIyNjAwWjARMQ8wDQYDVQQDDAZmbGVldDEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfWahxrdsO77seEz/FvTfgXDY3sd3F2RoUxA0r5BA1GgBXdw4wwCssiQxqFBcIDdAtKF4oTw/i39bm1TJLp/AUo1MwUTAdBgNVHQ4EFgQU6sS+yjKMmnYMmyElVNY7bOwDkwkwHwYDVR0jBBgwFoAU6sS+yjKMmnYMmyElVNY7bOwDkwkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4TQKbEnonRVKMrVGmzX1tTsIfTnLTBgOI1ouJgMqoaICIQDsw53gncUdzEsN/o4Z6k9dkFUn1ET1b5uGHzC7OlhcYA==";

const type = "Microsoft.Automation/automationAccounts";

describeEngine("an automation account with runbooks and secrets on the real engine", () => {
  let engine: EngineOnAzure;
  const printed: string[] = [];

  async function run(args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await engine.workspace.mustRun([...args]);
    printed.push(stdout, stderr);
    return stdout;
  }

  before(async () => {
    engine = await openEngine("automation-account.ts", {
      "fleet:canary": canary,
      "fleet:certificate": certificate,
      "fleet:text": 'Write-Output "one"',
    });
    await run(up);
  });

  after(async () => {
    await engine.close();
  });

  function linkNow() {
    const [link, ...others] = engine.azure.estate.ofType(`${type}/jobSchedules`);
    assert.deepEqual(others, []);
    return link;
  }

  it("changes nothing in a second deployment", async () => {
    const before = engine.azure.estate.version;
    await run([...up, "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("publishes another text, and moves a start that has passed, without touching the link", async () => {
    const link = linkNow();
    engine.azure.clock.advance(10 * 86_400_000);
    await run(["config", "set", "text", 'Write-Output "two"']);
    await run(["config", "set", "interval", "2"]);
    await run(up);
    assert.deepEqual(linkNow(), link);
    const [schedule] = engine.azure.estate.ofType(`${type}/schedules`);
    const { startTime, interval } = schedule?.properties as Record<string, unknown>;
    assert.equal(interval, 2);
    assert.ok(new Date(String(startTime)) > engine.azure.clock.now());
    await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    await run([...up, "--expect-no-changes"]);
  });

  it("shows no secret: not in the state, not in what is printed, not in Azure", async () => {
    const { stdout: state } = await engine.workspace.mustRun(["stack", "export"]);
    const { stdout: shown } = await engine.workspace.mustRun(["stack", "export", "--show-secrets"]);
    const uri = JSON.parse(
      (await engine.workspace.mustRun(["stack", "output", "--json", "--show-secrets"])).stdout,
    ) as { webhookUri: string };
    assert.match(uri.webhookUri, /^https:\/\/.*token=/);
    const token = /token=([^&%]+)/.exec(uri.webhookUri)?.[1] ?? "";
    const secrets = [
      ...["variable", "json", "password", "parameter"].map((what) => `${canary}-${what}`),
      certificate,
      token,
    ];
    for (const secret of secrets) {
      assert.ok(shown.includes(secret), `${secret} is kept`);
      assert.ok(!state.includes(secret), `${secret} in the state`);
      assert.ok(!printed.join("\n").includes(secret), `${secret} is printed`);
    }
    // Azure itself keeps the parameters of a webhook in clear.
    const held = JSON.stringify([engine.azure.estate.all(), engine.azure.recorded()]);
    for (const secret of secrets.filter((each) => !each.endsWith("-parameter"))) {
      assert.ok(!held.includes(secret), `${secret} in Azure`);
    }
  });

  it("is gone when it is destroyed", async () => {
    await run(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
