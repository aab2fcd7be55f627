import { autoUpdateErrorHelp } from "../../azure/agent-auto-update-errors";
import {
  accountIdentityFindings,
  authenticationTypes,
  legacyRunAsFindings,
  otherAccountFindings,
} from "../../azure/agent-updater-account";
import type { Finding } from "../../azure/finding";
import { sameId } from "../../azure/resource-id";
import type { VaultMapping } from "./mappings";
import { scheduleProblems } from "./schedule-problems";
import type { AccountFacts, VaultFacts } from "./vault-facts";

/** Something that keeps agents from being updated, now or soon. */
export interface AgentUpdateProblem {
  readonly severity: "error" | "warning";
  /** Azure's category, for example `AgentAutoUpdateInfra`, or our own word where Azure has none. */
  readonly code: string;
  readonly vaultId: string;
  /** Id of the mapping, the automation account or the replicated item. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** What is wrong; Azure's own text where Azure tells it. */
  readonly message: string;
  readonly cause: string;
  readonly fix: string;
}

/** What is wrong with the agent updates of a vault's mappings and of their accounts. */
export function vaultProblems(facts: VaultFacts): AgentUpdateProblem[] {
  const { mappings = [], accounts = [] } = facts;
  const ofAccounts = accounts.flatMap((account) => accountProblems(account, facts));
  const told = mappings.flatMap((mapping) =>
    healthProblems(mapping).map((problem) => explained(problem, mapping, ofAccounts)),
  );
  const found = [
    ...mappings.flatMap((mapping) => [
      ...switchedOff(mapping, mappings),
      ...retiredSignIn(mapping),
      ...scheduleProblems(mapping, accounts),
    ]),
    ...ofAccounts,
    ...severalAccounts(accounts, facts),
  ];
  const isTold = ({ id, code }: AgentUpdateProblem) =>
    told.some((each) => each.code === code && sameId(each.id, id));
  return [...told, ...found.filter((problem) => !isTold(problem))];
}

/** The mapping in the other direction, which a machine takes after it was failed over and reprotected. */
export function oppositeOf(
  mapping: VaultMapping,
  mappings: readonly VaultMapping[],
): VaultMapping | undefined {
  const containerOf = ({ id }: VaultMapping) => id.split("/").slice(0, -2).join("/");
  return mappings.find(
    (each) =>
      sameId(containerOf(each), mapping.targetContainerId ?? "") &&
      sameId(each.targetContainerId ?? "", containerOf(mapping)),
  );
}

function healthProblems(mapping: VaultMapping): AgentUpdateProblem[] {
  return mapping.healthErrors.map((error) => {
    const help = autoUpdateErrorHelp(error.category);
    return {
      ...aboutMapping(mapping),
      severity: error.level.toLowerCase() === "warning" ? "warning" : "error",
      code: error.category,
      message: error.message,
      cause: [error.possibleCauses, help?.cause].filter(Boolean).join(" "),
      fix: help?.fix ?? error.recommendedAction,
    };
  });
}

/** What is seen to be wrong with the account explains better than Azure why the sign-in with its identity fails. */
function explained(
  problem: AgentUpdateProblem,
  { automationAccountArmId: accountId = "", automationAccountAuthenticationType: by }: VaultMapping,
  ofAccounts: readonly AgentUpdateProblem[],
): AgentUpdateProblem {
  const seen =
    by === authenticationTypes.systemAssigned
      ? ofAccounts.find(({ id, code }) => code === problem.code && sameId(id, accountId))
      : undefined;
  return seen === undefined ? problem : { ...problem, cause: seen.cause, fix: seen.fix };
}

function switchedOff(
  mapping: VaultMapping,
  mappings: readonly VaultMapping[],
): AgentUpdateProblem[] {
  if (mapping.agentAutoUpdateStatus === "Enabled") {
    return [];
  }
  const opposite = oppositeOf(mapping, mappings);
  return [
    {
      ...aboutMapping(mapping),
      severity: "warning",
      code: "AutoUpdateOff",
      message:
        "Agent auto-update is off: nobody updates the agents of the machines that replicate over it.",
      cause:
        opposite?.agentAutoUpdateStatus === "Enabled"
          ? `It is on in the other direction alone (${opposite.place}); machines take this one after a failover and reprotection.`
          : "It was never switched on, or was switched off.",
      fix: "Run `evergreen agent-update enable`.",
    },
  ];
}

function retiredSignIn(mapping: VaultMapping): AgentUpdateProblem[] {
  const isRunAs =
    mapping.agentAutoUpdateStatus === "Enabled" &&
    mapping.automationAccountAuthenticationType === authenticationTypes.runAs;
  return isRunAs
    ? legacyRunAsFindings("").map((finding) => ({
        ...aboutMapping(mapping),
        ...problemOf(finding),
        code: "RunAsAccount",
        cause:
          "The mapping's authentication type is RunAsAccount, or is not set, which Azure takes for it.",
      }))
    : [];
}

function accountProblems(account: AccountFacts, { vault, mappings = [] }: VaultFacts) {
  const about = { vaultId: vault.id, id: account.id, name: account.name };
  if (!account.exists) {
    return [
      {
        ...about,
        severity: "error",
        code: "AgentAutoUpdateArtifactDeleted",
        message: `The automation account "${account.id}" is not there.`,
        cause: "It was deleted, or moved.",
        fix: "Run `evergreen agent-update enable` with another account of the vault's subscription.",
      } satisfies AgentUpdateProblem,
    ];
  }
  const signsInByIdentity = mappings.some(
    (mapping) =>
      mapping.automationAccountAuthenticationType === authenticationTypes.systemAssigned &&
      sameId(mapping.automationAccountArmId ?? "", account.id),
  );
  const withoutIdentity = signsInByIdentity
    ? accountIdentityFindings(account.identityType, account.id, "").map((finding) => ({
        ...about,
        ...problemOf(finding),
        code: "AgentAutoUpdateRunAsAccount",
        cause: "The identity was never switched on, or was switched off.",
      }))
    : [];
  return [...withoutIdentity, ...(signsInByIdentity ? roleProblems(account, vault) : [])];
}

function roleProblems(account: AccountFacts, vault: VaultFacts["vault"]): AgentUpdateProblem[] {
  const { roles, name } = account;
  if (roles === undefined || roles.missingActions.length === 0) {
    return [];
  }
  const held = roles.found.map(({ roleName }) => `"${roleName}"`).join(", ");
  return [
    {
      vaultId: vault.id,
      id: account.id,
      name,
      severity: "error",
      code: "AgentAutoUpdateRunAsAccount",
      message: `The identity of the automation account "${name}" may not update agents at the vault "${vault.name}": it has ${held === "" ? "no role there" : `only ${held} there`}.`,
      cause: `The identity of ${name} lacks at the vault: ${roles.missingActions.join(", ")}.`,
      fix: "Run `evergreen agent-update repair`, which gives it the agent updater's role at the vault, or give it Contributor there.",
    },
  ];
}

function severalAccounts(
  accounts: readonly AccountFacts[],
  { vault }: VaultFacts,
): AgentUpdateProblem[] {
  const [first, ...others] = accounts;
  return first === undefined
    ? []
    : others.flatMap((account) =>
        otherAccountFindings(
          { vaultId: vault.id, automationAccountId: account.id, accountInUse: first.id },
          "",
        ).map((finding) => ({
          vaultId: vault.id,
          id: account.id,
          name: account.name,
          ...problemOf(finding),
          code: "SeveralAccounts",
          cause: "Mappings of the vault were enabled with different accounts.",
        })),
      );
}

function aboutMapping({ vaultId, id, place }: VaultMapping) {
  return { vaultId, id, name: place };
}

function problemOf({ severity, message, fix }: Finding) {
  return { severity, message, fix };
}
