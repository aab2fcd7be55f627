import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-032",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "a Standard policy",
      change: (program) =>
        withProperty(
          withProperty(program, "policy", "properties.policyType", "V1"),
          "web",
          "securityProfile",
          { securityType: "ConfidentialVM" },
        ),
      messages: [
        "properties.policyId: The machine is a confidential one, which only an Enhanced policy backs up. Use an Enhanced policy.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "securityProfile" }],
};
