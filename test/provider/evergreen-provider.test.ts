import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { ArmConnection } from "../../src/arm/transport";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import { evergreenProvider } from "../../src/provider/evergreen-provider";
import { FakeAzure, fabricId, subscriptionId } from "./fake-azure";

const token = "azure-evergreen:index:ReplicationFabric";
const context = {
  urn: "urn:pulumi:dev::test::azure-evergreen:index:ReplicationFabric::it",
  name: "it",
  signal: new AbortController().signal,
  log: () => undefined,
};
const read = { id: fabricId, inputs: {}, outputs: {} };

interface Schema {
  readonly resources: Record<
    string,
    { readonly inputProperties: object; readonly properties: object }
  >;
}

function unknownFor(properties: object): Properties {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, unknownValue]));
}

describe("evergreenProvider", () => {
  it("knows its resources and nothing else", () => {
    const provider = evergreenProvider(() => assert.fail("Nothing was asked of Azure."), "0.1.0");
    const tokens = [
      token,
      "azure-evergreen:index:ReplicationProtectionContainer",
      "azure-evergreen:index:ReplicationProtectionContainerMapping",
      "azure-evergreen:index:ReplicationProtectedItem",
      "azure-evergreen:index:SubscriptionFeature",
      "azure-evergreen:index:BackupProtectedItem",
      "azure-evergreen:index:AutomationRunbook",
      "azure-evergreen:index:AutomationSchedule",
      "azure-evergreen:index:AutomationWebhook",
      "azure-evergreen:index:RunAsAssets",
      "azure-evergreen:index:RunAsCertificate",
    ];
    assert.deepEqual(
      [...tokens, "azure-evergreen:index:Nothing"].map(
        (each) => provider.resource(each) !== undefined,
      ),
      [...tokens.map(() => true), false],
    );
    assert.equal(provider.name, "azure-evergreen");
    assert.equal(provider.version, "0.1.0");
    assert.deepEqual(provider.secretOutputs, [
      "clientCertificatePassword",
      "clientSecret",
      "oidcRequestToken",
      "oidcToken",
      "ownPfx",
      "ownPfxPassword",
      "pfx",
      "uri",
    ]);
  });

  it("declares in its schema exactly what its resources take and answer", async () => {
    const provider = evergreenProvider(() => Promise.reject(new Error("No way.")), "0.1.0");
    const { resources } = provider.schema as unknown as Schema;
    for (const [each, { inputProperties, properties }] of Object.entries(resources)) {
      const handler = provider.resource(each);
      assert.ok(handler !== undefined, each);
      const newInputs = unknownFor(inputProperties);
      const request = { oldInputs: undefined, newInputs, randomSeed: new Uint8Array(32) };
      const { failures } = await handler.check(request, context);
      assert.deepEqual(failures, [], each);
      const inputs = unknownFor(
        Object.fromEntries(Object.entries(inputProperties).filter(([name]) => name in properties)),
      );
      const { outputs } = await handler.create({ inputs, preview: true }, context);
      assert.deepEqual(Object.keys(outputs).sort(), Object.keys(properties).sort(), each);
    }
    const tooMuch = { more: "x" };
    for (const each of Object.keys(resources)) {
      const request = { oldInputs: undefined, newInputs: tooMuch, randomSeed: new Uint8Array(32) };
      const { failures } = (await provider.resource(each)?.check(request, context)) ?? {};
      const named = /^There is no property more\. Use one of (.*)\.$/.exec(
        failures?.[0]?.reason ?? "",
      );
      const declared = Object.keys(resources[each]?.inputProperties ?? {});
      assert.deepEqual(named?.[1]?.split(", ").sort(), declared.sort(), each);
    }
  });

  it("connects once, with its configuration, when a resource first needs Azure", async () => {
    const configurations: Properties[] = [];
    const connection: ArmConnection = { transport: new FakeAzure(), subscriptionId, tenantId: "t" };
    const provider = evergreenProvider((configuration) => {
      configurations.push(configuration);
      return connection;
    }, "0.1.0");
    await provider.configure({ tenantId: "one" });
    assert.deepEqual(configurations, []);
    await provider.resource(token)?.read(read, context);
    await provider.resource(token)?.read(read, context);
    assert.deepEqual(configurations, [{ tenantId: "one" }]);
    await provider.configure({ tenantId: "two" });
    await provider.resource(token)?.read(read, context);
    assert.deepEqual(configurations, [{ tenantId: "one" }, { tenantId: "two" }]);
  });

  it("tries to connect again after it failed", async () => {
    let tries = 0;
    const provider = evergreenProvider(() => {
      tries++;
      return tries === 1
        ? Promise.reject(new Error("No credentials."))
        : { transport: new FakeAzure(), subscriptionId, tenantId: "t" };
    }, "0.1.0");
    await assert.rejects(Promise.resolve(provider.resource(token)?.read(read, context)), {
      message: "No credentials.",
    });
    assert.equal(await provider.resource(token)?.read(read, context), undefined);
  });

  it("loads neither Pulumi's SDK nor a credential library", () => {
    const program = `
      require("ts-node/register/transpile-only");
      require("./src/provider/evergreen-provider");
      require("./src/plugin/serve-plugin");
      const loaded = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
      const unwanted = /node_modules\\/(@azure\\/|@pulumi\\/pulumi\\/(?!proto\\/|package\\.json))/;
      console.log(JSON.stringify(loaded.filter((file) => unwanted.test(file))));
    `;
    const root = join(__dirname, "..", "..");
    const printed = execFileSync(process.execPath, ["-e", program], {
      cwd: root,
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(printed), []);
  });
});
