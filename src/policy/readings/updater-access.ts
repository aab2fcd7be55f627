import { letsUpdateAgents, type UpdaterAccess } from "../../azure/agent-update-standards";
import type { DeclaredResource } from "../model/declared-resource";
import { type DeclaredStack, subscriptionOf } from "../model/declared-stack";
import { attempt, NotYetKnown } from "../model/reader";
import { automationAccountType } from "./agent-auto-update";
import { isMadeOfOthers } from "./made-of-others";
import { vaultSettingsType, vaultType } from "./recovery-vault";
import { roleAssignmentType, roleOf } from "./role";

const groupType = "Microsoft.Resources/resourceGroups";

/** Whether something holds; `undefined` where that cannot be told yet. */
type Answer = boolean | undefined;

/**
 * What the roles that a stack gives an automation account's identity come to on a vault. Throws
 * `NotYetKnown` where there may be one that lets it update agents.
 */
export function updaterAccess(
  account: DeclaredResource,
  vault: DeclaredResource,
  stack: DeclaredStack,
): UpdaterAccess {
  const known = stack.derived(answers);
  const key = `${account.urn} ${vault.urn}`;
  const access = known.get(key) ?? lookUp(account, vault, stack);
  known.set(key, access);
  if (access instanceof NotYetKnown) {
    throw access;
  }
  return access;
}

function lookUp(
  account: DeclaredResource,
  vault: DeclaredResource,
  stack: DeclaredStack,
): UpdaterAccess | NotYetKnown {
  let access: UpdaterAccess = "none";
  let undecided: string | undefined;
  for (const assignment of stack.all(roleAssignmentType)) {
    const steps: [property: string, answer: () => Answer][] = [
      ["principalId", () => isGivenTo(assignment, account, stack)],
      ["scope", () => holdsAt(assignment, vault, stack)],
      ["roleDefinitionId", () => isEnough(assignment, stack)],
    ];
    const said = steps.map(([property, answer]) => ({ property, answer: answer() }));
    const [given, holds, enough] = said.map(({ answer }) => answer);
    if (given === true && holds === true) {
      access = enough === true ? "enough" : access === "enough" ? access : "too little";
    }
    if (said.every(({ answer }) => answer !== false)) {
      undecided ??= said.find(({ answer }) => answer === undefined)?.property;
    }
  }
  return access !== "enough" && undecided !== undefined ? new NotYetKnown(undecided) : access;
}

function answers(): Map<string, UpdaterAccess | NotYetKnown> {
  return new Map();
}

function isGivenTo(
  assignment: DeclaredResource,
  account: DeclaredResource,
  stack: DeclaredStack,
): Answer {
  const { inputs } = assignment;
  // The account's identity may be a member of a group.
  if (!inputs.isUnknown("principalType") && inputs.text("principalType") === "Group") {
    return true;
  }
  if (stack.madeOf(assignment, "principalId", automationAccountType).includes(account)) {
    return true;
  }
  if (inputs.isUnknown("principalId")) {
    return isMadeOfOthers(assignment, "principalId", hasAccount) ? false : undefined;
  }
  const own = "identity.principalId";
  if (account.outputs.isUnknown(own) || account.outputs.text(own) === undefined) {
    return undefined;
  }
  return account.outputs.text(own) === inputs.text("principalId");
}

function holdsAt(
  assignment: DeclaredResource,
  vault: DeclaredResource,
  stack: DeclaredStack,
): Answer {
  const { inputs } = assignment;
  if (inputs.isUnknown("scope")) {
    const vaults = [
      ...stack.madeOf(assignment, "scope", vaultType),
      ...stack
        .madeOf(assignment, "scope", vaultSettingsType)
        .map((settings) => stack.around(settings, vaultType)),
    ];
    const groups = stack.madeOf(assignment, "scope", groupType);
    return vaults.includes(vault) || groups.some((group) => isIn(vault, group, stack))
      ? true
      : undefined;
  }
  const scope = (inputs.text("scope") ?? "").toLowerCase().replace(/\/+$/, "");
  const subscription = subscriptionOf(scope);
  if (subscription === undefined) {
    // The tenant, or a management group, which may hold everything.
    return true;
  }
  const own = vault.facts.subscriptionId?.toLowerCase();
  if (own !== undefined && own !== subscription) {
    return false;
  }
  const place = stack.place(vault);
  const outer = scope.replace(/^\/subscriptions\/[^/]+/, "");
  return place === undefined && outer !== ""
    ? undefined
    : outer === "" || place === outer || place?.startsWith(`${outer}/`) === true;
}

function isIn(vault: DeclaredResource, group: DeclaredResource, stack: DeclaredStack): boolean {
  return attempt(() => stack.around(vault, groupType)) === group;
}

/** A role that the stack does not make and Azure does not bring along is taken to be enough. */
function isEnough(assignment: DeclaredResource, stack: DeclaredStack): Answer {
  const role = attempt(() => roleOf(assignment, stack));
  return role instanceof NotYetKnown
    ? undefined
    : role === undefined || role.permissions.some(letsUpdateAgents);
}

/** Our provider's resources may hand the object id of an account on. */
function hasAccount(token: string): boolean {
  return /^azure-(native:automation|evergreen:index):/.test(token);
}
