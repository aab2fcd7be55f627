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

const disks = "Microsoft.Compute/disks";

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

  it("bring their disks and take their network interface", async () => {
    const { azure, owner } = await withNetwork();
    const body = machineBody() as { properties: { storageProfile: object } };
    const storageProfile = {
      imageReference: ubuntu,
      osDisk: {
        createOption: "FromImage",
        deleteOption: "Delete",
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
      dataDisks: [{ lun: 0, createOption: "Empty", diskSizeGB: 64, name: "data" }],
    };
    await send(owner, "PUT", machine, {
      ...body,
      properties: { ...body.properties, storageProfile },
    });
    const [osDisk, dataDisk] = azure.estate.ofType(disks);
    assert.match(osDisk?.name ?? "", /^machine1_OsDisk_1_[0-9a-f]{32}$/);
    assert.deepEqual(
      [osDisk, dataDisk].map((disk) => [disk?.sku, disk?.managedBy, disk?.location]),
      [
        [{ name: "Premium_LRS", tier: "Premium" }, machine, "westeurope"],
        [{ name: "Standard_LRS", tier: "Standard" }, machine, "westeurope"],
      ],
    );
    assert.deepEqual((await propertiesOf(owner, nic, "2024-05-01")).virtualMachine, {
      id: machine,
    });

    const held = await send(
      owner,
      "DELETE",
      `${group}/providers/${disks}/data`,
      undefined,
      "2024-03-02",
    );
    assert.deepEqual(errorOf(held), {
      status: 409,
      code: "OperationNotAllowed",
      message: `Disk data is attached to VM ${machine}.`,
    });

    // A disk that leaves the profile is detached, one that goes with the machine is deleted.
    const detached = { ...storageProfile, dataDisks: [] };
    await send(owner, "PUT", machine, {
      ...body,
      properties: { ...body.properties, storageProfile: detached },
    });
    const states = azure.estate.ofType(disks).map((d) => [d.name, d.managedBy]);
    assert.deepEqual(states[1], ["data", undefined]);
    assert.equal((await send(owner, "DELETE", machine)).status, 202);
    assert.deepEqual(
      azure.estate.ofType(disks).map(({ name }) => name),
      ["data"],
    );
    assert.equal((await propertiesOf(owner, nic, "2024-05-01")).virtualMachine, undefined);
    assert.equal((await send(owner, "DELETE", machine)).status, 204);
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

  it("stand in an availability set that outlives them", async () => {
    const { owner } = await withNetwork();
    const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
    await send(owner, "PUT", set, { location: "westeurope", sku: { name: "Aligned" } });
    await send(
      owner,
      "PUT",
      machine,
      machineBody({ properties: { availabilitySet: { id: set } } }),
    );
    assert.deepEqual((await propertiesOf(owner, set)).virtualMachines, [{ id: machine }]);
    assert.equal(
      errorOf(await send(owner, "DELETE", set)).message,
      "Availability Set 'set1' cannot be deleted. Before deleting an Availability Set please ensure that it does not contain any VM.",
    );
    await send(owner, "DELETE", machine);
    assert.equal((await send(owner, "DELETE", set)).status, 200);
  });

  it("have extensions, one a handler, while these are allowed", async () => {
    const { owner } = await withNetwork(["nic1", "nic2"]);
    await send(owner, "PUT", machine, machineBody());
    const extension = (type: string): object => ({
      location: "westeurope",
      properties: { publisher: "Microsoft.Azure.Extensions", type, typeHandlerVersion: "2.1" },
    });
    assert.equal(
      (await send(owner, "PUT", `${machine}/extensions/a`, extension("CustomScript"))).status,
      201,
    );
    assert.deepEqual(
      errorOf(await send(owner, "PUT", `${machine}/extensions/b`, extension("CustomScript"))),
      {
        status: 400,
        code: "BadRequest",
        message:
          "Multiple VMExtensions per handler not supported for OS type 'Linux'. VMExtension 'a' with handler " +
          "'Microsoft.Azure.Extensions.CustomScript' already added or specified in input.",
      },
    );
    assert.equal((await send(owner, "DELETE", `${machine}/extensions/a`)).status, 202);

    const bare = machine.replace("machine1", "machine2");
    const noAgent = { linux: { provisionVMAgent: false }, nics: [nic.replace("nic1", "nic2")] };
    assert.equal(
      errorOf(
        await send(
          owner,
          "PUT",
          bare,
          machineBody({ ...noAgent, osProfile: { allowExtensionOperations: true } }),
        ),
      ).message,
      "The value of parameter allowExtensionOperations is invalid.",
    );
    await send(owner, "PUT", bare, machineBody(noAgent));
    assert.match(
      errorOf(await send(owner, "PUT", `${bare}/extensions/a`, extension("CustomScript"))).message,
      /^This operation cannot be performed when extension operations are disallowed\./,
    );
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

describe("the instance view", () => {
  interface View {
    readonly vmAgent: {
      vmAgentVersion: string;
      statuses: { code: string; displayStatus: string; message: string }[];
    };
    readonly extensions?: { name: string; type: string }[];
    readonly patchStatus?: { availablePatchSummary: Record<string, unknown> };
    readonly statuses: { code: string }[];
  }

  async function withMachine(linux: object): Promise<{
    owner: Awaited<ReturnType<typeof withNetwork>>["owner"];
    readonly view: () => Promise<View>;
  }> {
    const { owner } = await withNetwork();
    await owner.send("PUT", `${machine}?api-version=${today}`, machineBody({ linux }));
    await owner.wait(59);
    return {
      owner,
      view: async () =>
        (await owner.send("GET", `${machine}/instanceView?api-version=${today}`)).body as View,
    };
  }

  it("shows an agent that does not report yet, then one that does", async () => {
    const { owner, view } = await withMachine({});
    const words = async (): Promise<unknown[]> => {
      const { vmAgent } = await view();
      const [status] = vmAgent.statuses;
      return [vmAgent.vmAgentVersion, status?.code, status?.displayStatus, status?.message];
    };
    assert.deepEqual(await words(), [
      "Unknown",
      "ProvisioningState/Unavailable",
      "Not Ready",
      "VM status blob is found but not yet populated.",
    ]);
    await owner.wait(1);
    assert.deepEqual(await words(), [
      "2.14.0.1",
      "ProvisioningState/succeeded",
      "Ready",
      "GuestAgent is running and accepting new configurations.",
    ]);
    assert.deepEqual(
      (await view()).statuses.map(({ code }) => code),
      ["ProvisioningState/succeeded", "PowerState/running"],
    );
  });

  it("never shows an agent that was not provisioned", async () => {
    const { owner, view } = await withMachine({ provisionVMAgent: false });
    await owner.wait(3600);
    assert.equal((await view()).vmAgent.vmAgentVersion, "Unknown");
  });

  it("shows patches and the platform's extension once the platform has assessed", async () => {
    const { owner, view } = await withMachine({
      patchSettings: { assessmentMode: "AutomaticByPlatform" },
    });
    await owner.wait(2.5 * 3600);
    const early = await view();
    assert.deepEqual([early.patchStatus, early.extensions], [undefined, undefined]);
    await owner.wait(3600);
    const later = await view();
    assert.equal(later.patchStatus?.availablePatchSummary.status, "Succeeded");
    assert.equal(later.patchStatus.availablePatchSummary.startTime, "2026-11-01T11:05:00.000Z");
    assert.deepEqual(
      later.extensions?.map(({ name, type }) => [name, type]),
      [["LinuxPatchExtension", "Microsoft.CPlat.Core.LinuxPatchExtension"]],
    );
    await owner.wait(24 * 3600);
    assert.equal(
      (await view()).patchStatus?.availablePatchSummary.startTime,
      "2026-11-02T11:05:00.000Z",
    );
  });

  it("shows no patches of a machine that nobody assesses", async () => {
    const { owner, view } = await withMachine({});
    await owner.wait(7 * 24 * 3600);
    const { patchStatus, extensions } = await view();
    assert.deepEqual([patchStatus, extensions], [undefined, undefined]);
  });

  it("is part of the machine only when asked for", async () => {
    const { owner } = await withMachine({});
    const expanded = await owner.send(
      "GET",
      `${machine}?$expand=instanceView&api-version=${today}`,
    );
    const { instanceView } = (expanded.body as { properties: { instanceView?: View } }).properties;
    assert.equal(instanceView?.vmAgent.vmAgentVersion, "Unknown");
    assert.equal((await propertiesOf(owner, machine)).instanceView, undefined);
  });

  it("takes a right of its own", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    const reader = callerOf(azure, {
      roleName: "Machine reader",
      description: "Reads machines.",
      permission: {
        actions: ["Microsoft.Compute/virtualMachines/read"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    });
    const answer = await reader.send("GET", `${machine}/instanceView?api-version=${today}`);
    assert.match(
      errorOf(answer).message,
      /'Microsoft\.Compute\/virtualMachines\/instanceView\/read'/,
    );
  });
});
