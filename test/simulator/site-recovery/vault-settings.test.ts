import assert from "node:assert/strict";
import { replicatedSystems } from "../../../src/azure/site-recovery-systems";
import { callerOf, errorOf } from "../caller";
import { asr, done, get, propertiesOf, vault, withVaultAndAccount } from "./replicated-estate";

const capital = vault.replace("/subscriptions/", "/Subscriptions/");
const alerts = `${vault}/replicationAlertSettings`;
const settings = `${vault}/replicationVaultSettings`;
const type = "Microsoft.RecoveryServices/vaults";

const alertBody = (changes: object = {}): object => ({
  properties: {
    customEmailAddresses: ["ronehr@microsoft.com"],
    locale: "",
    sendToOwners: "false",
    ...changes,
  },
});

describe("simulated alert settings", () => {
  it("tell nobody before they are set, and answer as in the official example then", async () => {
    const { azure, owner } = await withVaultAndAccount();
    const { properties } = (await get(owner, `${alerts}/defaultAlertSetting`)).body as {
      properties: unknown;
    };
    assert.deepEqual(properties, {
      sendToOwners: "DoNotSend",
      customEmailAddresses: [],
      locale: "en-US",
    });
    const made = await owner.send(
      "PUT",
      `${alerts}/defaultAlertSetting?api-version=${asr}`,
      alertBody(),
    );
    const expected = {
      id: `${capital}/replicationAlertSettings/defaultAlertSetting`,
      name: "defaultAlertSetting",
      type: `${type}/replicationAlertSettings`,
      properties: {
        sendToOwners: "false",
        customEmailAddresses: ["ronehr@microsoft.com"],
        locale: "en-US",
      },
    };
    assert.deepEqual([made.status, made.body], [200, expected]);
    assert.deepEqual((await get(owner, alerts)).body, { value: [expected] });
    const before = azure.estate.version;
    await owner.send("PUT", `${alerts}/defaultAlertSetting?api-version=${asr}`, alertBody());
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("refuse other names and what is no address", async () => {
    const { owner } = await withVaultAndAccount();
    const refused = async (name: string, body: object): Promise<unknown> =>
      errorOf(await owner.send("PUT", `${alerts}/${name}?api-version=${asr}`, body));
    assert.deepEqual(await refused("mine", alertBody()), {
      status: 400,
      code: "BadRequest",
      message: "Alert setting with name mine could not be located.",
    });
    assert.deepEqual(
      await refused("defaultAlertSetting", alertBody({ customEmailAddresses: ["nobody"] })),
      { status: 400, code: "BadRequest", message: "'nobody' is no e-mail address." },
    );
    assert.equal((await get(owner, `${alerts}/mine`)).status, 404);
  });
});

describe("simulated vault settings", () => {
  it("are always there, and are written by a job", async () => {
    const { owner } = await withVaultAndAccount();
    assert.deepEqual((await get(owner, settings)).body, {
      value: [
        {
          id: `${capital}/replicationVaultSettings/default`,
          name: "default",
          type: `${type}/replicationVaultSettings`,
          properties: {},
        },
      ],
    });
    const body = { properties: { migrationSolutionId: "/subscriptions/s/solution" } };
    const first = await done(owner, "PUT", `${settings}/default`, body);
    assert.equal(first.status, 202);
    const result = await owner.send("GET", first.headers.location ?? "");
    assert.deepEqual(
      [result.status, (result.body as { properties: unknown }).properties],
      [200, body.properties],
    );
    assert.deepEqual(await propertiesOf(owner, `${settings}/default`), body.properties);
    assert.equal((await done(owner, "PUT", `${settings}/default`, body)).status, 200);
    const other = await owner.send("PUT", `${settings}/other?api-version=${asr}`, body);
    assert.equal(errorOf(other).message, "Vault setting with name other could not be located.");
    assert.equal((await get(owner, `${settings}/other`)).status, 404);
  });
});

describe("simulated settings of a vault", () => {
  it("tell the systems that are replicated between Azure regions", async () => {
    const { owner } = await withVaultAndAccount();
    const path = `${vault}/replicationSupportedOperatingSystems`;
    const { supportedOsList } = await propertiesOf(owner, path);
    const [{ instanceType, supportedOs }] = supportedOsList as [
      { instanceType: string; supportedOs: { osName: string; osVersions: unknown[] }[] },
    ];
    assert.equal(instanceType, "A2A");
    assert.deepEqual(
      supportedOs.map(({ osName, osVersions }) => [osName, osVersions.length]),
      replicatedSystems.map(({ name, versions }) => [name, versions.length]),
    );
    const other = await owner.send("GET", `${path}?api-version=${asr}&instanceType=InMage`);
    assert.equal(errorOf(other).message, "The instance type 'InMage' is not simulated.");
  });

  it("need rights of their own", async () => {
    const { azure } = await withVaultAndAccount();
    const nobody = callerOf(azure);
    for (const [method, path, action] of [
      ["GET", alerts, "replicationAlertSettings/read"],
      ["GET", `${alerts}/defaultAlertSetting`, "replicationAlertSettings/read"],
      ["PUT", `${alerts}/defaultAlertSetting`, "replicationAlertSettings/write"],
      ["GET", settings, "replicationVaultSettings/read"],
      ["GET", `${settings}/default`, "replicationVaultSettings/read"],
      ["PUT", `${settings}/default`, "replicationVaultSettings/write"],
      [
        "GET",
        `${vault}/replicationSupportedOperatingSystems`,
        "replicationSupportedOperatingSystems/read",
      ],
    ] as const) {
      const answer = await nobody.send(
        method,
        `${path}?api-version=${asr}`,
        method === "PUT" ? {} : undefined,
      );
      const { status, message } = errorOf(answer);
      assert.equal(status, 403);
      assert.ok(message.includes(`'${type}/${action}'`), message);
    }
    const contributor = callerOf(azure, "Site Recovery Contributor");
    const allowed = await contributor.send(
      "PUT",
      `${alerts}/defaultAlertSetting?api-version=${asr}`,
      alertBody(),
    );
    assert.equal(allowed.status, 200);
  });
});
