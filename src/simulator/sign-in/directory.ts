import { deterministicGuid } from "../../azure/guid";
import type { Clock } from "../clock";

/** Someone who can hold rights: a service principal, the identity of a resource, a user or a group. */
export interface Principal {
  readonly objectId: string;
  readonly kind: "ServicePrincipal" | "User" | "Group";
  readonly displayName: string;
  /** Application (client) id, where the principal has one. */
  readonly clientId?: string;
  /** The resource whose managed identity this is. */
  readonly resourceId?: string;
}

interface Entry {
  readonly principal: Principal;
  /** Time from which Authorization sees the principal, in milliseconds. */
  readonly knownFrom: number;
}

/** The principals as they are saved: no secret is among them. */
export interface SavedDirectory {
  readonly principals: readonly {
    readonly principal: Principal;
    /** Time from which Authorization sees the principal, in milliseconds since 1970. */
    readonly knownFrom: number;
  }[];
  /** How many managed identities a resource has had, by its id in lower case. */
  readonly incarnations: Readonly<Record<string, number>>;
}

/** The principals of the one tenant. A new managed identity takes a while to be known everywhere. */
export class Directory {
  readonly #entries = new Map<string, Entry>();
  readonly #incarnations = new Map<string, number>();

  constructor(
    readonly tenantId: string,
    private readonly clock: Clock,
    private readonly randomSeed: string,
    /** Seconds until Authorization finds the principal of a fresh managed identity. */
    private readonly identityPropagationInSeconds: number,
  ) {}

  /** Adds a principal that is known at once. */
  add(principal: Principal): void {
    this.#entries.set(principal.objectId.toLowerCase(), { principal, knownFrom: 0 });
  }

  /** Adds a principal that Authorization finds after a while. */
  addFresh(principal: Principal): void {
    const knownFrom = this.clock.now().getTime() + this.identityPropagationInSeconds * 1000;
    this.#entries.set(principal.objectId.toLowerCase(), { principal, knownFrom });
  }

  all(): Principal[] {
    return [...this.#entries.values()].map(({ principal }) => principal);
  }

  /** Makes the managed identity of a resource; ids follow from the seed and the resource id. */
  createManagedIdentity(resourceId: string): { principalId: string; clientId: string } {
    const key = resourceId.toLowerCase();
    const incarnation = (this.#incarnations.get(key) ?? 0) + 1;
    this.#incarnations.set(key, incarnation);
    const parts = [this.randomSeed, key, String(incarnation)];
    const principalId = deterministicGuid("principal", ...parts);
    const clientId = deterministicGuid("client", ...parts);
    this.addFresh({
      objectId: principalId,
      kind: "ServicePrincipal",
      displayName: resourceId.slice(resourceId.lastIndexOf("/") + 1),
      clientId,
      resourceId,
    });
    return { principalId, clientId };
  }

  save(): SavedDirectory {
    return {
      principals: [...this.#entries.values()],
      incarnations: Object.fromEntries(this.#incarnations),
    };
  }

  load(saved: SavedDirectory): void {
    for (const entry of saved.principals) {
      this.#entries.set(entry.principal.objectId.toLowerCase(), entry);
    }
    for (const [resourceId, count] of Object.entries(saved.incarnations)) {
      this.#incarnations.set(resourceId, count);
    }
  }

  /** The service principal of a name that is no resource's identity. */
  findApplication(displayName: string): Principal | undefined {
    return [...this.#entries.values()].find(
      ({ principal }) =>
        principal.displayName === displayName &&
        principal.clientId !== undefined &&
        principal.resourceId === undefined,
    )?.principal;
  }

  remove(objectId: string): void {
    this.#entries.delete(objectId.toLowerCase());
  }

  /** A principal, whether or not Authorization knows it yet. */
  find(objectId: string): Principal | undefined {
    return this.#entries.get(objectId.toLowerCase())?.principal;
  }

  findByClientId(clientId: string): Principal | undefined {
    const wanted = clientId.toLowerCase();
    return [...this.#entries.values()].find((e) => e.principal.clientId?.toLowerCase() === wanted)
      ?.principal;
  }

  /** A principal as Authorization sees it: `undefined` until a fresh one has propagated. */
  findPropagated(objectId: string): Principal | undefined {
    const entry = this.#entries.get(objectId.toLowerCase());
    return entry !== undefined && entry.knownFrom <= this.clock.now().getTime()
      ? entry.principal
      : undefined;
  }

  /** Removes the identities of a resource and of everything below it. */
  removeIdentitiesWithin(scope: string): void {
    const prefix = scope.toLowerCase();
    for (const [key, { principal }] of this.#entries) {
      const owner = principal.resourceId?.toLowerCase();
      if (owner !== undefined && (owner === prefix || owner.startsWith(`${prefix}/`))) {
        this.#entries.delete(key);
      }
    }
  }
}
