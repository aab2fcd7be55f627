import type { AgentAutoUpdateSetting } from "../../azure/agent-auto-update";
import {
  autoUpdateErrorHelp,
  grantingActions,
  noRightToGrant,
} from "../../azure/agent-auto-update-errors";
import { authenticationTypes } from "../../azure/agent-updater-account";
import { describeMissingRight, presetsWith } from "../../azure/missing-right";
import { sameId } from "../../azure/resource-id";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { VaultMapping } from "./mappings";
import { type AgentUpdateProblem, vaultProblems } from "./problems";
import { definedAt, type RepairRole, type RoleGrant, roleGrant } from "./role-grant";
import { agentUpdateEffect } from "./status";
import { type TouchedMappings, touchedMachinesNotes } from "./touched-machines";
import type { AccountFacts, VaultFacts } from "./vault-facts";

/** One step of a repair. */
export interface RepairChange extends PlannedChange {
  readonly vaultId: string;
  /** The role that is given; left out where a mapping is set. */
  readonly grant?: RoleGrant;
  /** How a mapping is set again; left out where a role is given. */
  readonly setting?: AgentAutoUpdateSetting;
}

/** What a repair is going to do: first roles, then mappings. */
export interface RepairPlan extends ChangePlan {
  readonly changes: readonly RepairChange[];
  /** Vaults whose health is read anew afterwards. */
  readonly vaultIds: readonly string[];
  /** Vaults that are read again afterwards: those with problems, and those of which something is not known. */
  readonly unclearVaultIds: readonly string[];
  /** What was wrong before. */
  readonly problems: readonly AgentUpdateProblem[];
}

/** What decides whether a role can be given at a vault. */
export interface GrantingRights {
  /** Actions of `grantingActions` that the caller lacks; empty as well where Azure does not tell. */
  readonly lacked: readonly string[];
  /** Whether our own role is there already, so that none must be made. */
  readonly isRoleDefined: boolean;
}

/** A vault and what decides about its repair. */
export interface RepairFacts extends VaultFacts {
  readonly rights: GrantingRights;
}

/** Whether a problem is of the kind that a repair looks at: what Azure tells of mappings, and Run As accounts. */
export function isRepairable({ code }: AgentUpdateProblem): boolean {
  return autoUpdateErrorHelp(code) !== undefined || code === "RunAsAccount";
}

/** What a repair does about vaults, and what it must leave to somebody. */
export function repairPlan(facts: readonly RepairFacts[], role: RepairRole): RepairPlan {
  const parts = facts.map((each) => repairOf(each, role));
  const changes = parts.flatMap((part) => [...part.grants, ...part.mappings]);
  const problems = parts.flatMap((part) => part.problems);
  const unclear = facts.filter(
    ({ notKnown }, index) => notKnown.length > 0 || (parts[index]?.problems.length ?? 0) > 0,
  );
  return {
    title: "Repair of agent updates",
    changes,
    skipped: parts.flatMap(({ skipped }) => skipped),
    notes: [
      ...(changes.length === 0 ? [] : [agentUpdateEffect]),
      ...touchedMachinesNotes(facts.map((each) => touchedOf(each, changes))),
      ...facts.flatMap(({ vault, notKnown }) => notKnown.map((text) => `${vault.name}: ${text}`)),
    ],
    vaultIds: [...new Set(problems.filter(isRepairable).map(({ vaultId }) => vaultId))],
    unclearVaultIds: unclear.map(({ vault }) => vault.id),
    problems,
  };
}

/** The mappings that are set again; that their machines are not known is told with the rest. */
function touchedOf(facts: RepairFacts, changes: readonly RepairChange[]): TouchedMappings {
  const { mappings = [] } = facts;
  return {
    ...facts,
    mappings: mappings.filter((mapping) => changes.some(({ id }) => sameId(id, mapping.id))),
  };
}

function repairOf(facts: RepairFacts, role: RepairRole) {
  const { vault, mappings = [], accounts = [] } = facts;
  const problems = vaultProblems(facts);
  const skipped: SkippedChange[] = [];
  const grants: RepairChange[] = [];
  const changes: RepairChange[] = [];
  const isWrong = (id: string) =>
    problems.some((each) => sameId(each.id, id) && isRepairable(each));
  for (const account of accounts) {
    const users = mappings.filter((mapping) => uses(mapping, account));
    const obstacle = accountObstacle(account);
    const grant = obstacle === undefined ? grantFor(account, facts, role) : undefined;
    if (grant !== undefined && "change" in grant) {
      grants.push(grant);
    } else if (grant !== undefined) {
      skipped.push(grant);
    }
    const reason =
      obstacle ??
      (grant !== undefined && !("change" in grant)
        ? "The identity of its account has no sufficient role, and cannot be given one."
        : undefined);
    const affected = users.filter(
      ({ id }) => isWrong(id) || (obstacle !== undefined && isWrong(account.id)),
    );
    for (const mapping of affected) {
      const blocked = reason ?? mappingObstacle(mapping, account);
      const about = { id: mapping.id, name: `${vault.name}/${mapping.place}` };
      if (blocked === undefined) {
        changes.push({ ...about, vaultId: vault.id, ...settingOf(mapping, account, problems) });
      } else {
        skipped.push({ ...about, reason: blocked });
      }
    }
  }
  return { grants, mappings: changes, skipped, problems };
}

function uses(mapping: VaultMapping, account: AccountFacts): boolean {
  return (
    mapping.agentAutoUpdateStatus === "Enabled" &&
    sameId(mapping.automationAccountArmId ?? "", account.id)
  );
}

/** What of an account only somebody can mend. */
function accountObstacle({ exists, id, principalId }: AccountFacts): string | undefined {
  if (!exists) {
    return `Its automation account "${id}" is not there. Run \`evergreen agent-update enable\` with another one.`;
  }
  return principalId === undefined
    ? `Its automation account "${id}" has no system-assigned identity. Switch it on, and run the repair again.`
    : undefined;
}

function mappingObstacle(mapping: VaultMapping, { roles }: AccountFacts): string | undefined {
  const { state, isChanging, automationAccountAuthenticationType: type } = mapping;
  if (state?.toLowerCase() !== "paired" && !isChanging) {
    return `Its state is ${state ?? "unknown"}, not Paired.`;
  }
  if (roles !== undefined) {
    return undefined;
  }
  if (type === authenticationTypes.runAs) {
    return "The roles of its account's identity are not known, so it is not told to sign in with it.";
  }
  // Azure takes the error back at once, and tells it anew at night.
  return mapping.healthErrors.some(({ category }) => category === "AgentAutoUpdateRunAsAccount")
    ? "The roles of its account's identity are not known, and it may be one that is missing."
    : undefined;
}

/** The role that an identity lacks, or why it cannot be given; `undefined` when it lacks none or that is not known. */
function grantFor(
  { id, name, principalId = "", roles }: AccountFacts,
  { vault, rights }: RepairFacts,
  role: RepairRole,
): RepairChange | SkippedChange | undefined {
  if (roles === undefined || roles.missingActions.length === 0) {
    return undefined;
  }
  const about = { id, name: `${vault.name}/${name}` };
  const { assign, define } = grantingActions;
  const missing = [
    ...(rights.lacked.includes(assign) ? [{ action: assign, scope: vault.id }] : []),
    ...(role === "agentUpdater" && rights.lacked.includes(define) && !rights.isRoleDefined
      ? [{ action: define, scope: definedAt(vault.id) }]
      : []),
  ];
  if (missing.length > 0) {
    const lacked = missing.map((right) =>
      describeMissingRight({ ...right, presets: presetsWith(right.action) }),
    );
    const other = missing.every(({ action }) => action === define)
      ? " Or give the documented role with `--role Contributor`, which need not be made."
      : "";
    return {
      ...about,
      reason: `Its identity needs a role at the vault that you cannot give. ${lacked.join(" ")} ${noRightToGrant.fix}${other}`,
    };
  }
  const grant = roleGrant(vault.id, principalId, role);
  return {
    ...about,
    vaultId: vault.id,
    change: `Give its identity the role "${grant.roleName}" at the vault`,
    reason: `It lacks ${roles.missingActions.length} of the rights that the documented calls of the update need.`,
    grant,
  };
}

function settingOf(
  mapping: VaultMapping,
  account: AccountFacts,
  problems: readonly AgentUpdateProblem[],
) {
  const isRunAs = mapping.automationAccountAuthenticationType === authenticationTypes.runAs;
  const own = problems.filter((each) => sameId(each.id, mapping.id) && isRepairable(each));
  return {
    change: isRunAs
      ? "Enable agent auto-update again, signing in with the system-assigned identity"
      : "Enable agent auto-update again",
    reason: own.map(({ message }) => message).join(" "),
    setting: {
      status: "Enabled",
      automationAccountId: account.id,
      authenticationType: authenticationTypes.systemAssigned,
    },
  } as const;
}
