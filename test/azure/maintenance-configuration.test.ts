import assert from "node:assert/strict";
import {
  maintenanceConfigurationFindings,
  type MaintenanceConfigurationShape,
} from "../../src/azure/maintenance-configuration";

const now = new Date("2026-11-01T08:00:00Z");
const fit: MaintenanceConfigurationShape = {
  maintenanceScope: "InGuestPatch",
  inGuestPatchMode: "User",
  rebootSetting: "IfRequired",
  windowsClassifications: ["Critical", "Security"],
  linuxClassifications: ["Other"],
  window: {
    startDateTime: "2026-12-01 22:00",
    expirationDateTime: "9999-12-31 23:59:59",
    duration: "03:55",
    timeZone: "W. Europe Standard Time",
    recurEvery: "Month Second Tuesday Offset4",
  },
};

function wrong(changes: Partial<MaintenanceConfigurationShape>, window: object = {}): string[] {
  const shape = { ...fit, window: { ...fit.window, ...window }, ...changes };
  return maintenanceConfigurationFindings(shape, now).map(
    ({ propertyPath, message }) => `${propertyPath}: ${message}`,
  );
}

describe("what is wrong with a maintenance configuration", () => {
  it("is nothing when it is fit", () => {
    assert.deepEqual(wrong({}), []);
    assert.deepEqual(wrong({ maintenanceScope: "Host", window: undefined }), []);
  });

  it("is its scope, its mode and its words", () => {
    assert.deepEqual(wrong({ maintenanceScope: "Guest", inGuestPatchMode: undefined }), [
      'maintenanceScope: The maintenance scope "Guest" is not known.',
    ]);
    assert.deepEqual(
      wrong({
        inGuestPatchMode: undefined,
        rebootSetting: "NeverReboot",
        linuxClassifications: ["Critical", "Updates"],
        window: undefined,
      }),
      [
        "extensionProperties.InGuestPatchMode: InGuestPatchMode is missing, and the scope InGuestPatch needs it.",
        'installPatches.rebootSetting: "NeverReboot" is no word that it takes.',
        'installPatches.linuxParameters.classificationsToInclude: "Updates" is no word that it takes.',
        "maintenanceWindow: maintenanceWindow is not set.",
      ],
    );
  });

  it("is its window", () => {
    const table: [object, string[]][] = [
      [{ duration: "01:29" }, ["duration: The duration 01:29 is not between 01:30 and 03:55."]],
      [{ duration: "05:00" }, ["duration: The duration 05:00 is not between 01:30 and 03:55."]],
      [{ duration: "long" }, ['duration: "long" is no duration.']],
      [{ recurEvery: "5Hours" }, ['recurEvery: "5Hours" comes back sooner than after 6 hours.']],
      [{ recurEvery: "6Hours" }, []],
      [
        { startDateTime: "2026-11-01 09:14" },
        ["startDateTime: The start 2026-11-01 09:14 is not at least 15 minutes ahead."],
      ],
      [{ startDateTime: "2026-11-01 09:15" }, []],
      [{ startDateTime: undefined }, ["startDateTime: startDateTime is not set."]],
      [{ startDateTime: "soon" }, ['startDateTime: "soon" is no local time.']],
      [
        { expirationDateTime: "2026-12-01 22:00" },
        ["expirationDateTime: The end 2026-12-01 22:00 is not after the start."],
      ],
      [
        { timeZone: "Europe/Berlin" },
        ['timeZone: "Europe/Berlin" is an IANA time zone; Azure takes a Windows time zone here.'],
      ],
    ];
    for (const [window, expected] of table) {
      assert.deepEqual(
        wrong({}, window),
        expected.map((text) => `maintenanceWindow.${text}`),
      );
    }
  });

  it("is no start in the past that was there before", () => {
    const window = { ...fit.window, startDateTime: "2026-01-01 00:00" };
    assert.deepEqual(maintenanceConfigurationFindings({ ...fit, window }, undefined), []);
  });
});
