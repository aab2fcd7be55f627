import assert from "node:assert/strict";
import type { ArmResponse } from "../../../src/arm/transport";
import { permission } from "../../../src/azure/permission";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { callerOf, errorOf, type Caller } from "../caller";
import { machine, machineBody, today, withNetwork } from "./small-estate";

interface Result {
  readonly status: string;
  readonly rebootPending?: boolean;
  readonly rebootStatus?: string;
  readonly maintenanceWindowExceeded?: boolean;
  readonly criticalAndSecurityPatchCount?: number;
  readonly otherPatchCount?: number;
  readonly installedPatchCount?: number;
  readonly failedPatchCount?: number;
  readonly notSelectedPatchCount?: number;
  readonly pendingPatchCount?: number;
  readonly availablePatches?: {
    name: string;
    classifications: string[];
    assessmentState: string;
  }[];
  readonly patches?: { name: string; installationState: string }[];
  readonly error: { code: string; message: string };
}

async function withMachine(
  body: object = machineBody(),
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const { azure, owner } = await withNetwork();
  await owner.send("PUT", `${machine}?api-version=${today}`, body);
  await owner.wait(600);
  return { azure, owner };
}

/** Sends a POST and follows its `Location` to the end. */
async function act(owner: Caller, action: string, body?: object): Promise<ArmResponse> {
  const begun = await owner.send("POST", `${machine}/${action}?api-version=${today}`, body);
  if (begun.status !== 202) {
    return begun;
  }
  const location = begun.headers.location ?? "";
  assert.match(location, /\/locations\/westeurope\/operations\/[^?]+\?monitor=true&api-version=/);
  assert.equal((await owner.send("GET", location)).status, 202);
  await owner.wait(4 * 3600);
  const status = await owner.send("GET", begun.headers["azure-asyncoperation"] ?? "");
  assert.equal((status.body as { status: string }).status, "Succeeded");
  return owner.send("GET", location);
}

async function view(owner: Caller): Promise<Record<string, unknown>> {
  const { body } = await owner.send("GET", `${machine}/instanceView?api-version=${today}`);
  return body as Record<string, unknown>;
}

const everything = {
  rebootSetting: "IfRequired",
  maximumDuration: "PT2H",
  linuxParameters: { classificationsToInclude: ["Critical", "Security", "Other"] },
};

describe("patches on demand", () => {
  it("are assessed: what was published since the image and is not installed", async () => {
    const { owner } = await withMachine();
    const assessed = (await act(owner, "assessPatches")).body as Result;
    assert.deepEqual(
      [
        assessed.status,
        assessed.rebootPending,
        assessed.criticalAndSecurityPatchCount,
        assessed.otherPatchCount,
        assessed.error.code,
      ],
      ["Succeeded", false, 2, 1, "Success"],
    );
    assert.deepEqual(
      assessed.availablePatches?.map(({ name, classifications }) => [name, ...classifications]),
      [
        ["openssl", "Security"],
        ["linux-image-azure", "Critical"],
        ["curl", "Other"],
      ],
    );
    const { availablePatchSummary } = (await view(owner)).patchStatus as {
      availablePatchSummary: Result;
    };
    assert.equal(availablePatchSummary.criticalAndSecurityPatchCount, 2);
  });

  it("are installed by class and name, as far as the window reaches, and then no more", async () => {
    const { owner } = await withMachine();
    const some = (
      await act(owner, "installPatches", {
        rebootSetting: "Never",
        maximumDuration: "PT5M",
        linuxParameters: {
          classificationsToInclude: ["Critical"],
          packageNameMasksToInclude: ["cur*"],
        },
      })
    ).body as Result;
    assert.deepEqual(
      [some.status, some.rebootStatus, some.maintenanceWindowExceeded],
      ["CompletedWithWarnings", "Required", true],
    );
    assert.deepEqual(
      some.patches?.map(({ name, installationState }) => [name, installationState]),
      [
        ["openssl", "NotSelected"],
        ["linux-image-azure", "Installed"],
        ["curl", "Pending"],
      ],
    );
    const pending = (await act(owner, "assessPatches")).body as Result;
    assert.deepEqual([pending.rebootPending, pending.availablePatches?.length], [true, 2]);

    const rest = (await act(owner, "installPatches", { ...everything, rebootSetting: "Always" }))
      .body as Result;
    assert.deepEqual(
      [rest.status, rest.rebootStatus, rest.installedPatchCount],
      ["Succeeded", "Completed", 2],
    );
    const again = (await act(owner, "installPatches", everything)).body as Result;
    assert.deepEqual([again.status, again.patches], ["Succeeded", []]);
    const { lastPatchInstallationSummary } = (await view(owner)).patchStatus as {
      lastPatchInstallationSummary: Result;
    };
    assert.equal(lastPatchInstallationSummary.installedPatchCount, 0);
  });

  it("fail to be installed while a fault lasts, and are installed by the next attempt", async () => {
    const { azure, owner } = await withMachine();
    azure.faults.strike("patch fails", machine, 1);
    const failed = (await act(owner, "installPatches", everything)).body as Result;
    const error = {
      code: "PACKAGE_MANAGER_FAILURE",
      message: "Failed to install openssl 3.0.2-0.321.",
    };
    assert.deepEqual(
      [failed.status, failed.failedPatchCount, failed.installedPatchCount, failed.error],
      ["Failed", 1, 2, { ...error, details: [error] }],
    );
    const { lastPatchInstallationSummary: last } = (await view(owner)).patchStatus as {
      lastPatchInstallationSummary: Result;
    };
    assert.deepEqual(
      [last.status, last.failedPatchCount, last.installedPatchCount, last.error],
      ["Failed", 1, 2, { ...error, details: [error] }],
    );
    const again = (await act(owner, "installPatches", everything)).body as Result;
    assert.deepEqual(
      [
        again.status,
        again.patches?.map(({ name, installationState }) => [name, installationState]),
      ],
      ["Succeeded", [["openssl", "Installed"]]],
    );
  });

  it("restart the machine, whose agent comes up anew", async () => {
    const { owner } = await withMachine();
    const begun = await owner.send("POST", `${machine}/installPatches?api-version=${today}`, {
      ...everything,
      rebootSetting: "Always",
    });
    await owner.wait(3 * 300);
    assert.equal((await owner.send("GET", begun.headers.location ?? "")).status, 200);
    const agent = async (): Promise<string> =>
      ((await view(owner)).vmAgent as { vmAgentVersion: string }).vmAgentVersion;
    assert.equal(await agent(), "Unknown");
    await owner.wait(60);
    assert.equal(await agent(), "2.14.0.1");
  });

  it("come anew each month", async () => {
    const { owner } = await withMachine();
    await act(owner, "installPatches", everything);
    await owner.wait(40 * 86_400);
    const assessed = (await act(owner, "assessPatches")).body as Result;
    assert.deepEqual(
      assessed.availablePatches?.map(({ name }) => name),
      ["openssl", "linux-image-azure", "curl", "openssl"],
    );
  });

  it("of Windows come on the second Tuesday and have KB numbers", async () => {
    const { owner } = await withMachine(machineBody({ windows: {} }));
    const done = (
      await act(owner, "installPatches", {
        rebootSetting: "IfRequired",
        windowsParameters: {
          classificationsToInclude: ["Security", "Updates"],
          kbNumbersToExclude: ["5100321"],
        },
      })
    ).body as Result;
    assert.deepEqual(
      done.patches?.map(({ name, installationState }) => [name, installationState]),
      [
        ["2026-10 Cumulative Update for Windows Server (KB5000321)", "Installed"],
        ["2026-10 Cumulative Update for .NET (KB5100321)", "Excluded"],
        ["2026-10 Security Intelligence Update (KB2267602)", "NotSelected"],
      ],
    );
    await owner.wait(8 * 86_400);
    const later = (await act(owner, "assessPatches")).body as Result;
    assert.equal(later.criticalAndSecurityPatchCount, 0);
    await owner.wait(86_400 * 2);
    const tuesday = (await act(owner, "assessPatches")).body as Result;
    assert.equal(tuesday.criticalAndSecurityPatchCount, 1);
  });

  it("are refused by all that is wrong with the request", async () => {
    const { owner } = await withMachine();
    const refused = await act(owner, "installPatches", {
      ...everything,
      rebootSetting: "NeverReboot",
    });
    assert.deepEqual(errorOf(refused), {
      status: 400,
      code: "InvalidParameter",
      message:
        "The reboot setting 'NeverReboot' is not valid. Use one of IfRequired, Never, Always.",
    });
  });

  it("need an action each", async () => {
    const { azure } = await withMachine();
    const type = "Microsoft.Compute/virtualMachines";
    for (const action of ["assessPatches", "installPatches", "start", "deallocate"]) {
      const role = permission({ actions: [`${type}/${action}/action`] });
      const caller = callerOf(azure, { roleName: action, description: "", permission: role });
      const body = action === "installPatches" ? everything : undefined;
      const url = (name: string): string => `${machine}/${name}?api-version=${today}`;
      assert.equal((await caller.send("POST", url(action), body)).status, 202);
      assert.equal((await caller.send("POST", url("powerOff"))).status, 403);
    }
  });
});

describe("the power of a machine", () => {
  it("is shown, and without it nothing reports and nothing is patched", async () => {
    const { owner } = await withMachine();
    const power = async (): Promise<unknown> =>
      ((await view(owner)).statuses as { code: string }[]).at(-1)?.code;
    assert.equal(await power(), "PowerState/running");
    assert.equal((await act(owner, "powerOff")).status, 200);
    assert.equal(await power(), "PowerState/stopped");
    const { vmAgent } = (await view(owner)) as { vmAgent: { vmAgentVersion: string } };
    assert.equal(vmAgent.vmAgentVersion, "Unknown");
    assert.deepEqual(errorOf(await act(owner, "assessPatches")), {
      status: 409,
      code: "OperationNotAllowed",
      message: "Cannot modify extensions in the VM when the VM is not running.",
    });
    await act(owner, "deallocate");
    assert.equal(await power(), "PowerState/deallocated");
    await act(owner, "start");
    assert.equal(await power(), "PowerState/running");
    assert.equal(((await act(owner, "assessPatches")).body as Result).status, "Succeeded");
  });

  it("waits for work that never ends, until the fault has struck", async () => {
    const { azure, owner } = await withMachine();
    azure.faults.strike("operation never ends", machine, 1);
    const begun = await owner.send("POST", `${machine}/powerOff?api-version=${today}`);
    await owner.wait(365 * 86_400);
    const status = await owner.send("GET", begun.headers["azure-asyncoperation"] ?? "");
    assert.equal((status.body as { status: string }).status, "InProgress");
    assert.equal((await act(owner, "powerOff")).status, 200);
  });

  it("does not help an agent that is silent", async () => {
    const { azure, owner } = await withMachine();
    azure.faults.strike("agent silent", machine);
    for (const [action, body] of [
      ["assessPatches", undefined],
      ["installPatches", everything],
    ] as const) {
      const begun = await owner.send("POST", `${machine}/${action}?api-version=${today}`, body);
      const status = async (): Promise<unknown> =>
        (await owner.send("GET", begun.headers["azure-asyncoperation"] ?? "")).body;
      await owner.wait(1524);
      assert.equal(((await status()) as Result).status, "InProgress");
      await owner.wait(1);
      const { status: word, error } = (await status()) as Result;
      assert.deepEqual(
        [word, error],
        [
          "Failed",
          {
            code: "VMAgentStatusCommunicationError",
            message:
              "VM 'machine1' has not reported status for VM agent or extensions. Please verify the VM has " +
              "a running VM agent, and can establish outbound connections to Azure storage.",
          },
        ],
      );
    }
    assert.equal((await view(owner)).patchStatus, undefined);
    azure.faults.mend("agent silent", machine);
    assert.equal(((await act(owner, "assessPatches")).body as Result).status, "Succeeded");
  });
});
