import assert from "node:assert/strict";
import { invalid, type Refusal, refusalOf } from "./refusal";
import { machine, machineBody, propertiesOf, send, withNetwork } from "./small-estate";

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
