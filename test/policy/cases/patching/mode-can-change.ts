import { windowsMachine } from "../../fixtures";
import { type Program, type RuleCases, withProperty } from "../../program";

const path = "osProfile.windowsConfiguration.patchSettings.patchMode";

/** A machine that stands in Azure with a patch mode. */
function standing(patchMode: string): Program {
  const machine = windowsMachine();
  return [
    {
      ...machine,
      outputs: {
        osProfile: {
          windowsConfiguration: { enableAutomaticUpdates: true, patchSettings: { patchMode } },
        },
      },
    },
  ];
}

export const cases: RuleCases = {
  rule: "EVG-PATCH-013",
  compliant: [standing("AutomaticByPlatform"), standing("AutomaticByOS"), [windowsMachine()]],
  failing: [
    {
      title: "to a mode that the flag shuts out",
      change: (program) => withProperty(program, "win", path, "Manual"),
      messages: [
        `${path}: The patch mode of a Windows machine with enableAutomaticUpdates true cannot change from "AutomaticByPlatform" to "Manual". Keep to "AutomaticByPlatform" or "AutomaticByOS": enableAutomaticUpdates cannot change after creation, so "Manual" takes a new machine.`,
      ],
      onlyStanding: true,
    },
  ],
  unknown: [],
};
