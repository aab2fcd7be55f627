import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import { permission } from "../../../src/azure/permission";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf } from "../caller";
import { machine, machineBody, nic, send, today, withNetwork } from "./small-estate";

const extension = `${machine}/extensions/script`;
const reported = "Enable failed: failed to execute command: command terminated with exit status=1";
const failedText =
  "VM has reported a failure when processing extension 'script' (publisher 'Microsoft.Azure.Extensions' and " +
  `type 'CustomScript'). Error message: '${reported}'. More information on troubleshooting is available at ` +
  "https://aka.ms/vmextensionlinuxtroubleshoot. ";
const silentText =
  "VM 'machine1' has not reported status for VM agent or extensions. Please verify the VM has a running VM " +
  "agent, and can establish outbound connections to Azure storage.";

const body = (properties: object = {}): object => ({
  location: "westeurope",
  properties: {
    publisher: "Microsoft.Azure.Extensions",
    type: "CustomScript",
    typeHandlerVersion: "2.1",
    autoUpgradeMinorVersion: true,
    settings: { commandToExecute: "true" },
    ...properties,
  },
});

const other = {
  location: "westeurope",
  properties: { publisher: "Publisher", type: "Other", typeHandlerVersion: "1.0" },
};

interface View {
  readonly vmAgent: { readonly extensionHandlers: { type: string; status: object }[] };
  readonly extensions?: { readonly name: string; readonly statuses: object[] }[];
  readonly statuses: object[];
}

class Machine {
  private constructor(
    readonly azure: SimulatedAzure,
    readonly owner: Caller,
  ) {}

  static async make(): Promise<Machine> {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    return new Machine(azure, owner);
  }

  begin(method: HttpMethod, id: string, sent?: object): Promise<ArmResponse> {
    return this.owner.send(method, `${id}?api-version=${today}`, sent);
  }

  async statusOf(begun: ArmResponse): Promise<[status: string, code?: string, message?: string]> {
    const { body: told } = await this.owner.send(
      "GET",
      begun.headers["azure-asyncoperation"] ?? "",
    );
    const { status, error } = told as {
      status: string;
      error?: { code: string; message: string };
    };
    return error === undefined ? [status] : [status, error.code, error.message];
  }

  /** Does something to its end. */
  async act(
    method: HttpMethod,
    id: string,
    sent?: object,
  ): Promise<[status: string, code?: string, message?: string]> {
    const begun = await this.begin(method, id, sent);
    assert.ok(begun.status < 300, JSON.stringify(begun.body));
    await this.owner.wait(60);
    return this.statusOf(begun);
  }

  async get(id: string, query = ""): Promise<Record<string, unknown>> {
    const { body: told } = await this.owner.send("GET", `${id}?${query}api-version=${today}`);
    return told as Record<string, unknown>;
  }

  /** Provisioning states of the machine and of the extension. */
  async states(): Promise<unknown[]> {
    const state = async (id: string): Promise<unknown> =>
      ((await this.get(id)).properties as { provisioningState: string } | undefined)
        ?.provisioningState;
    return [await state(machine), await state(extension)];
  }

  async view(): Promise<View> {
    return (await this.get(`${machine}/instanceView`)) as unknown as View;
  }
}

describe("an extension that fails", () => {
  it("tells Azure's text, fails its machine, and is seen in the instance view", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", extension, 1);
    assert.deepEqual(await made.act("PUT", extension, body()), [
      "Failed",
      "VMExtensionProvisioningError",
      failedText,
    ]);
    assert.deepEqual(await made.states(), ["Failed", "Failed"]);
    const { statuses, extensions, vmAgent } = await made.view();
    const time = "2026-11-01T08:06:30.000Z";
    assert.deepEqual(statuses, [
      {
        code: "ProvisioningState/failed/VMExtensionProvisioningError",
        level: "Error",
        displayStatus: "Provisioning failed",
        message: failedText,
        time,
      },
      { code: "PowerState/running", level: "Info", displayStatus: "VM running" },
    ]);
    const status = {
      code: "ProvisioningState/failed/1",
      level: "Error",
      displayStatus: "Provisioning failed",
      message: reported,
      time,
    };
    assert.deepEqual(
      extensions?.map((one) => one.statuses),
      [[status]],
    );
    assert.deepEqual(vmAgent.extensionHandlers[0]?.status, {
      code: "ProvisioningState/succeeded",
      level: "Info",
      displayStatus: "Ready",
    });
    const { properties } = await made.get(extension, "$expand=instanceView&");
    const { instanceView } = properties as { instanceView: { statuses: object[] } };
    assert.deepEqual(instanceView.statuses, [status]);
  });

  it("by its handler is not ready at all", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension handler fails", machine, 1);
    const [, code, message] = await made.act("PUT", extension, body());
    assert.deepEqual(
      [code, message],
      [
        "VMExtensionHandlerNonTransientError",
        "The handler for VM extension type 'Microsoft.Azure.Extensions.CustomScript' has reported terminal failure " +
          "for VM extension 'script' with error message: '[ExtensionOperationError] Non-zero exit code: 1'.\r\n    " +
          "\r\n'Install handler failed for the extension. More information on troubleshooting is available at " +
          "https://aka.ms/vmextensionlinuxtroubleshoot'",
      ],
    );
    const [handler] = (await made.view()).vmAgent.extensionHandlers;
    assert.deepEqual(handler?.status, {
      code: "ProvisioningState/failed/1",
      level: "Error",
      displayStatus: "Not Ready",
      message: "[ExtensionOperationError] Non-zero exit code: 1",
    });
  });

  it("succeeds when it is written again, and so does its machine", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", machine, 1);
    await made.act("PUT", extension, body());
    assert.deepEqual(await made.act("PUT", extension, body()), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
    const [status] = (await made.view()).statuses as { code: string }[];
    assert.equal(status?.code, "ProvisioningState/succeeded");
  });

  it("lets its machine succeed when it is taken away", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", machine, 1);
    await made.act("PUT", extension, body());
    assert.deepEqual(await made.act("DELETE", extension), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", undefined]);
  });

  it("keeps another one from being installed, until it succeeds", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", extension, 2);
    await made.act("PUT", extension, body());
    const second = `${machine}/extensions/second`;
    assert.deepEqual(await made.act("PUT", second, other), [
      "Failed",
      "VMExtensionProvisioningError",
      failedText,
    ]);
    assert.deepEqual(await made.act("PUT", second, other), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
  });

  it("does not count where failures are suppressed, but is seen", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", extension, 1);
    assert.deepEqual(await made.act("PUT", extension, body({ suppressFailures: true })), [
      "Succeeded",
    ]);
    assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
    const [seen] = (await made.view()).extensions?.[0]?.statuses as { code: string }[];
    assert.equal(seen?.code, "ProvisioningState/failed/1");
  });

  it("is run again by a reapply, a redeploy and a start, and by a write of the machine", async () => {
    const made = await Machine.make();
    const repairs: (() => Promise<unknown>)[] = [
      () => made.act("POST", `${machine}/reapply`),
      () => made.act("POST", `${machine}/redeploy`),
      () => made.act("PUT", machine, machineBody({ nics: [nic] })),
    ];
    for (const repair of repairs) {
      made.azure.faults.strike("extension fails", extension, 2);
      await made.act("PUT", extension, body({ forceUpdateTag: String(repairs.indexOf(repair)) }));
      assert.deepEqual(await made.states(), ["Failed", "Failed"]);
      assert.deepEqual(await repair(), ["Failed", "VMExtensionProvisioningError", failedText]);
      assert.deepEqual(await made.states(), ["Failed", "Failed"]);
      assert.deepEqual(await repair(), ["Succeeded"]);
      assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
    }
    made.azure.faults.strike("extension fails", extension, 2);
    await made.act("PUT", extension, body({ forceUpdateTag: "start" }));
    await made.act("POST", `${machine}/powerOff`);
    const [, code] = await made.act("POST", `${machine}/start`);
    assert.equal(code, "VMExtensionProvisioningError");
  });

  it("is left alone while its machine is off", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", extension, 1);
    await made.act("PUT", extension, body());
    await made.act("POST", `${machine}/deallocate`);
    assert.deepEqual(await made.act("POST", `${machine}/reapply`), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", "Failed"]);
    assert.deepEqual(await made.act("POST", `${machine}/start`), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
  });

  it("keeps what it is through save and load", async () => {
    const made = await Machine.make();
    made.azure.faults.strike("extension fails", extension, 1);
    await made.act("PUT", extension, body());
    const saved = made.azure.save();
    assert.deepEqual(
      Object.keys(saved.notes["provisioning failures"] ?? {}),
      [extension, machine].map((id) => id.toLowerCase()),
    );
  });
});

describe("an extension", () => {
  it("runs again when its settings or its update tag change, and not when it is written as it is", async () => {
    const made = await Machine.make();
    await made.act("PUT", extension, body({ forceUpdateTag: "1" }));
    made.azure.faults.strike("extension fails", extension, 1);
    assert.deepEqual(await made.act("PUT", extension, body({ forceUpdateTag: "1" })), [
      "Succeeded",
    ]);
    assert.equal((await made.act("PUT", extension, body({ forceUpdateTag: "2" })))[0], "Failed");
  });

  it("keeps how it is upgraded, and changes it by a PATCH", async () => {
    const made = await Machine.make();
    await made.act("PUT", extension, body({ enableAutomaticUpgrade: true }));
    await made.act("PATCH", extension, {
      properties: { enableAutomaticUpgrade: false, typeHandlerVersion: "2.2" },
    });
    assert.deepEqual((await made.get(extension)).properties, {
      publisher: "Microsoft.Azure.Extensions",
      type: "CustomScript",
      typeHandlerVersion: "2.2",
      autoUpgradeMinorVersion: true,
      settings: { commandToExecute: "true" },
      enableAutomaticUpgrade: false,
      provisioningState: "Succeeded",
    });
  });

  it("cannot be the platform's own", async () => {
    const made = await Machine.make();
    const refused = await made.begin("PUT", extension, {
      location: "westeurope",
      properties: {
        publisher: "Microsoft.CPlat.Core",
        type: "LinuxPatchExtension",
        typeHandlerVersion: "1.6",
      },
    });
    assert.deepEqual(errorOf(refused), {
      status: 409,
      code: "OperationNotAllowed",
      message:
        "Publisher 'Microsoft.CPlat.Core' and type LinuxPatchExtension is reserved for internal use.",
    });
  });

  it("is neither put on a machine that is off nor taken from it", async () => {
    const made = await Machine.make();
    await made.act("PUT", extension, body());
    await made.act("POST", `${machine}/deallocate`);
    for (const [method, sent] of [
      ["PUT", body()],
      ["PATCH", { properties: {} }],
      ["DELETE", undefined],
    ] as const) {
      assert.deepEqual(errorOf(await made.begin(method, extension, sent)), {
        status: 409,
        code: "OperationNotAllowed",
        message: "Cannot modify extensions in the VM when the VM is not running.",
      });
    }
  });

  it("fails after 25 minutes when the agent is silent, put or taken away", async () => {
    const made = await Machine.make();
    await made.act("PUT", extension, body());
    made.azure.faults.strike("agent silent", machine);
    for (const [method, sent] of [
      ["PUT", body({ forceUpdateTag: "2" })],
      ["DELETE", undefined],
    ] as const) {
      const begun = await made.begin(method, extension, sent);
      await made.owner.wait(1524);
      assert.deepEqual(await made.statusOf(begun), ["InProgress"]);
      await made.owner.wait(1);
      assert.deepEqual(await made.statusOf(begun), [
        "Failed",
        "VMAgentStatusCommunicationError",
        silentText,
      ]);
      assert.deepEqual(await made.states(), ["Failed", "Failed"]);
    }
    made.azure.faults.mend("agent silent", machine);
    assert.deepEqual(await made.act("POST", `${machine}/reapply`), ["Succeeded"]);
    assert.deepEqual(await made.states(), ["Succeeded", "Succeeded"]);
  });
});

describe("a machine whose creation or change failed", () => {
  it("is there, tells why, and is repaired by a reapply", async () => {
    const { azure, owner } = await withNetwork();
    azure.faults.strike("provisioning fails", machine, 1);
    const begun = await owner.send("PUT", `${machine}?api-version=${today}`, machineBody());
    assert.equal(begun.status, 201);
    await owner.wait(60);
    const status = async (of: ArmResponse): Promise<unknown> =>
      (await owner.send("GET", of.headers["azure-asyncoperation"] ?? "")).body;
    const message =
      "OS Provisioning for VM 'machine1' did not finish in the allotted time. The VM may still finish " +
      "provisioning successfully. Please check provisioning state later.";
    const { error } = (await status(begun)) as { error: object };
    assert.deepEqual(error, { code: "OSProvisioningTimedOut", message });
    const state = async (): Promise<unknown> => {
      const { body: told } = await owner.send("GET", `${machine}?api-version=${today}`);
      return (told as { properties: { provisioningState: string } }).properties.provisioningState;
    };
    assert.equal(await state(), "Failed");
    const view = await owner.send("GET", `${machine}/instanceView?api-version=${today}`);
    const [seen] = (view.body as View).statuses as { code: string; message: string }[];
    assert.deepEqual(
      [seen?.code, seen?.message],
      ["ProvisioningState/failed/OSProvisioningTimedOut", message],
    );
    const reapplied = await owner.send("POST", `${machine}/reapply?api-version=${today}`);
    assert.equal(reapplied.status, 202);
    await owner.wait(30);
    assert.equal((await owner.send("GET", reapplied.headers.location ?? "")).status, 200);
    assert.equal(await state(), "Succeeded");
  });

  it("has the change though it failed, and succeeds when it is written again", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    azure.faults.strike("provisioning fails", machine, 1);
    const tagged = { ...machineBody(), tags: { a: "b" } };
    const begun = await send(owner, "PUT", machine, tagged);
    const { body: told } = await owner.send("GET", begun.headers["azure-asyncoperation"] ?? "");
    assert.deepEqual((told as { error: object }).error, {
      code: "InternalOperationError",
      message: "An internal error occurred in the operation.",
    });
    const stored = async (): Promise<unknown[]> => {
      const { body: now } = await owner.send("GET", `${machine}?api-version=${today}`);
      const { tags, properties } = now as {
        tags: object;
        properties: { provisioningState: string };
      };
      return [tags, properties.provisioningState];
    };
    assert.deepEqual(await stored(), [{ a: "b" }, "Failed"]);
    await send(owner, "PUT", machine, tagged);
    assert.deepEqual(await stored(), [{ a: "b" }, "Succeeded"]);
  });

  it("is repaired by whoever may do that alone", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody());
    for (const action of ["reapply", "redeploy"]) {
      const actions = [`Microsoft.Compute/virtualMachines/${action}/action`];
      const role = { roleName: action, description: "", permission: permission({ actions }) };
      const caller = callerOf(azure, role);
      for (const tried of ["reapply", "redeploy"]) {
        const answer = await caller.send("POST", `${machine}/${tried}?api-version=${today}`);
        assert.equal(answer.status, tried === action ? 202 : 403);
      }
    }
  });
});
