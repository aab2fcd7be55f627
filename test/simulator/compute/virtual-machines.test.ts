import assert from "node:assert/strict";
import { callerOf, errorOf, subscription } from "../caller";
import {
  group,
  machine,
  machineBody,
  nic,
  propertiesOf,
  send,
  today,
  ubuntu,
  withNetwork,
} from "./small-estate";

describe("simulated virtual machines", () => {
  it("are made as work whose status stands at their location", async () => {
    const { owner } = await withNetwork();
    const made = await owner.send("PUT", `${machine}?api-version=${today}`, machineBody());
    assert.equal(made.status, 201);
    const status = made.headers["azure-asyncoperation"] ?? "";
    assert.match(
      status,
      new RegExp(
        `${subscription}/providers/Microsoft.Compute/locations/westeurope/operations/[0-9a-f-]{36}\\?api-version=${today}$`,
      ),
    );
    assert.equal((await propertiesOf(owner, machine)).provisioningState, "Creating");
    await owner.wait(60);
    assert.equal(
      ((await owner.send("GET", status)).body as { status: string }).status,
      "Succeeded",
    );
    assert.equal((await propertiesOf(owner, machine)).provisioningState, "Succeeded");
  });

  it("never give back a secret, nor keep one", async () => {
    const { azure, owner } = await withNetwork();
    const body = machineBody({
      windows: {
        additionalUnattendContent: [
          {
            passName: "OobeSystem",
            componentName: "Microsoft-Windows-Shell-Setup",
            settingName: "AutoLogon",
            content: "very secret content",
          },
        ],
      },
      osProfile: { adminPassword: "very secret password", customData: "very secret data" },
      properties: { userData: "very secret user data" },
    });
    const answers = [
      await send(owner, "PUT", machine, body),
      await owner.send("GET", `${machine}?api-version=${today}&$expand=instanceView`),
      await send(owner, "PATCH", machine, { tags: { a: "b" } }),
    ];
    await send(owner, "PUT", `${machine}/extensions/e`, {
      location: "westeurope",
      properties: {
        publisher: "Microsoft.Azure.Extensions",
        type: "CustomScript",
        typeHandlerVersion: "2.1",
        settings: { a: 1 },
        protectedSettings: { commandToExecute: "very secret command" },
      },
    });
    const text = JSON.stringify([answers, azure.estate.all()]);
    assert.equal(text.includes("very secret"), false);
    assert.equal((await propertiesOf(owner, machine)).userData, undefined);
  });

  it("are left untouched by the same request", async () => {
    const { azure, owner } = await withNetwork();
    const body = machineBody({
      linux: { patchSettings: { patchMode: "AutomaticByPlatform" } },
      properties: { diagnosticsProfile: { bootDiagnostics: { enabled: true } } },
    });
    await send(owner, "PUT", machine, body);
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", machine, body)).status, 200);
    assert.deepEqual(azure.estate.changes(before), []);
  });

  it("need the right to join their network interface", async () => {
    const { azure, owner } = await withNetwork();
    const operator = callerOf(azure);
    const group2 = `${subscription}/resourceGroups/machines`;
    await owner.send("PUT", `${group2}?api-version=2021-04-01`, { location: "westeurope" });
    azure.grant({ principalId: operator.objectId, scope: group2, role: "Contributor" });
    const own = machine.replace(group, group2);
    const answer = await operator.send("PUT", `${own}?api-version=${today}`, machineBody());
    const { code, message } = errorOf(answer);
    assert.equal(code, "LinkedAuthorizationFailed");
    assert.match(message, /'Microsoft\.Network\/networkInterfaces\/join\/action'/);
    azure.grant({ principalId: operator.objectId, scope: nic, role: "Contributor" });
    assert.equal(
      (await operator.send("PUT", `${own}?api-version=${today}`, machineBody())).status,
      201,
    );
  });

  it("do not share a network interface, nor reach for one elsewhere", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    const other = machine.replace("machine1", "machine2");
    const put = async (nics: readonly string[]): Promise<string> =>
      errorOf(await send(owner, "PUT", other, machineBody({ nics }))).code;
    assert.equal(await put([nic]), "NicInUse");
    assert.equal(await put([`${nic}x`]), "InvalidResourceReference");
  });

  it("ask for what Azure cannot do without", async () => {
    const { owner } = await withNetwork();
    const missing = async (
      change: (properties: Record<string, unknown>) => void,
    ): Promise<unknown> => {
      const body = structuredClone(machineBody()) as { properties: Record<string, unknown> };
      change(body.properties);
      const { status, code, message } = errorOf(await send(owner, "PUT", machine, body));
      return [status, code, message];
    };
    const required = (name: string): unknown => [
      400,
      "InvalidParameter",
      `Required parameter '${name}' is missing (null).`,
    ];
    for (const name of ["networkProfile", "storageProfile", "osProfile", "hardwareProfile"]) {
      assert.deepEqual(
        await missing((properties) => {
          properties[name] = undefined;
        }),
        required(name),
      );
    }
    for (const name of ["adminPassword", "adminUsername", "computerName"]) {
      assert.deepEqual(
        await missing((properties) => {
          (properties.osProfile as Record<string, unknown>)[name] = undefined;
        }),
        required(name),
      );
    }
    assert.deepEqual(
      await missing((properties) => {
        (properties.osProfile as Record<string, unknown>).adminUsername = "Admin";
      }),
      [400, "InvalidParameter", "The Admin Username specified is not allowed."],
    );
  });

  it("keep what cannot change", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    const change = async (body: object): Promise<unknown> => {
      const { status, code, message } = errorOf(await send(owner, "PUT", machine, body));
      return [status, code, message];
    };
    assert.deepEqual(
      await change(machineBody({ imageReference: { ...ubuntu, sku: "22_04-lts" } })),
      [409, "PropertyChangeNotAllowed", "Changing property 'imageReference' is not allowed."],
    );
    assert.deepEqual(await change(machineBody({ osProfile: { adminUsername: "somebody" } })), [
      409,
      "PropertyChangeNotAllowed",
      "Changing property 'osProfile.adminUsername' is not allowed.",
    ]);
    assert.deepEqual(await change({ ...machineBody(), zones: ["1"] }), [
      409,
      "PropertyChangeNotAllowed",
      "Changing property 'zones' is not allowed.",
    ]);
  });

  it("are listed in their group and in the subscription", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    for (const scope of [group, subscription]) {
      const path = `${scope}/providers/Microsoft.Compute/virtualMachines`;
      const { value } = (await send(owner, "GET", path)).body as { value: { id: string }[] };
      assert.deepEqual(
        value.map(({ id }) => id),
        [machine],
      );
    }
  });
});
