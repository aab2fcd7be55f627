import { propertyPath, type Finding } from "./finding";
import {
  planActionProblem,
  planShapeProblems,
  planZonesProblem,
  type PlanAction,
  type PlanGroup,
  type PlanProblem,
} from "./recovery-plan";
import { parseResourceId, resourceIdFindings, sameId } from "./resource-id";
import { vaultHolding } from "./vault";

const itemType =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems";

/** A group with the place where it stands in a program. */
export interface PlacedPlanGroup extends PlanGroup {
  readonly path: string;
}

/** What is wrong with the groups of a plan, their machines' ids and their actions. */
export function planGroupsFindings(groups: readonly PlacedPlanGroup[], path: string): Finding[] {
  return [
    ...planShapeProblems(groups).map((problem) => finding("EVG-PLAN-001", path, problem)),
    ...groups.flatMap((group) => [
      ...group.itemIds.flatMap((id, index) =>
        resourceIdFindings(id, `${group.path}.protectedItemIds[${index}]`, itemType),
      ),
      ...actionsFindings(group.before, `${group.path}.before`),
      ...actionsFindings(group.after, `${group.path}.after`),
    ]),
  ];
}

function actionsFindings(actions: readonly PlanAction[], path: string): Finding[] {
  return actions.flatMap((action) => {
    const at = propertyPath(path, action.name);
    const problem = planActionProblem(action);
    const { name, failoverTypes, failoverDirections, runbookId } = action;
    return [
      ...(problem === undefined ? [] : [finding("EVG-PLAN-002", at, problem)]),
      ...(runbookId === undefined
        ? []
        : resourceIdFindings(
            runbookId,
            `${at}.runbookId`,
            "Microsoft.Automation/automationAccounts/runbooks",
          )),
      ...(failoverTypes.length > 0 && failoverDirections.length > 0
        ? []
        : [
            finding("EVG-PLAN-003", at, {
              message: `The action '${name}' is meant for no operation or no direction, so it is never taken.`,
              fix: "Give failoverTypes and failoverDirections, or leave them out.",
            }),
          ]),
    ];
  });
}

/** Refuses a time that no runbook can be given. */
export function runbookTimeoutFindings(minutes: number, path: string): Finding[] {
  return Number.isInteger(minutes) && minutes >= 1
    ? []
    : [
        finding("EVG-PLAN-004", path, {
          message: `${minutes} is not a whole number of minutes, 1 or more.`,
          fix: "Give a whole number of minutes.",
        }),
      ];
}

/** Refuses zones between two regions, and a plan inside one region without two of them. */
export function planZonesFindings(
  ends: {
    readonly primaryFabricId: string;
    readonly recoveryFabricId: string;
    readonly primaryZone?: string | undefined;
    readonly recoveryZone?: string | undefined;
  },
  path: string,
): Finding[] {
  const { primaryFabricId, recoveryFabricId, primaryZone, recoveryZone } = ends;
  const sameFabric = sameId(primaryFabricId, recoveryFabricId);
  const problem = planZonesProblem({ sameFabric, primaryZone, recoveryZone });
  return problem === undefined ? [] : [finding("EVG-PLAN-005", path, problem)];
}

/** Refuses what stands in another vault than a plan, which `ownId` names, or something in it; a wrong id is told apart. */
export function planVaultFindings(
  ownId: string,
  ids: readonly { readonly id: string; readonly path: string }[],
): Finding[] {
  const vault = vaultHolding(ownId);
  return ids.flatMap(({ id, path }) => {
    const own = vaultHolding(id);
    return own === undefined || vault === undefined || sameId(own, vault)
      ? []
      : [
          finding("EVG-PLAN-006", path, {
            message: `"${id}" stands in the vault "${own}", the recovery plan in "${vault}".`,
            fix: "Use what stands in the plan's vault.",
          }),
        ];
  });
}

/**
 * Refuses a runbook of another subscription than the vault's.
 *
 * Source: learn.microsoft.com site-recovery/site-recovery-runbook-automation.
 */
export function planRunbookFindings(ownId: string, runbookId: string, path: string): Finding[] {
  if (vaultHolding(ownId) === undefined || resourceIdFindings(runbookId, "").length > 0) {
    return [];
  }
  const [own, wanted] = [runbookId, ownId].map((id) => parseResourceId(id).subscriptionId ?? "");
  return own?.toLowerCase() === wanted?.toLowerCase()
    ? []
    : [
        finding("EVG-PLAN-010", path, {
          message: `The runbook stands in the subscription "${own ?? ""}", the vault in "${wanted ?? ""}".`,
          fix: "Use an automation account of the vault's subscription.",
        }),
      ];
}

/** A replicated machine as Azure holds it. */
export interface PlannedItem {
  readonly id: string;
  readonly recoveryFabricId: string;
}

/**
 * Refuses machines that are not replicated between the ends of a plan. One that is there under the same
 * name in the other end's fabric has its replication turned round: it is the same machine.
 *
 * Source: learn.microsoft.com site-recovery/site-recovery-create-recovery-plans (same source and target).
 *
 * @param known.isFinal - Whether the plan is about to be made: until then a machine may come.
 */
export function plannedItemsFindings(
  known: {
    readonly itemIds: readonly string[];
    readonly items: readonly PlannedItem[];
    readonly primaryFabricId: string;
    readonly recoveryFabricId: string;
    readonly isFinal: boolean;
  },
  path: string,
): Finding[] {
  const { itemIds, items, primaryFabricId, recoveryFabricId, isFinal } = known;
  return itemIds.flatMap((id): Finding[] => {
    const fits = (each: PlannedItem): boolean => {
      const from = fabricOf(each.id);
      const to = each.recoveryFabricId;
      return (
        (sameId(from, primaryFabricId) && sameId(to, recoveryFabricId)) ||
        (sameId(from, recoveryFabricId) && sameId(to, primaryFabricId))
      );
    };
    const item =
      items.find((each) => sameId(each.id, id)) ??
      items.find((each) => samePlanItem(each.id, id) && fits(each));
    if (item === undefined) {
      return [
        {
          ruleId: "EVG-PLAN-007",
          severity: isFinal ? "error" : "warning",
          propertyPath: path,
          message: `The machine of the protected item "${id}" is not replicated: the vault has no such item.`,
          fix: "Replicate the machine first, or take it out of the plan.",
        },
      ];
    }
    return fits(item)
      ? []
      : [
          finding("EVG-PLAN-008", path, {
            message: `The protected item "${id}" does not replicate between the fabrics of the recovery plan.`,
            fix: "Put it into a plan of its own source and target.",
          }),
        ];
  });
}

/** Whether two ids mean one machine: an item keeps its name when its replication turns round, and changes its container. */
export function samePlanItem(a: string, b: string): boolean {
  const [left, right] = [a, b].map((id) => ({
    vault: vaultHolding(id)?.toLowerCase(),
    name: id.slice(id.lastIndexOf("/") + 1).toLowerCase(),
  }));
  return sameId(a, b) || (left?.name === right?.name && left?.vault === right?.vault);
}

/** Refuses a name that Azure does not take. Source: hashicorp/terraform-provider-azurerm, site_recovery_replication_recovery_plan. */
export function planNameFindings(name: string, path: string): Finding[] {
  return /^[a-z][a-z0-9-]{1,63}[a-z0-9]$/i.test(name)
    ? []
    : [
        finding("EVG-PLAN-009", path, {
          message: `"${name}" is no name of a recovery plan.`,
          fix: "Use 3 to 65 letters, digits and hyphens, a letter first and no hyphen last.",
        }),
      ];
}

function fabricOf(itemId: string): string {
  return itemId.split("/").slice(0, 11).join("/");
}

/** The vault in which a fabric stands; what is no id stays as it is. */
export function vaultOfFabric(fabricId: string): string {
  return vaultHolding(fabricId) ?? fabricId;
}

function finding(ruleId: string, path: string, { message, fix }: PlanProblem): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
