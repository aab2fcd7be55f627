import pMap from "p-map";
import { siteRecoveryUrl } from "../../arm/api";
import { grantingActions } from "../../azure/agent-auto-update-errors";
import { errorFinding, refuseErrors } from "../../azure/finding";
import { sameId } from "../../azure/resource-id";
import { changeEach } from "../run/change-each";
import { type ChangeReport, reportOf } from "../run/change-report";
import { begin } from "../run/long-running";
import { describeError } from "../run/operation-error";
import type { OperationOptions } from "../run/options";
import { lackedActions, permissionsAt } from "../run/own-permissions";
import { inRun, type Run } from "../run/run";
import { currentState, setMapping } from "./auto-update";
import { type AgentUpdateProblem, vaultProblems } from "./problems";
import { type GrantingRights, type RepairChange, type RepairPlan, repairPlan } from "./repair-plan";
import {
  definedAt,
  grantRole,
  isDefined,
  repairRoles,
  type RepairRole,
  roleGrant,
} from "./role-grant";
import { readVaultFacts, type VaultFacts } from "./vault-facts";
import { type VaultChoice, vaultChoiceFindings } from "./vaults";

export interface RepairInput extends VaultChoice {
  /** The role for an identity that lacks one: `agentUpdater`, the narrow one and the default, or `Contributor`. */
  readonly role?: string | undefined;
}

/** What came of a repair. */
export interface RepairReport extends ChangeReport {
  /** Errors that are gone. */
  readonly gone: readonly AgentUpdateProblem[];
  /** Errors that stay, or came since, with cause and fix; all that there were, where they could not be read again. */
  readonly remaining: readonly AgentUpdateProblem[];
  /** What could not be read again, sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads what is wrong with the agent updates of vaults, and says what would be done about it: roles for identities that
 * lack them, and mappings that are enabled again. Throws `InvalidInputError` as `agentUpdateStatus` does.
 */
export function planAgentUpdateRepair(
  options: OperationOptions,
  input: RepairInput = {},
): Promise<RepairPlan> {
  const role = roleOf(input);
  return inRun(options, async (run) => {
    const { facts } = await readVaultFacts(run, input, undefined);
    const withRights = await pMap(
      facts,
      async (each) => ({ ...each, rights: await rightsFor(run, each, role) }),
      { concurrency: run.atMost },
    );
    return repairPlan(withRights, role);
  });
}

/**
 * Carries a repair out: roles first, then the mappings. Then the health of the vaults is refreshed and everything is
 * read again. A second run finds nothing to change.
 */
export function repairAgentUpdate(
  options: OperationOptions,
  plan: RepairPlan,
): Promise<RepairReport> {
  return inRun(options, async (run) => {
    const grants = plan.changes.filter(({ grant }) => grant !== undefined);
    const mappings = plan.changes.filter(({ setting }) => setting !== undefined);
    const granted = await changeEach<RepairChange>(
      run,
      { ...plan, changes: grants },
      ({ grant }) =>
        grant === undefined
          ? Promise.reject(new Error("There is no role."))
          : grantRole(run, grant),
    );
    const withoutRole = grants.filter((_, index) => granted.outcomes[index]?.state !== "succeeded");
    const set = await setMappings(run, { ...plan, changes: mappings }, withoutRole);
    const read = await readAgain(run, plan).catch((error: unknown) => ({
      gone: [],
      remaining: plan.problems,
      notes: [
        run.signal.aborted
          ? "The run was ended before it was read again what is wrong."
          : `What is wrong could not be read again: ${describeError(error)}`,
      ],
    }));
    return { ...reportOf(run, plan, [...granted.outcomes, ...set.outcomes]), ...read };
  });
}

function roleOf({ role = "agentUpdater", ...choice }: RepairInput): RepairRole {
  const known = repairRoles.find((each) => each === role);
  refuseErrors("The repair of agent updates", [
    ...vaultChoiceFindings(choice),
    ...(known === undefined
      ? [
          errorFinding(
            "EVG-AGENT-013",
            "role",
            `"${role}" is no role that a repair gives.`,
            `Choose one of ${repairRoles.join(" and ")}.`,
          ),
        ]
      : []),
  ]);
  return known ?? "agentUpdater";
}

/** What the caller may give, asked only where a role is lacking. */
async function rightsFor(run: Run, facts: VaultFacts, role: RepairRole): Promise<GrantingRights> {
  const { vault, accounts = [] } = facts;
  const lacking = accounts.find(({ roles }) => (roles?.missingActions.length ?? 0) > 0);
  if (lacking?.principalId === undefined) {
    return { lacked: [], isRoleDefined: false };
  }
  const grant = roleGrant(vault.id, lacking.principalId, role);
  const { assign, define } = grantingActions;
  try {
    const lacked = [
      ...lackedActions([assign], await permissionsAt(run, vault.id)),
      ...(grant.isOwnRole
        ? lackedActions([define], await permissionsAt(run, definedAt(vault.id)))
        : []),
    ];
    const isRoleDefined = lacked.includes(define) && (await isDefined(run, grant));
    return { lacked, isRoleDefined };
  } catch {
    run.signal.throwIfAborted();
    // Azure judges the request itself then, and names what is missing.
    return { lacked: [], isRoleDefined: false };
  }
}

/** Enables mappings again, but those whose account was to get a role and has none: they would look healthy until the night. */
async function setMappings(
  run: Run,
  plan: RepairPlan,
  withoutRole: readonly RepairChange[],
): Promise<Pick<ChangeReport, "outcomes">> {
  if (plan.changes.length === 0 || run.signal.aborted) {
    return changeEach(run, plan, () => Promise.reject(new Error("Not begun.")));
  }
  const now = await currentState(run, plan);
  // What was found wrong need not show in the mapping's health: a schedule that is gone is told at night.
  const unwell = new Map(
    [...now.mappings].map(([id, mapping]) => [
      id,
      { ...mapping, healthErrorCount: Math.max(1, mapping.healthErrorCount) },
    ]),
  );
  return changeEach(run, plan, ({ id, vaultId, setting }) => {
    if (setting === undefined) {
      return Promise.reject(new Error("There is no setting."));
    }
    const lacksRole = withoutRole.some(
      (each) => sameId(each.vaultId, vaultId) && sameId(each.id, setting.automationAccountId ?? ""),
    );
    return lacksRole
      ? Promise.resolve({
          state: "failed",
          detail: "The identity of its account was not given its role.",
        })
      : setMapping(run, { id, vaultId }, setting, { ...now, mappings: unwell });
  });
}

async function readAgain(
  run: Run,
  plan: RepairPlan,
): Promise<Pick<RepairReport, "gone" | "remaining" | "notes">> {
  run.signal.throwIfAborted();
  const notes: string[] = [];
  for (const vaultId of plan.vaultIds) {
    run.say(`Refreshing the health of ${vaultId.split("/").at(-1) ?? ""}.`);
    try {
      const url = siteRecoveryUrl(vaultId, "replicationVaultHealth/default/refresh");
      const end = await begin(run, { method: "POST", url });
      if (end.state !== "succeeded") {
        notes.push(
          `The health of ${vaultId} was not refreshed: ${"error" in end ? describeError(end.error) : end.reason}`,
        );
      }
    } catch (error) {
      run.signal.throwIfAborted();
      notes.push(`The health of ${vaultId} was not refreshed: ${describeError(error)}`);
    }
  }
  const vaultIds = plan.unclearVaultIds;
  const facts =
    vaultIds.length === 0 ? [] : (await readVaultFacts(run, { vaultIds }, undefined)).facts;
  const remaining = facts.flatMap(vaultProblems);
  const gone = plan.problems.filter(
    (problem) =>
      !remaining.some((each) => each.code === problem.code && sameId(each.id, problem.id)),
  );
  return {
    gone,
    remaining,
    notes: [
      ...notes,
      ...facts.flatMap(({ vault, notKnown }) => notKnown.map((text) => `${vault.name}: ${text}`)),
    ],
  };
}
