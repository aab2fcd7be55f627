import assert from "node:assert/strict";
import type { ArmResponse } from "../../../src/arm/transport";
import { machine, machineBody, propertiesOf, send, windows, withNetwork } from "./small-estate";

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly target: string | undefined;
  readonly message: string;
}

function refusalOf(answer: ArmResponse): Refusal {
  const { error } = answer.body as { error: Omit<Refusal, "status"> };
  const { code, target, message } = error;
  return { status: answer.status, code, target, message };
}

function invalid(target: string, message: string): Refusal {
  return { status: 400, code: "InvalidParameter", target, message };
}

const platform = { patchMode: "AutomaticByPlatform" };

describe("patch settings of a simulated virtual machine", () => {
  const refused: readonly (readonly [string, object, Refusal])[] = [
    [
      "AutomaticByOS without automatic updates",
      machineBody({
        windows: { enableAutomaticUpdates: false, patchSettings: { patchMode: "AutomaticByOS" } },
      }),
      invalid(
        "windowsConfiguration.patchSettings.patchMode",
        "The patchMode 'AutomaticByOS' is invalid. For patchMode 'AutomaticByOS', the property 'enableAutomaticUpdates' must be set to true.",
      ),
    ],
    [
      "Manual with automatic updates",
      machineBody({ windows: { patchSettings: { patchMode: "Manual" } } }),
      invalid(
        "windowsConfiguration.patchSettings.patchMode",
        "The patchMode 'Manual' is invalid. For patchMode 'Manual', the property 'enableAutomaticUpdates' must be set to false.",
      ),
    ],
    [
      "the platform without an agent",
      machineBody({ linux: { provisionVMAgent: false, patchSettings: platform } }),
      invalid(
        "linuxConfiguration.patchSettings.patchMode",
        "The patchMode 'AutomaticByPlatform' is invalid. For patchMode 'AutomaticByPlatform', the property 'provisionVMAgent' must be set to true.",
      ),
    ],
    [
      "assessment without an agent",
      machineBody({
        linux: {
          provisionVMAgent: false,
          patchSettings: { assessmentMode: "AutomaticByPlatform" },
        },
      }),
      invalid(
        "linuxConfiguration.patchSettings.assessmentMode",
        "The assessmentMode 'AutomaticByPlatform' is invalid. For assessmentMode 'AutomaticByPlatform', the property 'provisionVMAgent' must be set to true.",
      ),
    ],
    [
      "settings of the platform in another mode",
      machineBody({
        linux: {
          patchSettings: {
            patchMode: "ImageDefault",
            automaticByPlatformSettings: { rebootSetting: "IfRequired" },
          },
        },
      }),
      invalid(
        "linuxConfiguration.patchSettings.automaticByPlatformSettings",
        "AutomaticByPlatformSettings cannot be set if the PatchMode is not 'AutomaticByPlatform'.",
      ),
    ],
    [
      "hotpatching beside the bypass",
      machineBody({
        windows: {
          enableAutomaticUpdates: true,
          patchSettings: {
            ...platform,
            enableHotpatching: true,
            automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
          },
        },
      }),
      invalid(
        "windowsConfiguration.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule",
        "Hotpatch updates require platform safety checks. The 'BypassPlatformSafetyChecksOnUserSchedule' flag must be set to false to enable hotpatching.",
      ),
    ],
    [
      "hotpatching outside the platform's mode",
      machineBody({ windows: { patchSettings: { enableHotpatching: true } } }),
      invalid(
        "windowsConfiguration.patchSettings.enableHotpatching",
        "The enableHotpatching 'True' is invalid. For enableHotpatching 'True', the property 'patchMode' must be set to AutomaticByPlatform.",
      ),
    ],
    [
      "a mode of the other system",
      machineBody({ linux: { patchSettings: { patchMode: "AutomaticByOS" } } }),
      invalid(
        "linuxConfiguration.patchSettings.patchMode",
        "The value of parameter linuxConfiguration.patchSettings.patchMode is invalid.",
      ),
    ],
    [
      "a reboot word of the documents",
      machineBody({
        linux: {
          patchSettings: {
            ...platform,
            automaticByPlatformSettings: { rebootSetting: "NeverReboot" },
          },
        },
      }),
      invalid(
        "linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting",
        "The value of parameter linuxConfiguration.patchSettings.automaticByPlatformSettings.rebootSetting is invalid.",
      ),
    ],
    [
      "automatic updates on Linux",
      machineBody({ linux: { enableAutomaticUpdates: true } }),
      {
        status: 400,
        code: "BadRequest",
        target: undefined,
        message:
          "Could not find member 'enableAutomaticUpdates' on object of type 'LinuxConfiguration'. Path 'properties.osProfile.linuxConfiguration.enableAutomaticUpdates'.",
      },
    ],
  ];
  for (const [name, body, expected] of refused) {
    it(`refuse ${name}`, async () => {
      const { azure, owner } = await withNetwork();
      const before = azure.estate.version;
      assert.deepEqual(refusalOf(await send(owner, "PUT", machine, body)), expected);
      assert.deepEqual(azure.estate.changes(before), []);
    });
  }

  it("are completed as Azure completes them", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody({ windows: { enableAutomaticUpdates: false } }));
    const { osProfile } = await propertiesOf(owner, machine);
    assert.deepEqual((osProfile as Record<string, unknown>).windowsConfiguration, {
      provisionVMAgent: true,
      enableAutomaticUpdates: false,
      patchSettings: { patchMode: "Manual", assessmentMode: "ImageDefault" },
      enableVMAgentPlatformUpdates: false,
    });
  });

  it("allow the platform without automatic updates, as the guide has it", async () => {
    const { owner } = await withNetwork();
    const body = machineBody({
      windows: { enableAutomaticUpdates: false, patchSettings: platform },
    });
    assert.equal((await send(owner, "PUT", machine, body)).status, 201);
  });

  it("never change enableAutomaticUpdates", async () => {
    const { owner } = await withNetwork();
    const windowsBody = (enableAutomaticUpdates: boolean): object =>
      machineBody({ windows: { enableAutomaticUpdates, patchSettings: platform } });
    await send(owner, "PUT", machine, windowsBody(true));
    assert.deepEqual(refusalOf(await send(owner, "PUT", machine, windowsBody(false))), {
      status: 400,
      code: "PropertyChangeNotAllowed",
      target: "windowsConfiguration.enableAutomaticUpdates",
      message: "Changing property 'windowsConfiguration.enableAutomaticUpdates' is not allowed.",
    });
  });

  it("go to the platform and back by PATCH", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody({ windows: { enableAutomaticUpdates: true } }));
    for (const patchMode of ["AutomaticByPlatform", "AutomaticByOS"]) {
      const patch = {
        properties: { osProfile: { windowsConfiguration: { patchSettings: { patchMode } } } },
      };
      assert.equal((await send(owner, "PATCH", machine, patch)).status, 200);
      const { osProfile } = await propertiesOf(owner, machine);
      const { windowsConfiguration } = osProfile as Record<string, Record<string, unknown>>;
      assert.deepEqual(windowsConfiguration?.patchSettings, {
        patchMode,
        assessmentMode: "ImageDefault",
      });
    }
  });
});

describe("patch settings in the api-versions of the preview", () => {
  const feature =
    "/subscriptions/11111111-2222-4333-8444-555555555555/providers/Microsoft.Features/providers/Microsoft.Compute/features/InGuestAutoPatchVMPreview";
  const provider =
    "/subscriptions/11111111-2222-4333-8444-555555555555/providers/Microsoft.Compute/register";
  const byPlatform = machineBody({
    windows: { enableAutomaticUpdates: true, patchSettings: platform },
  });

  async function withFeature(): ReturnType<typeof withNetwork> {
    const estate = await withNetwork();
    const { owner } = estate;
    await owner.send("POST", `${feature}/register?api-version=2015-12-01`);
    await owner.wait(900);
    await owner.send("POST", `${provider}?api-version=2020-06-01`);
    await owner.wait(60);
    return estate;
  }

  it("need the feature, and the provider to have heard of it", async () => {
    const { owner } = await withNetwork();
    const expected = invalid(
      "windowsConfiguration.patchSettings.patchMode",
      "The property 'windowsConfiguration.patchSettings.patchMode' is not valid because the 'Microsoft.Compute/InGuestAutoPatchVMPreview' feature is not enabled for this subscription.",
    );
    const put = (): Promise<ArmResponse> => send(owner, "PUT", machine, byPlatform, "2020-06-01");
    assert.deepEqual(refusalOf(await put()), expected);
    await owner.send("POST", `${feature}/register?api-version=2015-12-01`);
    await owner.wait(900);
    assert.deepEqual(refusalOf(await put()), expected);
    await owner.send("POST", `${provider}?api-version=2020-06-01`);
    await owner.wait(60);
    assert.equal((await put()).status, 201);
  });

  it("take only the preview's images", async () => {
    const { owner } = await withFeature();
    const body = machineBody({
      windows: { enableAutomaticUpdates: true, patchSettings: platform },
      imageReference: { ...windows, sku: "2022-datacenter-g2" },
    });
    assert.deepEqual(
      refusalOf(await send(owner, "PUT", machine, body, "2020-12-01")),
      invalid(
        "windowsConfiguration.patchSettings.patchMode",
        "The patchMode 'AutomaticByPlatform' is invalid. The image of the virtual machine is not supported.",
      ),
    );
    // Today's api-versions ask for no feature and no image.
    assert.equal((await send(owner, "PUT", machine, body)).status, 201);
  });

  it("know no Linux before 2020-12-01, no assessment before 2021-03-01, no bypass before 2022-03-01", async () => {
    const { owner } = await withFeature();
    const unknown = async (body: object, version: string): Promise<string> =>
      refusalOf(await send(owner, "PUT", machine, body, version)).message;
    assert.equal(
      await unknown(machineBody({ linux: { patchSettings: platform } }), "2020-06-01"),
      "Could not find member 'patchSettings' on object of type 'LinuxConfiguration'. Path 'properties.osProfile.linuxConfiguration.patchSettings'.",
    );
    const assessed = { assessmentMode: "AutomaticByPlatform" };
    assert.equal(
      await unknown(machineBody({ linux: { patchSettings: assessed } }), "2020-12-01"),
      "Could not find member 'assessmentMode' on object of type 'LinuxPatchSettings'. Path 'properties.osProfile.linuxConfiguration.patchSettings.assessmentMode'.",
    );
    const bypass = {
      ...platform,
      automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
    };
    assert.equal(
      await unknown(machineBody({ windows: { patchSettings: bypass } }), "2021-03-01"),
      "Could not find member 'automaticByPlatformSettings' on object of type 'PatchSettings'. Path 'properties.osProfile.windowsConfiguration.patchSettings.automaticByPlatformSettings'.",
    );
  });

  it("do not lead back from the platform", async () => {
    const { owner } = await withFeature();
    await send(owner, "PUT", machine, byPlatform, "2020-12-01");
    const back = machineBody({
      windows: { enableAutomaticUpdates: true, patchSettings: { patchMode: "AutomaticByOS" } },
    });
    const refusal = refusalOf(await send(owner, "PUT", machine, back, "2020-12-01"));
    assert.deepEqual(
      { code: refusal.code, target: refusal.target },
      {
        code: "PropertyChangeNotAllowed",
        target: "windowsConfiguration.patchSettings.patchMode",
      },
    );
    assert.equal((await send(owner, "PUT", machine, back)).status, 200);
  });

  it("show only what their api-version knows", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", machine, machineBody({ linux: { patchSettings: platform } }));
    const shown = async (version: string): Promise<unknown> => {
      const { osProfile } = await propertiesOf(owner, machine, version);
      return (osProfile as { linuxConfiguration: Record<string, unknown> }).linuxConfiguration
        .patchSettings;
    };
    assert.equal(await shown("2020-06-01"), undefined);
    assert.deepEqual(await shown("2020-12-01"), platform);
    assert.deepEqual(await shown("2021-03-01"), { ...platform, assessmentMode: "ImageDefault" });
  });
});
