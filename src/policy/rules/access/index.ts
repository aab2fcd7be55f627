import type { Rule } from "../../rule";
import { customRoleIsNotInVain } from "./custom-role-is-not-in-vain";
import { identityHasSmallScope } from "./identity-has-small-scope";
import { noAccessAdministrator } from "./no-access-administrator";
import { noCustomOwner } from "./no-custom-owner";
import { noRoleGivesRights } from "./no-role-gives-rights";
import { ownersAreFew } from "./owners-are-few";

/** Who may do what. */
export const accessRules: readonly Rule[] = [
  noRoleGivesRights,
  noCustomOwner,
  noAccessAdministrator,
  ownersAreFew,
  identityHasSmallScope,
  customRoleIsNotInVain,
];
