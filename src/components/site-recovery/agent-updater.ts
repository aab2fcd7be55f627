import * as pulumi from "@pulumi/pulumi";
import {
  accountIdentityFindings,
  accountSubscriptionFindings,
  authenticationTypes,
  legacyRunAsFindings,
  otherAccountFindings,
} from "../../azure/agent-updater-account";
import type { Finding } from "../../azure/finding";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import {
  choiceFindings,
  excludedArgumentFindings,
  missingArgumentFindings,
} from "../shared/argument-rules";
import { AutomationAccount } from "../automation-account";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import { LeastPrivilegeRole } from "../least-privilege-role";
import { principalIdOf, readAutomationAccount } from "../shared/identity";
import { rolePresets } from "../shared/role-presets";
import { firstAccountOf, type VaultShare } from "./vault-share";

/** Who updates Site Recovery's agents on the replicated machines. */
export const AgentAutoUpdateMode = {
  /** Azure, every day, through an automation account. */
  Automatic: "Automatic",
  /** You, for example in the portal. */
  Manual: "Manual",
} as const;
export type AgentAutoUpdateMode = (typeof AgentAutoUpdateMode)[keyof typeof AgentAutoUpdateMode];

/** What the automation account's identity may do on the vault. */
export const AgentUpdaterRole = {
  /** The vault's own operations without those that delete, fail over, restore, hand out credentials or weaken its protection. */
  Narrow: "Narrow",
  /** Just the calls of Microsoft's published script; whether its updater, which is not published, is content with them is not known. */
  Minimal: "Minimal",
  /** What Microsoft documents: Contributor, on the vault. */
  Documented: "Documented",
} as const;
export type AgentUpdaterRole = (typeof AgentUpdaterRole)[keyof typeof AgentUpdaterRole];

/** How Site Recovery's agents are updated on the replicated machines. */
export interface SiteRecoveryAgentAutoUpdateArgs {
  /** One of `AgentAutoUpdateMode`. Defaults to `Automatic`. */
  mode?: AgentAutoUpdateMode;
  /** Id of the automation account, in the vault's subscription and with a system-assigned identity. Defaults to the one that the vault already has in this program, else to one that is made in the vault's resource group. A change is refused: set `mode` to `Manual`, deploy, then name the other account. */
  automationAccountId?: pulumi.Input<string>;
  /** One of `AgentUpdaterRole`. Defaults to `Narrow`. */
  role?: AgentUpdaterRole;
  /** Whether the account still signs in with its Run As account, which was retired on 30 September 2023. Defaults to `false`. Needs `automationAccountId`; no role is given. */
  legacyRunAs?: boolean;
}

/** What a mapping needs to know of agent updates. */
export interface AgentUpdater {
  readonly role: AgentUpdaterRole | undefined;
  readonly automationAccountId: pulumi.Output<string>;
  readonly authenticationType: string;
  /** What must be there before a mapping uses the account. */
  readonly prerequisites: readonly pulumi.Resource[];
}

/** What an updater is made from. */
export interface UpdaterSetting {
  readonly subject: string;
  readonly vaultId: pulumi.Input<string>;
  readonly vaultLocation: pulumi.Output<string>;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

const path = "agentAutoUpdate";

/** The account of the vault with its role: the one that the vault has in this program, else a new one. */
export function agentUpdaterOf(
  share: VaultShare,
  name: string,
  args: SiteRecoveryAgentAutoUpdateArgs,
  setting: UpdaterSetting,
  opts: ChildOptions,
): AgentUpdater {
  share.updater ??=
    args.legacyRunAs === true
      ? legacyUpdater(args.automationAccountId ?? "")
      : makeUpdater(name, args, setting, opts);
  return share.updater;
}

export function agentUpdaterRules(
  vaultId: pulumi.Input<string>,
  share: VaultShare,
  args: SiteRecoveryAgentAutoUpdateArgs,
): Rule[] {
  const { automationAccountId } = args;
  return [
    rule({}, () => choiceOfUpdaterFindings(args, share)),
    ...ruleOn(automationAccountId, (id) =>
      resourceIdFindings(
        id,
        `${path}.automationAccountId`,
        "Microsoft.Automation/automationAccounts",
      ),
    ),
    ...(automationAccountId === undefined || args.mode === AgentAutoUpdateMode.Manual
      ? []
      : [
          rule({ vaultId, automationAccountId }, (known) => [
            ...accountSubscriptionFindings(known, `${path}.automationAccountId`),
            ...oneAccountFindings(known),
          ]),
        ]),
  ];
}

/** Refuses a second account for a vault, also where the program could not tell that it is one vault. */
export function oneAccountFindings(known: {
  readonly vaultId: string;
  readonly automationAccountId: string;
}): Finding[] {
  const accountInUse = firstAccountOf(known.vaultId, known.automationAccountId);
  return otherAccountFindings({ ...known, accountInUse }, `${path}.automationAccountId`);
}

function choiceOfUpdaterFindings(
  args: SiteRecoveryAgentAutoUpdateArgs,
  share: VaultShare,
): Finding[] {
  const mode = args.mode ?? AgentAutoUpdateMode.Automatic;
  const role = args.role ?? AgentUpdaterRole.Narrow;
  const words = [
    ...choiceFindings(mode, Object.values(AgentAutoUpdateMode), `${path}.mode`),
    ...choiceFindings(role, Object.values(AgentUpdaterRole), `${path}.role`),
  ];
  if (words.length > 0) {
    return words;
  }
  if (mode === AgentAutoUpdateMode.Manual) {
    return excludedArgumentFindings(
      args,
      "mode",
      ["automationAccountId", "role", "legacyRunAs"],
      "nobody updates the agents through an account",
      path,
    );
  }
  if (args.legacyRunAs === true) {
    return [
      ...legacyRunAsFindings(`${path}.legacyRunAs`),
      ...missingArgumentFindings(args, "automationAccountId", undefined, path),
      ...excludedArgumentFindings(
        args,
        "legacyRunAs",
        ["role"],
        "a Run As account has roles of its own",
        path,
      ),
      ...otherSignInFindings(args, share),
    ];
  }
  return [...otherSignInFindings(args, share), ...otherRoleFindings(args, share)];
}

function otherSignInFindings(args: SiteRecoveryAgentAutoUpdateArgs, share: VaultShare): Finding[] {
  const given = share.updater?.authenticationType;
  if (
    args.legacyRunAs === undefined ||
    given === undefined ||
    (given === authenticationTypes.runAs) === args.legacyRunAs
  ) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ARGUMENT-004",
      severity: "error",
      propertyPath: `${path}.legacyRunAs`,
      message: `legacyRunAs is ${args.legacyRunAs}, but another SiteRecovery of this vault signs in with ${args.legacyRunAs ? "the account's identity" : "the account's Run As account"}, and they share one account.`,
      fix: "Say it once, or the same each time.",
    },
  ];
}

function otherRoleFindings(args: SiteRecoveryAgentAutoUpdateArgs, share: VaultShare): Finding[] {
  const given = share.updater?.role;
  if (args.role === undefined || share.updater === undefined || given === args.role) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ARGUMENT-004",
      severity: "error",
      propertyPath: `${path}.role`,
      message: `The role is "${args.role}", but another SiteRecovery of this vault ${given === undefined ? "gave none" : `gave "${given}"`}, and they share one account.`,
      fix: "Say the role once, or the same each time.",
    },
  ];
}

function legacyUpdater(automationAccountId: pulumi.Input<string>): AgentUpdater {
  return {
    role: undefined,
    automationAccountId: pulumi.output(automationAccountId),
    authenticationType: authenticationTypes.runAs,
    prerequisites: [],
  };
}

function makeUpdater(
  name: string,
  args: SiteRecoveryAgentAutoUpdateArgs,
  setting: UpdaterSetting,
  opts: ChildOptions,
): AgentUpdater {
  const role = args.role ?? AgentUpdaterRole.Narrow;
  const { automationAccountId, principalId } =
    args.automationAccountId === undefined
      ? makeAccount(`${name}-automation`, setting, opts)
      : givenAccount(args.automationAccountId, setting.subject, opts);
  const updaterRole = new LeastPrivilegeRole(
    `${name}-updater-role`,
    {
      ...presets[role](),
      scope: setting.vaultId,
      principals: { automation: { principalId } },
    },
    opts,
  );
  return {
    role,
    automationAccountId,
    authenticationType: authenticationTypes.systemAssigned,
    prerequisites: [updaterRole],
  };
}

const presets = {
  [AgentUpdaterRole.Narrow]: rolePresets.agentUpdater,
  [AgentUpdaterRole.Minimal]: rolePresets.agentUpdaterMinimal,
  [AgentUpdaterRole.Documented]: rolePresets.agentUpdaterDocumented,
};

type Account = Pick<AutomationAccount, "automationAccountId" | "principalId">;

function makeAccount(name: string, setting: UpdaterSetting, opts: ChildOptions): Account {
  return new AutomationAccount(
    name,
    {
      // Site Recovery's own pages list only accounts of the vault's resource group.
      resourceGroupName: mapInput(
        setting.vaultId,
        (id) => parseResourceId(id, "vaultId").resourceGroupName ?? "",
      ),
      location: setting.vaultLocation,
      ...(setting.tags !== undefined && { tags: setting.tags }),
    },
    opts,
  );
}

function givenAccount(id: pulumi.Input<string>, subject: string, opts: ChildOptions): Account {
  const principalId = principalIdOf(readAutomationAccount(id, opts), subject, (holder) =>
    accountIdentityFindings(holder.identityType, holder.id, `${path}.automationAccountId`),
  );
  return { automationAccountId: pulumi.output(id), principalId };
}
