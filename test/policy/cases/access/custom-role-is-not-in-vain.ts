import {
  builtIn,
  leastPrivilege,
  roleAssignment,
  roleId,
  subscription,
} from "../../fixtures-access";
import { type RuleCases, withProperty } from "../../program";

/** The same identity holds another role. */
function other(guid: string) {
  return {
    ...roleAssignment,
    name: "other",
    args: { ...roleAssignment.args, roleDefinitionId: roleId(guid) },
  };
}

const message =
  'roleDefinitionId: The role "Agent Updater" withholds nothing from its holder, who holds "Contributor" there too: rights add up. Take "Contributor" away from that principal.';

export const cases: RuleCases = {
  rule: "EVG-ROLE-024",
  compliant: [leastPrivilege, [...leastPrivilege, other(builtIn.reader)]],
  failing: [
    {
      title: "Contributor of the same vault",
      change: (program) => [...program, other(builtIn.contributor)],
      resource: "assignment",
      messages: [message],
    },
    {
      title: "Contributor of the subscription",
      change: (program) =>
        withProperty([...program, other(builtIn.contributor)], "other", "scope", subscription),
      messages: [message],
      onlyWhenKnown: true,
    },
  ],
  unknown: [{ resource: "role", property: "permissions[0].actions[0]" }],
};
