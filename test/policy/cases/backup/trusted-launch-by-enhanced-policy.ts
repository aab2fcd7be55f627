import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-033",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "a Standard policy",
      change: (program) =>
        withProperty(
          withProperty(program, "policy", "properties.policyType", "V1"),
          "web",
          "securityProfile",
          { securityType: "TrustedLaunch" },
        ),
      messages: [
        "properties.policyId: The machine is of the type Trusted Launch, which a Standard policy backs up for new clients alone, not in the portal. Use an Enhanced policy, or set standardPolicyAllowed to true.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "securityProfile" }],
};
