import { authenticationTypes } from "../../azure/agent-updater-account";
import { runAsConnectionFindings } from "../../azure/automation-links";
import { runAsAssetFindings } from "../../azure/run-as-usage";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack, Target } from "../model/declared-stack";
import { attempt, NotYetKnown } from "../model/reader";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updatesAgents,
  updaterTypes,
} from "./agent-auto-update";
import { connectionType, runAsAssetsType } from "./automation";
import { roleAssignmentType, roleDefinitionType } from "./role";

/** What updates agents with an automation account, and how it signs in there. */
export interface AgentUpdater {
  readonly name: string;
  readonly signsIn: "identity" | "runAs";
}

/** An automation account: the resource, or the place of one that the stack does not make. */
type AccountKey = DeclaredResource | string | undefined;

/** A part of a Run As account, and what updates agents with the account in which it stands. */
export interface RunAsPiece {
  /** As a sentence goes on, such as `the connection "AzureRunAsConnection"`. */
  readonly what: string;
  readonly path: string;
  readonly updaters: readonly AgentUpdater[];
}

/** What a resource is of a Run As account; `undefined` for anything else. */
export function runAsPiece(
  resource: DeclaredResource,
  stack: DeclaredStack,
): RunAsPiece | undefined {
  if (resource.type === roleAssignmentType) {
    // Whose role it is tells no more than that it is that of some Run As account of the stack.
    return isRunAsAssignment(resource, stack)
      ? { what: "the role assignment", path: "principalId", updaters: updatersOf(stack).all }
      : undefined;
  }
  const piece = assetOf(resource);
  if (piece === undefined) {
    return undefined;
  }
  const updaters = updatersOf(stack);
  if (updaters.all.length === 0) {
    return undefined;
  }
  return { ...piece, updaters: updaters.byAccount.get(accountOf(resource, stack)) ?? [] };
}

function assetOf(resource: DeclaredResource): { what: string; path: string } | undefined {
  const { type, inputs } = resource;
  if (type === runAsAssetsType) {
    return { what: "the pair of connection and certificate", path: "automationAccountId" };
  }
  if (type === connectionType) {
    const path = "connectionType.name";
    return runAsConnectionFindings(inputs.text(path) ?? "", path).length > 0
      ? { what: `the connection "${inputs.text("connectionName") ?? resource.name}"`, path }
      : undefined;
  }
  const name = inputs.text("certificateName") ?? "";
  return runAsAssetFindings("certificate", name, "").length > 0
    ? { what: `the certificate "${name}"`, path: "certificateName" }
    : undefined;
}

/** A role assignment that a `RunAsAccount` makes, or one of the role that Microsoft's script defines. */
function isRunAsAssignment(resource: DeclaredResource, stack: DeclaredStack): boolean {
  if (resource.urn.includes("azure-evergreen:index:RunAsAccount$")) {
    return true;
  }
  if (!definesRunAsRole(stack)) {
    return false;
  }
  const role = stack.target(resource, "roleDefinitionId", roleDefinitionType);
  return role.kind === "declared" && isRunAsRole(role.resource);
}

function definesRunAsRole(stack: DeclaredStack): boolean {
  return stack.derived(runAsRolesOf).length > 0;
}

function runAsRolesOf(stack: DeclaredStack): DeclaredResource[] {
  return stack.all(roleDefinitionType).filter(isRunAsRole);
}

function isRunAsRole({ inputs }: DeclaredResource): boolean {
  return (
    !inputs.isUnknown("roleName") &&
    /^Automation RunAs Contributor/i.test(inputs.text("roleName") ?? "")
  );
}

function accountOf(resource: DeclaredResource, stack: DeclaredStack): AccountKey {
  if (resource.type === runAsAssetsType) {
    return keyOf(stack.target(resource, "automationAccountId", automationAccountType));
  }
  return (
    stack.around(resource, automationAccountType) ??
    stack.place(resource)?.split("/").slice(0, -2).join("/")
  );
}

/** The updaters of a stack: all, and by their account. */
interface AgentUpdaters {
  readonly all: readonly AgentUpdater[];
  readonly byAccount: ReadonlyMap<AccountKey, readonly AgentUpdater[]>;
}

/** Throws where it is not known yet how one of them signs in: nothing is said of leftovers then. */
function updatersOf(stack: DeclaredStack): AgentUpdaters {
  const updaters = stack.derived(tryUpdatersOf);
  if (updaters instanceof NotYetKnown) {
    throw updaters;
  }
  return updaters;
}

function tryUpdatersOf(stack: DeclaredStack): AgentUpdaters | NotYetKnown {
  return attempt(() => {
    const updating = updaterTypes.flatMap((type) => stack.all(type)).filter(updatesAgents);
    const all = updating.map((setting) => accountAndUpdater(setting, stack));
    const byAccount = new Map<AccountKey, AgentUpdater[]>();
    for (const { account, updater } of all) {
      byAccount.set(account, [...(byAccount.get(account) ?? []), updater]);
    }
    return { all: all.map(({ updater }) => updater), byAccount };
  });
}

function accountAndUpdater(
  setting: DeclaredResource,
  stack: DeclaredStack,
): { readonly account: AccountKey; readonly updater: AgentUpdater } {
  const { automationAccountId, authenticationType } = agentAutoUpdatePaths(setting);
  // Azure takes a Run As account where nothing is said, our provider the identity.
  const word =
    setting.inputs.text(authenticationType) ??
    (setting.isEvergreen ? authenticationTypes.systemAssigned : authenticationTypes.runAs);
  return {
    account: keyOf(stack.target(setting, automationAccountId, automationAccountType)),
    updater: {
      name: setting.name,
      signsIn: word === authenticationTypes.systemAssigned ? "identity" : "runAs",
    },
  };
}

function keyOf(target: Target): AccountKey {
  switch (target.kind) {
    case "declared":
      return target.resource;
    case "elsewhere":
      return placeOfId(target.id);
    case "none":
      return undefined;
  }
}

function placeOfId(id: string): string {
  return id
    .toLowerCase()
    .replace(/\/+$/, "")
    .replace(/^\/?subscriptions\/[^/]+/, "");
}
