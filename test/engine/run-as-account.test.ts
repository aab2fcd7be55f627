import assert from "node:assert/strict";
import forge from "node-forge";
import { openPfx } from "../../src/provider/pfx";
import { selfSignedCertificate } from "../../src/provider/self-signed-certificate";
import { describeEngine, openEngine, providerOf, until, type EngineOnAzure } from "./engine";

const up = ["up", "--yes", "--skip-preview"];
const password = "canary-51d0c7";
const dayInMilliseconds = 86_400_000;
const certificateType = "Microsoft.Automation/automationAccounts/certificates";
const connectionType = "Microsoft.Automation/automationAccounts/connections";

describeEngine("a Run As account on the real engine", () => {
  let engine: EngineOnAzure;
  const printed: string[] = [];
  const secrets: string[] = [password];

  async function run(args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await engine.workspace.mustRun([...args]);
    printed.push(stdout, stderr);
    return stdout;
  }

  before(async () => {
    engine = await openEngine("run-as-account.ts", {});
    engine.azure.grantGraph(engine.owner.objectId, "Application.ReadWrite.OwnedBy");
  });

  after(async () => {
    await engine.close();
  });

  function thumbprints(): unknown[] {
    const { estate } = engine.azure;
    const [certificate] = estate.ofType(certificateType);
    const [connection] = estate.ofType(connectionType);
    const { thumbprint } = certificate?.properties as { thumbprint: string };
    const { fieldDefinitionValues } = connection?.properties as {
      fieldDefinitionValues: { CertificateThumbprint: string };
    };
    return [thumbprint, fieldDefinitionValues.CertificateThumbprint];
  }

  /** Every private key that the state holds, in the forms in which it could show elsewhere. */
  async function rememberKeys(): Promise<void> {
    const { stdout } = await engine.workspace.mustRun(["stack", "export", "--show-secrets"]);
    const packets = [...stdout.matchAll(/MII[A-Za-z0-9+/]{1500,}={0,2}/g)].map(([text]) => text);
    const keys = packets.flatMap((packet) => {
      try {
        return [packet, privatePart(openPfx(packet).privateKey)];
      } catch {
        // A certificate alone, which is no secret, or a PFX with a password.
        return [];
      }
    });
    assert.ok(keys.length > 0, "private keys in the state");
    secrets.push(...keys);
  }

  it("comes up, and the second time changes nothing", async () => {
    await run(up);
    const version = engine.azure.estate.version;
    await run([...up, "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(version), []);
    await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    await rememberKeys();
  });

  it("shows in a preview that a renewal is due, and which key it replaces", async () => {
    engine.azure.clock.advance(300 * dayInMilliseconds);
    const stdout = await run(["preview", "--diff"]);
    assert.match(stdout, /~ validUntil\s*: "20/);
    assert.equal(stdout.match(/ApplicationCertificate: \(replace\)/g)?.length, 1);
  });

  it("mends what a renewal left half done whose provider died, after a refresh has shown it", async () => {
    const [before] = thumbprints();
    const { http } = engine.azure.faults;
    http.strike(
      { kind: "answer late", milliseconds: 120_000 },
      { method: "PUT", path: "/certificates/AzureRunAsCertificate" },
    );
    const running = engine.workspace.start(up);
    await until(running, () => thumbprints()[0] !== before);
    process.kill(providerOf(running.pid), "SIGKILL");
    const { exitCode, stdout, stderr } = await running.ended;
    printed.push(stdout, stderr);
    assert.notEqual(exitCode, 0);
    http.mend();
    const [certificate, connection] = thumbprints();
    assert.equal(connection, before);
    assert.notEqual(certificate, before);

    const shown = await run(["refresh", "--yes", "--skip-preview", "--diff"]);
    assert.ok(
      shown.includes(
        `${String(certificate)} in the certificate, ${String(connection)} in the connection`,
      ),
      shown,
    );
    await run(up);
    assert.deepEqual(thumbprints(), [certificate, certificate]);
    await run([...up, "--expect-no-changes"]);
    await run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    await rememberKeys();
  });

  it("takes a certificate of one's own, with its password", async () => {
    const now = engine.azure.clock.now();
    const own = await selfSignedCertificate({
      commonName: "own",
      startsAt: new Date(now.getTime() - dayInMilliseconds),
      endsAt: new Date(now.getTime() + 300 * dayInMilliseconds),
    });
    const read = (der: Buffer) => forge.asn1.fromDer(der.toString("binary"));
    const pfx = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromAsn1(read(own.privateKey)),
      [forge.pki.certificateFromAsn1(read(own.certificate))],
      password,
    );
    const base64 = Buffer.from(forge.asn1.toDer(pfx).getBytes(), "binary").toString("base64");
    secrets.push(base64, privatePart(own.privateKey));
    await engine.workspace.mustRun(["config", "set", "--secret", "pfx", base64]);
    await engine.workspace.mustRun(["config", "set", "--secret", "password", password]);
    await run(up);
    await run([...up, "--expect-no-changes"]);
    assert.equal(thumbprints()[0], thumbprints()[1]);
    await rememberKeys();
  });

  it("shows no private key: not in the state, not in what is printed, not in Azure", async () => {
    const { stdout: state } = await engine.workspace.mustRun(["stack", "export"]);
    const { stdout: history } = await engine.workspace.mustRun(["stack", "history", "--json"]);
    const held = JSON.stringify([
      engine.azure.estate.all(),
      engine.azure.recorded(),
      engine.azure.save(),
    ]);
    for (const secret of secrets) {
      assert.ok(!state.includes(secret), "in the state");
      assert.ok(!history.includes(secret), "in the history");
      assert.ok(!printed.join("\n").includes(secret), "printed");
      assert.ok(!held.includes(secret), "in Azure");
    }
  });

  it("is gone without a trace when it is taken out of the program", async () => {
    await engine.workspace.mustRun(["config", "set", "migrated", "true"]);
    await run(up);
    const { estate } = engine.azure;
    assert.deepEqual(
      estate.all().map(({ type }) => type),
      ["Microsoft.Resources/resourceGroups", "Microsoft.Automation/automationAccounts"],
    );
    const { body } = await engine.azure
      .connect(engine.owner)
      .transport.send({ method: "GET", url: "/v1.0/applications" });
    const { value } = body as { value: { displayName: string }[] };
    assert.deepEqual(
      value.map(({ displayName }) => displayName),
      ["owner"],
    );
  });
});

/** A part of a private key behind its modulus, which stands in the certificate too. */
function privatePart(key: Buffer): string {
  return key.toString("base64").slice(420, 560);
}
