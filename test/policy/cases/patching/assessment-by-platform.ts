import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

const path = "osProfile.linuxConfiguration.patchSettings.assessmentMode";

export const cases: RuleCases = {
  rule: "EVG-PATCH-020",
  compliant: [
    [linuxMachine()],
    [windowsMachine()],
    // A machine that is given the words of both systems is what its image is.
    withProperty([linuxMachine()], "web", "osProfile.windowsConfiguration", {}),
  ],
  failing: [
    {
      title: "the image's default",
      change: (program) => withProperty(program, "web", path, "ImageDefault"),
      messages: [
        `${path}: It is "ImageDefault", so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.`,
      ],
    },
    {
      title: "no mode at all",
      change: (program) => withProperty(program, "web", path, undefined),
      messages: [
        `${path}: It is not set, so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.`,
      ],
    },
    {
      title: "a machine of which only the image tells the system",
      change: (program) =>
        withProperty(program, "web", "osProfile", {
          computerName: "web",
          adminUsername: "operator",
        }),
      messages: [
        `${path}: It is not set, so nobody looks for missing patches. Set "AutomaticByPlatform": Azure then looks every 24 hours and installs nothing.`,
      ],
    },
  ],
  unknown: [
    { resource: "web", property: path },
    { resource: "web", property: "osProfile" },
  ],
};
