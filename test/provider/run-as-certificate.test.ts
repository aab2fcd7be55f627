import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import { openPfx, packPfx } from "../../src/provider/pfx";
import { selfSignedCertificate } from "../../src/provider/self-signed-certificate";
import { account, withAccount } from "../simulator/automation/account";
import { Deployment } from "./harness";

const type = "RunAsCertificate";
const day = 86_400_000;
const given = { automationAccountId: account };

async function ready() {
  const { azure, owner } = await withAccount();
  const deployment = new Deployment(azure.connect(owner).transport);
  const handler = deployment.handler(type);
  const context = deployment.context(type);
  return {
    azure,
    deployment,
    /** One deployment: checked, compared with the last one, made or changed. */
    async up(inputs: Properties, before?: Standing): Promise<Standing & { changed: string[] }> {
      const checked = await deployment.checked(type, inputs, before?.inputs);
      if (before === undefined) {
        const { id = "", outputs } = await handler.create(
          { inputs: checked, preview: false },
          context,
        );
        return { id, inputs: checked, outputs, changed: [] };
      }
      const { changes } = await handler.diff(
        {
          id: before.id,
          oldInputs: before.inputs,
          oldOutputs: before.outputs,
          newInputs: checked,
          ignoreChanges: [],
        },
        context,
      );
      if (Object.keys(changes).length === 0) {
        return { ...before, changed: [] };
      }
      const { outputs } = await handler.update(
        {
          id: before.id,
          oldInputs: before.inputs,
          oldOutputs: before.outputs,
          newInputs: checked,
          preview: false,
        },
        context,
      );
      return { id: before.id, inputs: checked, outputs, changed: Object.keys(changes) };
    },
  };
}

interface Standing {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

function certificateIn(base64: unknown): X509Certificate {
  return new X509Certificate(Buffer.from(String(base64), "base64"));
}

/** A certificate of one's own as a PFX that ends after so many days. */
async function ownPfx(now: Date, days: number): Promise<string> {
  return packPfx(
    await selfSignedCertificate({
      commonName: "own",
      startsAt: new Date(now.getTime() - day),
      endsAt: new Date(now.getTime() + days * day),
    }),
  );
}

describe("RunAsCertificate", () => {
  it("makes a certificate for a year, and throws away the key of the other slot's", async () => {
    const { azure, up } = await ready();
    const now = azure.clock.now();
    const { inputs, outputs } = await up(given);
    assert.deepEqual(inputs, {
      ...given,
      validFrom: "2026-11-01T08:00:00Z",
      validUntil: "2027-11-01T08:00:00Z",
    });
    const certificate = certificateIn(outputs.certificate);
    assert.equal(certificate.subject, "CN=it");
    assert.equal(certificate.ca, false);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(new Date(certificate.validFrom).getTime(), now.getTime() - 300_000);
    assert.equal(outputs.endsAt, "2027-11-01T08:00:00Z");
    assert.equal(
      outputs.thumbprint,
      createHash("sha1").update(certificate.raw).digest("hex").toUpperCase(),
    );
    assert.equal(outputs.currentSlot, "first");
    assert.equal(outputs.firstKey, outputs.certificate);
    const unused = certificateIn(outputs.secondKey);
    assert.equal(unused.subject, "CN=no key");
    assert.equal(new Date(unused.validTo).getTime(), now.getTime() + day);
    const opened = openPfx(String(outputs.pfx));
    assert.deepEqual(opened.certificate, certificate.raw);
  });

  it("stays the same until its renewal is due, by Azure's clock", async () => {
    const { azure, up } = await ready();
    const first = await up(given);
    assert.deepEqual(await up(given, first), { ...first, changed: [] });
    azure.clock.advance((365 - 70) * day - 1000);
    assert.deepEqual(await up(given, first), { ...first, changed: [] });
    azure.clock.advance(1000);
    const second = await up(given, first);
    assert.deepEqual(second.changed, ["validFrom", "validUntil"]);
    assert.equal(second.inputs.validFrom, "2027-08-23T08:00:00Z");
    assert.equal(second.outputs.endsAt, "2028-08-22T08:00:00Z");
    assert.deepEqual(
      [second.outputs.currentSlot, second.outputs.firstKey, second.outputs.secondKey],
      ["second", first.outputs.firstKey, second.outputs.certificate],
    );
    azure.clock.advance(300 * day);
    const third = await up(given, second);
    assert.deepEqual(
      [third.outputs.currentSlot, third.outputs.firstKey, third.outputs.secondKey],
      ["first", third.outputs.certificate, second.outputs.certificate],
    );
  });

  it("applies other days from the next certificate on, and renews when they say that it is time", async () => {
    const { azure, up } = await ready();
    const first = await up(given);
    const longer = { ...given, validityInDays: 400 };
    const kept = await up(longer, first);
    assert.deepEqual(kept.changed, ["validityInDays"]);
    assert.equal(kept.outputs.thumbprint, first.outputs.thumbprint);
    azure.clock.advance(200 * day);
    const renewed = await up({ ...longer, renewalInDays: 180 }, kept);
    assert.deepEqual(renewed.changed, ["renewalInDays", "validFrom", "validUntil"]);
    assert.equal(renewed.outputs.endsAt, "2028-06-23T08:00:00Z");
  });

  it("gives up both certificates when the generation is another", async () => {
    const { up } = await ready();
    const first = await up(given);
    const next = await up({ ...given, generation: "two" }, first);
    const { firstKey, secondKey, currentSlot, certificate } = next.outputs;
    assert.deepEqual([currentSlot, secondKey], ["second", certificate]);
    assert.equal(certificateIn(firstKey).subject, "CN=no key");
    assert.notEqual(firstKey, first.outputs.secondKey);
    assert.notEqual(certificate, first.outputs.certificate);
    assert.deepEqual((await up({ ...given, generation: "two" }, next)).changed, []);
  });

  it("takes one's own certificate, and overlaps when another one comes", async () => {
    const { azure, up } = await ready();
    const now = azure.clock.now();
    const [one, two] = [await ownPfx(now, 100), await ownPfx(now, 200)];
    const selfSigned = await up(given);
    const first = await up({ ...given, ownPfx: one }, selfSigned);
    assert.deepEqual(first.changed, ["ownPfx", "validFrom", "validUntil"]);
    assert.equal(first.outputs.firstKey, selfSigned.outputs.certificate);
    assert.equal(certificateIn(first.outputs.secondKey).subject, "CN=own");
    assert.equal(first.outputs.endsAt, "2027-02-09T08:00:00Z");
    azure.clock.advance(60 * day);
    assert.deepEqual((await up({ ...given, ownPfx: one }, first)).changed, []);
    const second = await up({ ...given, ownPfx: two }, first);
    assert.equal(second.outputs.secondKey, first.outputs.certificate);
    assert.equal(second.outputs.firstKey, second.outputs.certificate);
    // The same certificate in another file takes no slot.
    const again = packPfx(openPfx(two));
    assert.notEqual(again, two);
    const same = await up({ ...given, ownPfx: again }, second);
    assert.deepEqual(
      { ...same.outputs, ownPfx: 0, pfx: 0 },
      { ...second.outputs, ownPfx: 0, pfx: 0 },
    );
    const back = await up(given, same);
    assert.equal(certificateIn(back.outputs.certificate).subject, "CN=it");
  });

  it("knows in the preview of a renewal which key stays", async () => {
    const { azure, up, deployment } = await ready();
    const first = await up(given);
    azure.clock.advance(300 * day);
    const checked = await deployment.checked(type, given, first.inputs);
    const { outputs } = await deployment.handler(type).update(
      {
        id: first.id,
        oldInputs: first.inputs,
        oldOutputs: first.outputs,
        newInputs: checked,
        preview: true,
      },
      deployment.context(type),
    );
    const unknown = Object.entries(outputs).flatMap(([name, value]) =>
      value === unknownValue ? [name] : [],
    );
    assert.deepEqual(unknown.sort(), [
      "certificate",
      "currentSlot",
      "endsAt",
      "pfx",
      "secondKey",
      "thumbprint",
    ]);
    assert.equal(outputs.firstKey, first.outputs.firstKey);
  });

  it("goes on without Azure's clock in a preview, where nobody can sign in or the account is not there", async () => {
    const { azure, deployment } = await ready();
    const unknown = await deployment.checked(type, { automationAccountId: unknownValue });
    assert.ok(Math.abs(Date.now() - new Date(String(unknown.validFrom)).getTime()) < 60_000);
    azure.estate.delete(account);
    const absent = await deployment.checked(type, given);
    assert.ok(Math.abs(Date.now() - new Date(String(absent.validFrom)).getTime()) < 60_000);
    const stranger = azure.createServicePrincipal("stranger");
    const refused = new Deployment(azure.connect(stranger).transport);
    await assert.rejects(refused.check(type, given), /AuthorizationFailed/);
  });

  it("refuses what is wrong, and repeats nothing of a certificate", async () => {
    const { azure, deployment } = await ready();
    const now = azure.clock.now();
    const failures = async (inputs: Properties) =>
      (await deployment.check(type, { ...given, ...inputs })).failures;
    assert.deepEqual(await failures({ validFrom: "2020-01-01T00:00:00Z" }), [
      {
        property: "validFrom",
        reason:
          "There is no property validFrom. Use one of automationAccountId, validityInDays, renewalInDays, generation, ownPfx, ownPfxPassword.",
      },
    ]);
    assert.deepEqual(await failures({ validityInDays: "x", generation: 1 }), [
      { property: "validityInDays", reason: "validityInDays must be a number." },
      { property: "generation", reason: "generation must be a text." },
    ]);
    assert.deepEqual(await failures({ validityInDays: 90 }), [
      {
        property: "renewalInDays",
        reason:
          "A certificate that lasts 90 days would be renewed 70 days before its end, more than half its life: the third would push out the first before that has ended. Give at most half of validityInDays. [EVG-RUNAS-003]",
      },
    ]);
    assert.deepEqual(await failures({ ownPfx: "AAAA" }), [
      { property: "ownPfx", reason: "The PFX cannot be used. It is not the base64 of a PFX." },
    ]);
    const own = await ownPfx(now, 20);
    assert.deepEqual(await failures({ ownPfx: own, ownPfxPassword: "other" }), [
      { property: "ownPfx", reason: "The PFX cannot be used. Its password is another one." },
    ]);
    assert.deepEqual(await failures({ ownPfx: own }), []);
    assert.deepEqual(deployment.log, [
      "warning: ownPfx: The certificate ends on 2026-11-21, in less than 30 days. Renew it before runbooks fail to sign in. [EVG-CERTIFICATE-003]",
    ]);
    azure.clock.advance(20 * day);
    assert.deepEqual(await failures({ ownPfx: own }), [
      {
        property: "ownPfx",
        reason:
          "The certificate has ended on 2026-11-21. Give one that is valid. [EVG-CERTIFICATE-002]",
      },
    ]);
  });

  it("is read from the state, and cannot be imported", async () => {
    const { up, deployment } = await ready();
    const { id, inputs, outputs } = await up(given);
    const handler = deployment.handler(type);
    const context = deployment.context(type);
    assert.deepEqual(await handler.read({ id, inputs, outputs }, context), { id, inputs, outputs });
    assert.throws(() => handler.read({ id, inputs: {}, outputs: {} }, context), {
      message:
        "A certificate of a Run As account cannot be imported: Azure tells nobody its private key. Leave the old one until it ends, and let a deployment make another.",
    });
    await handler.delete({ id, inputs, outputs }, context);
  });
});
