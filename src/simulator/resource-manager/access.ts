import { decide, type Denial, type Grant, type Permission } from "../../azure/permissions";
import { isAtOrBelow, sameId } from "../../azure/resource-id";
import type { Clock } from "../clock";
import type { Estate, StoredResource } from "../estate";
import { asArray, asObject, asText } from "../json";
import { type RecordedUse, RecordedUses } from "./recorded-uses";

export interface Question {
  readonly principalId: string;
  readonly action: string;
  readonly scope: string;
  readonly kind?: "action" | "dataAction";
  readonly operationId: string;
}

export const roleAssignmentType = "Microsoft.Authorization/roleAssignments";
export const roleDefinitionType = "Microsoft.Authorization/roleDefinitions";
export const denyAssignmentType = "Microsoft.Authorization/denyAssignments";
export const everyonePrincipalId = "00000000-0000-0000-0000-000000000000";

interface EffectiveGrant extends Grant {
  /** Time from which the grant is in force, in milliseconds. */
  readonly from: number;
}

interface Rights {
  readonly grants: readonly EffectiveGrant[];
  readonly denials: readonly Denial[];
}

/** Who may do what: role and deny assignments as they stand in the estate, and what the operator granted. */
export class Access {
  readonly #uses = new RecordedUses();
  readonly #operatorAssignments: StoredResource[] = [];
  readonly #cache = new Map<string, Rights>();
  #cachedVersion = "";

  constructor(
    private readonly estate: Estate,
    private readonly clock: Clock,
    /** Seconds until a fresh role assignment takes effect. */
    private readonly propagationInSeconds: number,
    /** Permissions of a role definition by its id. */
    private readonly permissionsOf: (roleDefinitionId: string) => readonly Permission[],
  ) {}

  /** Adds an assignment made while the simulated Azure was set up: in force at once, no change of the estate. */
  addOperatorAssignment(assignment: StoredResource): void {
    this.#operatorAssignments.push(assignment);
    this.#cache.clear();
  }

  operatorAssignments(): readonly StoredResource[] {
    return this.#operatorAssignments;
  }

  /** Answers and records a question. */
  ask(question: Question): { readonly allowed: boolean; readonly deniedBy?: Denial } {
    const { principalId, action, scope, kind = "action", operationId } = question;
    const now = this.clock.now().getTime();
    const rights = this.#rightsOf(principalId);
    const asked = { grants: rights.grants.filter((g) => g.from <= now), action, scope, kind };
    const granted = decide(asked);
    // Azure speaks of a deny assignment only to one who would be allowed without it.
    const decision = granted.allowed ? decide({ ...asked, denies: rights.denials }) : granted;
    this.#uses.record({ principalId, action, scope, kind, operationId, allowed: decision.allowed });
    return decision;
  }

  /** The permissions of a principal's roles that are in force at a scope. */
  held(principalId: string, scope: string): Permission[] {
    const now = this.clock.now().getTime();
    return this.#rightsOf(principalId)
      .grants.filter((grant) => grant.from <= now && isAtOrBelow(scope, grant.scope))
      .flatMap(({ permissions }) => permissions);
  }

  /** Whether a principal has any assignment at, above or below a scope: then lists show it. */
  sees(principalId: string, scope: string): boolean {
    return this.#rightsOf(principalId).grants.some(
      (grant) => isAtOrBelow(scope, grant.scope) || isAtOrBelow(grant.scope, scope),
    );
  }

  /**
   * Whether something is assigned or denied to a principal below a scope: only then can it hold a
   * right at one resource there and lack it at the next.
   */
  differsBelow(principalId: string, scope: string): boolean {
    const { grants, denials } = this.#rightsOf(principalId);
    return [...grants, ...denials].some(
      (assigned) => isAtOrBelow(assigned.scope, scope) && !sameId(assigned.scope, scope),
    );
  }

  recorded(principalId?: string): RecordedUse[] {
    return this.#uses.all(principalId);
  }

  #rightsOf(principalId: string): Rights {
    const version = [roleAssignmentType, roleDefinitionType, denyAssignmentType]
      .map((type) => this.estate.versionOf(type))
      .join();
    if (this.#cachedVersion !== version) {
      this.#cache.clear();
      this.#cachedVersion = version;
    }
    const key = principalId.toLowerCase();
    const rights = this.#cache.get(key) ?? this.#readRights(key);
    this.#cache.set(key, rights);
    return rights;
  }

  #readRights(principalId: string): Rights {
    const held = [...this.estate.ofType(roleAssignmentType), ...this.#operatorAssignments]
      .map((assignment) => asObject(assignment.properties))
      .filter((p) => asText(p.principalId)?.toLowerCase() === principalId);
    return {
      grants: held.map((properties) => ({
        scope: asText(properties.scope) ?? "/",
        permissions: this.permissionsOf(asText(properties.roleDefinitionId) ?? ""),
        from: this.#inForceFrom(asText(properties.createdOn)),
      })),
      denials: this.estate
        .ofType(denyAssignmentType)
        .filter((denial) => deniesTo(denial, principalId))
        .map(readDenial),
    };
  }

  #inForceFrom(createdOn: string | undefined): number {
    return createdOn === undefined
      ? 0
      : new Date(createdOn).getTime() + this.propagationInSeconds * 1000;
  }
}

/** A deny assignment with the name and id that Azure's refusal tells. */
export interface NamedDenial extends Denial {
  readonly name: string;
  readonly id: string;
}

function readDenial(resource: StoredResource): NamedDenial {
  const properties = asObject(resource.properties);
  return {
    id: resource.id,
    name: asText(properties.denyAssignmentName) ?? resource.name,
    scope: asText(properties.scope) ?? "/",
    permissions: asArray(properties.permissions).map(readPermission),
    doNotApplyToChildScopes: properties.doNotApplyToChildScopes === true,
  };
}

function deniesTo(resource: StoredResource, principalId: string): boolean {
  const properties = asObject(resource.properties);
  const names = (list: unknown): string[] =>
    asArray(list).map((p) => asText(asObject(p).id)?.toLowerCase() ?? "");
  const denied = names(properties.principals);
  return (
    (denied.includes(principalId) || denied.includes(everyonePrincipalId)) &&
    !names(properties.excludePrincipals).includes(principalId)
  );
}

export function readPermission(value: unknown): Permission {
  const lists = asObject(value);
  const texts = (list: unknown): string[] =>
    asArray(list).flatMap((text) => (typeof text === "string" ? [text] : []));
  return {
    actions: texts(lists.actions),
    notActions: texts(lists.notActions),
    dataActions: texts(lists.dataActions),
    notDataActions: texts(lists.notDataActions),
  };
}
