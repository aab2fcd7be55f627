import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

const path = "osProfile.windowsConfiguration.enableAutomaticUpdates";
const outputs = { osProfile: { windowsConfiguration: { enableAutomaticUpdates: true } } };

export const cases: RuleCases = {
  rule: "EVG-PATCH-014",
  compliant: [[{ ...windowsMachine(), outputs }], [windowsMachine()]],
  failing: [
    {
      title: "switched off on a machine that stands",
      change: (program) => withProperty(program, "win", path, false),
      messages: [
        `${path}: enableAutomaticUpdates cannot change from true to false: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at true, or replace the machine on purpose.`,
      ],
      onlyStanding: true,
    },
  ],
  unknown: [],
};
