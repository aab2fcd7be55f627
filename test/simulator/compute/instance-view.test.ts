import assert from "node:assert/strict";
import { callerOf, errorOf } from "../caller";
import { machine, machineBody, propertiesOf, send, today, withNetwork } from "./small-estate";

describe("the instance view", () => {
  interface View {
    readonly vmAgent: {
      vmAgentVersion: string;
      statuses: { code: string; displayStatus: string; message: string }[];
    };
    readonly extensions?: { name: string; type: string }[];
    readonly patchStatus?: {
      availablePatchSummary: Record<string, unknown>;
      configurationStatuses: object[];
    };
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
    const configured = (word: string, time: string): object => ({
      configurationStatuses: [
        {
          code: `AssessmentModeConfigurationState/${word}`,
          level: "Info",
          displayStatus: `Status_AssessmentModeConfigurationState_${word}`,
          time,
        },
      ],
    });
    assert.deepEqual(
      [early.patchStatus, early.extensions],
      [configured("Pending", "2026-11-01T08:05:00.000Z"), undefined],
    );
    await owner.wait(3600);
    const later = await view();
    assert.equal(later.patchStatus?.availablePatchSummary.status, "Succeeded");
    assert.equal(later.patchStatus.availablePatchSummary.startTime, "2026-11-01T11:05:00.000Z");
    const { configurationStatuses } = later.patchStatus;
    assert.deepEqual({ configurationStatuses }, configured("Ready", "2026-11-01T11:05:00.000Z"));
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

  it("shows the platform's extension a day later where the machine was off when it was to come", async () => {
    const { owner, view } = await withMachine({
      patchSettings: { assessmentMode: "AutomaticByPlatform" },
    });
    await owner.wait(60);
    await owner.send("POST", `${machine}/deallocate?api-version=${today}`);
    await owner.wait(4 * 3600);
    const off = await view();
    assert.deepEqual(
      [off.patchStatus?.availablePatchSummary, off.extensions],
      [undefined, undefined],
    );
    await owner.send("POST", `${machine}/start?api-version=${today}`);
    await owner.wait(24 * 3600);
    const on = await view();
    assert.deepEqual(
      [on.extensions?.length, on.patchStatus?.availablePatchSummary.startTime],
      [1, "2026-11-02T11:05:00.000Z"],
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
