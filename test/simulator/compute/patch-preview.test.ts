import assert from "node:assert/strict";
import type { ArmResponse } from "../../../src/arm/transport";
import { invalid, refusalOf } from "./refusal";
import { machine, machineBody, propertiesOf, send, windows, withNetwork } from "./small-estate";

const platform = { patchMode: "AutomaticByPlatform" };

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
