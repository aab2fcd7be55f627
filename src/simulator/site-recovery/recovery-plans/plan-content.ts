import {
  type PlanAction,
  type PlanGroup,
  type PlanProblem,
  planGroupsProblem,
  planZonesProblem,
  withFixedGroups,
} from "../../../azure/recovery-plan";
import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Call, Platform } from "../../operation";
import { entityMissing, invalidInput } from "../site-recovery-errors";
import { protectedItemType, vaultIdOf } from "../vault-entities";

const texts = (list: unknown): string[] =>
  asArray(list).flatMap((text) => (typeof text === "string" ? [text] : []));

/** An action of a plan, from its JSON. */
function readAction(value: unknown): PlanAction {
  const details = asObject(valueAt(value, "customDetails"));
  return {
    name: asText(valueAt(value, "actionName")) ?? "",
    failoverTypes: texts(valueAt(value, "failoverTypes")),
    failoverDirections: texts(valueAt(value, "failoverDirections")),
    kind: asText(details.instanceType) ?? "",
    runbookId: asText(details.runbookId),
    fabricLocation: asText(details.fabricLocation),
    timeout: asText(details.timeout),
    description: asText(details.description),
  };
}

/** The groups of a plan, from its JSON. */
export function readGroups(groups: unknown): PlanGroup[] {
  return asArray(groups).map((group) => ({
    type: asText(valueAt(group, "groupType")) ?? "",
    itemIds: asArray(valueAt(group, "replicationProtectedItems")).map(
      (item) => asText(valueAt(item, "id")) ?? "",
    ),
    before: asArray(valueAt(group, "startGroupActions")).map(readAction),
    after: asArray(valueAt(group, "endGroupActions")).map(readAction),
  }));
}

/**
 * Lets a plan follow a protected item that has got another id, as when its replication turns round and it
 * moves to the other container.
 */
export function followItem(
  platform: Pick<Platform, "estate">,
  planId: string,
  from: string,
  to: string,
): void {
  const plan = platform.estate.get(planId);
  if (plan === undefined || sameId(from, to)) {
    return;
  }
  const properties = asObject(plan.properties);
  const groups = asArray(properties.groups).map((group) => ({
    ...asObject(group),
    replicationProtectedItems: asArray(valueAt(group, "replicationProtectedItems")).map((item) =>
      sameId(asText(valueAt(item, "id")) ?? "", from) ? { ...asObject(item), id: to } : item,
    ),
  }));
  platform.estate.put({ ...plan, properties: { ...properties, groups } });
}

/**
 * Refuses groups that a plan between these fabrics cannot have; answers them as they are kept. Machines
 * that the plan has already may replicate the other way by now.
 */
export function requireGroups(
  call: Call,
  sent: unknown,
  ends: { readonly primaryFabricId: string; readonly recoveryFabricId: string },
  existing: StoredResource | undefined,
): JsonObject[] {
  const groups = readGroups(sent);
  refuse(planGroupsProblem(groups));
  const known = readGroups(asObject(existing?.properties).groups).flatMap(({ itemIds }) => itemIds);
  for (const id of groups.flatMap(({ itemIds }) => itemIds)) {
    if (!known.some((other) => sameId(other, id))) {
      requireItemBetween(call, id, ends);
    }
  }
  for (const action of groups.flatMap(({ before, after }) => [...before, ...after])) {
    requireRunbook(call, action);
  }
  return withFixedGroups(asArray(sent).map(keptGroup), (groupType) => keptGroup({ groupType }));
}

function keptGroup(group: unknown): JsonObject {
  const { groupType, replicationProtectedItems, startGroupActions, endGroupActions } =
    asObject(group);
  return {
    groupType,
    replicationProtectedItems: asArray(replicationProtectedItems).map((item) => {
      const id = asText(valueAt(item, "id")) ?? "";
      return { id, virtualMachineId: valueAt(item, "virtualMachineId") ?? id.split("/").at(-1) };
    }),
    startGroupActions: asArray(startGroupActions),
    endGroupActions: asArray(endGroupActions),
  };
}

/** Source: learn.microsoft.com site-recovery/site-recovery-create-recovery-plans: same source and target. */
function requireItemBetween(
  call: Call,
  id: string,
  ends: { readonly primaryFabricId: string; readonly recoveryFabricId: string },
): void {
  const item = call.estate.get(id);
  if (item?.type !== protectedItemType || !sameId(vaultIdOf(id), vaultIdOf(call.path))) {
    throw entityMissing(id, 400);
  }
  const here = id.split("/").slice(0, 11).join("/");
  const there = asText(valueAt(item, "properties.recoveryFabricId")) ?? "";
  if (!sameId(here, ends.primaryFabricId) || !sameId(there, ends.recoveryFabricId)) {
    throw invalidInput(
      `The protected item '${item.name}' does not replicate between the fabrics of the recovery plan.`,
      "Add machines that have the plan's source and target.",
    );
  }
}

/** Source: learn.microsoft.com site-recovery/site-recovery-runbook-automation: an account of the vault's subscription. */
function requireRunbook(call: Call, action: PlanAction): void {
  if (action.kind !== "AutomationRunbookActionDetails") {
    return;
  }
  const id = action.runbookId ?? "";
  const [, , subscription = ""] = id.split("/");
  const [, , own = ""] = call.path.split("/");
  const runbook = call.estate.get(id);
  if (subscription !== "" && subscription.toLowerCase() !== own.toLowerCase()) {
    throw invalidInput(
      `The runbook of the action '${action.name}' stands in another subscription than the vault.`,
      "Use an automation account of the vault's subscription.",
    );
  }
  if (runbook?.type !== "Microsoft.Automation/automationAccounts/runbooks") {
    throw invalidInput(
      `The runbook '${id}' of the action '${action.name}' could not be found.`,
      "Retry the operation with a runbook that exists.",
    );
  }
}

/** The ends of a plan; refused when they are not there or do not fit. */
export function requireEnds(
  call: Call,
  sent: JsonObject,
): {
  readonly primary: StoredResource;
  readonly recovery: StoredResource;
  readonly zones: JsonObject;
} {
  const fabric = (property: "primaryFabricId" | "recoveryFabricId"): StoredResource => {
    const id = asText(sent[property]) ?? "";
    if (id === "") {
      throw invalidInput(
        `Required property '${property}' is missing.`,
        `Retry the operation with ${property}.`,
      );
    }
    const found = call.estate.get(id);
    if (found === undefined || !sameId(vaultIdOf(id), vaultIdOf(call.path))) {
      throw entityMissing(id, 400);
    }
    return found;
  };
  const primary = fabric("primaryFabricId");
  const recovery = fabric("recoveryFabricId");
  const inputs = asArray(sent.providerSpecificInput).map(asObject);
  const foreign = inputs.find(({ instanceType }) => instanceType !== "A2A");
  if (foreign !== undefined) {
    throw invalidInput(
      `The instance type '${asText(foreign.instanceType) ?? ""}' of providerSpecificInput is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const primaryZone = asText(inputs[0]?.primaryZone);
  const recoveryZone = asText(inputs[0]?.recoveryZone);
  const sameFabric = sameId(primary.id, recovery.id);
  refuse(planZonesProblem({ sameFabric, primaryZone, recoveryZone }));
  return { primary, recovery, zones: withoutUndefined({ primaryZone, recoveryZone }) };
}

function refuse(problem: PlanProblem | undefined): void {
  if (problem !== undefined) {
    throw invalidInput(problem.message, problem.fix);
  }
}
