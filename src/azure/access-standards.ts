import { type Finding, errorFinding, propertyPath } from "./finding";
import { permission, type Permission } from "./permission";
import { covers } from "./permission-coverage";
import { runAsContributorRole } from "./roles";

/**
 * Refuses a custom role that allows whatever is not taken out of it: what Azure adds tomorrow comes to
 * its holder unseen. `Automation RunAs Contributor` is exempt while it withholds what it is known for:
 * Azure's own scripts gave it to Run As accounts, and a narrower role would break what they still run.
 */
export function ownerLikeRoleFindings(
  role: { readonly roleName: string; readonly permissions: readonly Permission[] },
  basePath: string,
): Finding[] {
  return role.permissions.flatMap((each, index) =>
    each.actions.some(isForAllOfAzure) && !isRunAsContributor(role.roleName, each)
      ? [
          errorFinding(
            "EVG-ROLE-020",
            `${basePath}[${index}].actions`,
            `The role allows ${quoted(each.actions.filter(isForAllOfAzure))}: in every service of Azure but what notActions name, and in every new one.`,
            "Name the actions that its holder needs.",
          ),
        ]
      : [],
  );
}

/** What the role for Run As accounts withheld when Azure's scripts made it. Source: the Automation team's script of 22 April 2018. */
const withheldFromRunAs = permission({
  actions: ["*"],
  notActions: [
    "Microsoft.Authorization/*/Delete",
    "Microsoft.Authorization/*/Write",
    "Microsoft.Authorization/elevateAccess/Action",
    "Microsoft.Blueprint/blueprintAssignments/write",
    "Microsoft.Blueprint/blueprintAssignments/delete",
    "Microsoft.KeyVault/*",
  ],
});

function isRunAsContributor(roleName: string, own: Permission): boolean {
  return roleName.startsWith(runAsContributorRole().roleName) && covers(withheldFromRunAs, own);
}

/** A pattern that begins with a star reaches into every service; to read everywhere is common and harmless enough. */
function isForAllOfAzure(action: string): boolean {
  return action.startsWith("*") && action.toLowerCase() !== "*/read";
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}

/** Refuses to hand out the role that hands out roles. Source: learn.microsoft.com role-based-access-control/best-practices. */
export function accessAdministratorFindings(roleName: string | undefined, path: string): Finding[] {
  return roleName === "User Access Administrator"
    ? [
        errorFinding(
          "EVG-ROLE-021",
          path,
          "User Access Administrator can give itself any right at the scope and below.",
          "Give a role that names what its holder needs, or Role Based Access Control Administrator with a condition.",
        ),
      ]
    : [];
}

/** Refuses the owners of a scope that are too many; `position` counts them from 0. */
export function ownerCountFindings(
  owner: { readonly position: number; readonly maximum: number },
  path: string,
): Finding[] {
  return owner.position < owner.maximum
    ? []
    : [
        errorFinding(
          "EVG-ROLE-022",
          path,
          `This is owner number ${owner.position + 1} of the scope, and ${owner.maximum} are allowed.`,
          "Give Contributor, or a role that names what its holder needs.",
        ),
      ];
}

/** Where rights are held, as far as it shows how much they reach. */
export function isWideScope(scope: string): boolean {
  return /^\/?(?:$|subscriptions\/[^/]+|providers\/microsoft\.management\/managementgroups\/[^/]+)\/?$/i.test(
    scope,
  );
}

/** Refuses a role that allows whatever is not taken out of it, for an identity, at a whole subscription or management group. */
export function identityScopeFindings(
  assignment: {
    readonly roleName: string;
    readonly permissions: readonly Permission[];
    readonly scope: string;
    readonly identity: string;
  },
  basePath: string,
): Finding[] {
  const isBroad = assignment.permissions.some(({ actions }) => actions.some(isForAllOfAzure));
  return isBroad && isWideScope(assignment.scope)
    ? [
        errorFinding(
          "EVG-ROLE-023",
          propertyPath(basePath, "scope"),
          `The identity of ${assignment.identity} holds ${assignment.roleName} at "${assignment.scope}", far more than an automation needs.`,
          "Give it a role that names its actions, at the resource or group that it works on.",
        ),
      ]
    : [];
}

/** Warns of a role of which another, held by the same principal at the same scope or above, allows everything. */
export function uselessRoleFindings(
  role: { readonly roleName: string; readonly permissions: readonly Permission[] },
  other: { readonly roleName: string; readonly permissions: readonly Permission[] },
  path: string,
): Finding[] {
  const isCovered =
    role.permissions.length > 0 &&
    role.roleName !== other.roleName &&
    role.permissions.every((own) => other.permissions.some((wider) => covers(wider, own)));
  return isCovered
    ? [
        errorFinding(
          "EVG-ROLE-024",
          path,
          `The role "${role.roleName}" withholds nothing from its holder, who holds "${other.roleName}" there too: rights add up.`,
          `Take "${other.roleName}" away from that principal.`,
        ),
      ]
    : [];
}
