import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-IMAGE-002",
  compliant: [
    [linuxMachine()],
    [windowsMachine()],
    withProperty([linuxMachine()], "web", "storageProfile.imageReference", {
      id: "/subscriptions/s/images/golden",
    }),
  ],
  failing: [
    {
      title: "an image that is not in the rollout",
      change: (program) =>
        withProperty(program, "web", "storageProfile.imageReference", {
          publisher: "Debian",
          offer: "debian-12",
          sku: "12-gen2",
          version: "latest",
        }),
      messages: [
        `storageProfile.imageReference: "Debian:debian-12:12-gen2:latest" is not among the images that Azure patches by itself. No image of publisher "Debian" is: use another publisher's, or let a schedule or the operating system patch the machine.`,
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile.imageReference" }],
};
