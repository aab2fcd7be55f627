import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-IMAGE-004",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "an image beside the lists",
      change: (program) =>
        withProperty(program, "web", "storageProfile.imageReference", {
          publisher: "contoso",
          offer: "appliance",
          sku: "v1",
          version: "latest",
        }),
      messages: [
        `storageProfile.imageReference: "contoso:appliance:v1:latest" is not among the images that Azure Update Manager's built-in policies look at, so they will call the machine not applicable. Check in Update Manager that the machine is assessed, or use a listed image.`,
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile.imageReference" }],
};
