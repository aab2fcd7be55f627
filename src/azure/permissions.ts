import { propertyPath, type Finding } from "./finding";
import { permissionAllows, type ActionKind, type Permission } from "./permission";
import { isAtOrBelow, sameId } from "./resource-id";

export { covers, uncoveredAction } from "./permission-coverage";
export {
  actionMatches,
  permission,
  permissionAllows,
  type ActionKind,
  type Permission,
} from "./permission";

/** A role assignment: the permissions of its role, from a scope downwards. */
export interface Grant {
  readonly scope: string;
  readonly permissions: readonly Permission[];
}

/** A deny assignment. */
export interface Denial extends Grant {
  /** Whether it holds at its own scope only. Defaults to `false`. */
  readonly doNotApplyToChildScopes?: boolean;
}

/**
 * Azure's answer to one request: each assignment at or above the scope allows its actions less its
 * NotActions, assignments add up, and a deny assignment beats them all.
 *
 * Source: learn.microsoft.com, role-based-access-control/overview and deny-assignments.
 */
export function decide(request: {
  readonly grants: readonly Grant[];
  readonly denies?: readonly Denial[];
  readonly action: string;
  readonly scope: string;
  readonly kind?: ActionKind;
}): { readonly allowed: boolean; readonly deniedBy?: Denial } {
  const { grants, denies = [], action, scope, kind = "action" } = request;
  const holds = (grant: Grant) =>
    isAtOrBelow(scope, grant.scope) &&
    grant.permissions.some((permission) => permissionAllows(permission, action, kind));
  const deniedBy = denies.find(
    (denial) =>
      holds(denial) && (denial.doNotApplyToChildScopes !== true || sameId(scope, denial.scope)),
  );
  return deniedBy === undefined ? { allowed: grants.some(holds) } : { allowed: false, deniedBy };
}

const listNames = ["actions", "notActions", "dataActions", "notDataActions"] as const;

/**
 * What is wrong with the strings of a permission. Property paths start at `basePath`: `actions[0]`.
 *
 * Source: learn.microsoft.com, role-based-access-control/custom-roles.
 */
export function permissionFindings(permission: Permission, basePath: string): Finding[] {
  return listNames.flatMap((list) =>
    permission[list].flatMap((text, index) =>
      actionStringFindings(text, `${propertyPath(basePath, list)}[${index}]`),
    ),
  );
}

function actionStringFindings(text: string, path: string): Finding[] {
  const findings: Finding[] = [];
  const stars = text.split("*").length - 1;
  if (stars > 1) {
    findings.push({
      ruleId: "EVG-ROLE-002",
      severity: "error",
      propertyPath: path,
      message: `"${text}" has ${stars} wildcards; Azure takes one "*" in an action string.`,
      fix: "Write one string for each case that the wildcards were to cover.",
    });
  }
  if (!isActionString(text)) {
    findings.push({
      ruleId: "EVG-ROLE-001",
      severity: "error",
      propertyPath: path,
      message: `"${text}" is not an action string: it must read {namespace}/{type}/{operation} and end in read, write, delete, action or "*".`,
      fix: 'Give an operation that "az provider operation list" shows, for example "Microsoft.Compute/virtualMachines/read".',
    });
  }
  return findings;
}

/** Azure's own operations end in one of the four verbs; some names hold `$` or `:`. */
function isActionString(text: string): boolean {
  if (!/^[\w.*/$:-]+$/.test(text) || text.split("/").includes("")) {
    return false;
  }
  const namespace = /^[a-z0-9]+(\.[a-z0-9]+)+$/i;
  const [first = "", ...rest] = text.split("/");
  const last = rest.at(-1) ?? first;
  const beginsWell = namespace.test(first) || first.includes("*");
  const endsWell = /(\*|(^|\*)(read|write|delete|action))$/i.test(last);
  return beginsWell && endsWell && (text.includes("*") || rest.length >= 2);
}
