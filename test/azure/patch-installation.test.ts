import assert from "node:assert/strict";
import {
  durationInHours,
  type PatchInstallation,
  patchInstallationFindings,
} from "../../src/azure/patch-installation";

const good: PatchInstallation = {
  operatingSystem: "Windows",
  rebootSetting: "IfRequired",
  maximumDuration: "PT2H",
  classificationsToInclude: ["Critical", "UpdateRollUp"],
  inclusions: [],
};

describe("an installation of patches on demand", () => {
  it("names a reboot setting and something to install", () => {
    assert.deepEqual(patchInstallationFindings(good), []);
    const byName = { ...good, classificationsToInclude: [], inclusions: ["5031364"] };
    assert.deepEqual(patchInstallationFindings(byName), []);
  });

  it("is refused with all that is wrong with it", () => {
    const wrong: PatchInstallation = {
      operatingSystem: "Linux",
      rebootSetting: "NeverReboot",
      maximumDuration: "PT5H",
      classificationsToInclude: ["UpdateRollUp"],
      inclusions: [],
    };
    assert.deepEqual(
      patchInstallationFindings(wrong).map(({ propertyPath, message, fix }) => [
        propertyPath,
        message,
        fix,
      ]),
      [
        [
          "rebootSetting",
          "The reboot setting 'NeverReboot' is not valid.",
          "Use one of IfRequired, Never, Always.",
        ],
        [
          "maximumDuration",
          "The maximum duration 'PT5H' is not valid.",
          "Use an ISO 8601 duration of at most 4 hours, for example 'PT2H'.",
        ],
        [
          "linuxParameters.classificationsToInclude",
          "The classification 'UpdateRollUp' is not one of Linux.",
          "Use some of Critical, Security, Other.",
        ],
      ],
    );
    const nothing = { ...good, classificationsToInclude: [] };
    assert.deepEqual(
      patchInstallationFindings(nothing).map(({ propertyPath, message }) => [
        propertyPath,
        message,
      ]),
      [["windowsParameters", "Nothing is selected to be installed."]],
    );
  });

  it("lasts as long as an ISO 8601 duration says", () => {
    assert.deepEqual(
      ["PT4H", "PT90M", "P1DT1H", "PT3600S", "P", "4h", undefined].map(durationInHours),
      [4, 1.5, 25, 1, undefined, undefined, undefined],
    );
  });
});
