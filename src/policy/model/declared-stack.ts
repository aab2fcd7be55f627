import { DeclaredResource, type ResourceFacts } from "./declared-resource";
import { attempt, NotYetKnown, type Reader } from "./reader";
import { resourceTypeOf, spelledType } from "./resource-types";

/** What a property points at. */
export type Target =
  /** A resource of the same stack. */
  | { readonly kind: "declared"; readonly resource: DeclaredResource }
  /** Something that the stack does not make. */
  | { readonly kind: "elsewhere"; readonly id: string }
  /** The property is not set. */
  | { readonly kind: "none" };

/**
 * All that a stack declares of the types which the rules know, and what points at what. Ids that a
 * preview does not know yet are followed by what the property was made of.
 */
export class DeclaredStack {
  private readonly byType = new Map<string, DeclaredResource[]>();
  private readonly byUrn = new Map<string, DeclaredResource>();
  private readonly byPlace = new Map<string, DeclaredResource[]>();
  private readonly places = new Map<DeclaredResource, string | undefined>();
  /** What is worked out once for the whole stack, by who works it out. */
  private readonly once = new Map<unknown, unknown>();

  constructor(resources: readonly DeclaredResource[]) {
    for (const resource of resources) {
      this.byUrn.set(resource.urn, resource);
      push(this.byType, resource.type, resource);
      const place = placeOf(resource);
      this.places.set(resource, place);
      if (place !== undefined) {
        push(this.byPlace, place, resource);
      }
    }
  }

  /** Every resource of an ARM type, in Azure's spelling; both azure-native's and our provider's. */
  all(type: string): readonly DeclaredResource[] {
    return this.byType.get(type) ?? [];
  }

  /** What a function makes of the stack, worked out at the first call. */
  derived<Made>(make: (stack: DeclaredStack) => Made): Made {
    if (!this.once.has(make)) {
      this.once.set(make, make(this));
    }
    return this.once.get(make) as Made;
  }

  /**
   * What an id in a property points at. `within` is the object that has the property, where that is not
   * the resource itself. Throws {@linkcode NotYetKnown} where the id is not known and what it was made
   * of does not tell which resource of the type it is.
   */
  target(
    resource: DeclaredResource,
    property: string,
    type: string,
    within: Reader = resource.inputs,
  ): Target {
    if (within.isUnknown(property)) {
      return { kind: "declared", resource: this.onlyMadeOf(resource, within.at(property), type) };
    }
    const id = within.text(property);
    if (id === undefined) {
      return { kind: "none" };
    }
    const declared = this.withId(id).find((found) => found.type === type);
    return declared === undefined
      ? { kind: "elsewhere", id }
      : { kind: "declared", resource: declared };
  }

  /** The one resource of a type that an unknown property was made of. Throws {@linkcode NotYetKnown} for none or several. */
  onlyMadeOf(resource: DeclaredResource, property: string, type: string): DeclaredResource {
    const [made, another] = this.madeOf(resource, property, type);
    if (made === undefined || another !== undefined) {
      throw new NotYetKnown(property);
    }
    return made;
  }

  /** Resources of a type whose property points at a resource. Those that cannot be told yet are left out: see {@linkcode undecided}. */
  pointingAt(type: string, property: string, target: DeclaredResource): DeclaredResource[] {
    return this.all(type).filter((resource) => {
      const found = attempt(() => this.target(resource, property, target.type));
      return (
        !(found instanceof NotYetKnown) && found.kind === "declared" && found.resource === target
      );
    });
  }

  /** The first resource of a type of which cannot be told yet what its property points at. */
  undecided(type: string, property: string, targetType: string): DeclaredResource | undefined {
    return this.all(type).find(
      (resource) =>
        attempt(() => this.target(resource, property, targetType)) instanceof NotYetKnown,
    );
  }

  /**
   * The resource of a type inside which another stands, such as an item's vault. `undefined` where
   * the stack does not make it. Throws {@linkcode NotYetKnown} where that cannot be told yet.
   */
  around(resource: DeclaredResource, type: string): DeclaredResource | undefined {
    const place = this.places.get(resource);
    if (place === undefined) {
      return this.aroundByDependencies(resource, type);
    }
    for (let outer = outside(place); outer !== ""; outer = outside(outer)) {
      const found = this.byPlace.get(outer)?.find((candidate) => candidate.type === type);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** Resources of a type that stand inside another. Those that cannot be told yet are left out. */
  inside(outer: DeclaredResource, type: string): DeclaredResource[] {
    return this.all(type).filter(
      (inner) => attempt(() => this.around(inner, outer.type)) === outer,
    );
  }

  /** Resources that stand under an ARM id. */
  withId(id: string): readonly DeclaredResource[] {
    const subscription = subscriptionOf(id)?.toLowerCase();
    return (this.byPlace.get(withoutSubscription(id)) ?? []).filter(
      ({ facts }) =>
        subscription === undefined ||
        facts.subscriptionId === undefined ||
        facts.subscriptionId.toLowerCase() === subscription,
    );
  }

  /** Place of a resource: its ARM id in lower case without the subscription; `undefined` while a name in it is not known. */
  place(resource: DeclaredResource): string | undefined {
    return this.places.get(resource);
  }

  /** Resources of a type that a property was made of. */
  madeOf(resource: DeclaredResource, property: string, type: string): DeclaredResource[] {
    const [first = property] = property.split(/[.[]/);
    const urns = resource.facts.propertyDependencies?.[first] ?? [];
    return urns.flatMap((urn) => {
      const found = this.byUrn.get(urn);
      return found?.type === type ? [found] : [];
    });
  }

  private aroundByDependencies(
    resource: DeclaredResource,
    type: string,
  ): DeclaredResource | undefined {
    const path = resourceTypeOf(resource.facts.token)?.path ?? "";
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? "");
    const found = new Set(names.flatMap((name) => this.madeOf(resource, name, type)));
    const [only] = found;
    if (found.size === 1) {
      return only;
    }
    for (const name of names.filter((each) => resource.inputs.isUnknown(each))) {
      const [first = name] = name.split(".");
      for (const urn of resource.facts.propertyDependencies?.[first] ?? []) {
        const between = this.byUrn.get(urn);
        const outer =
          between === undefined || between === resource ? undefined : this.around(between, type);
        if (outer !== undefined) {
          return outer;
        }
      }
    }
    throw new NotYetKnown(names.find((name) => resource.inputs.isUnknown(name)) ?? "id");
  }
}

/** A resource for the rules; `undefined` where no rule has to do with its type. */
export function declaredResource(facts: ResourceFacts): DeclaredResource | undefined {
  const type =
    resourceTypeOf(facts.token)?.type ??
    (facts.token.includes("/") && !facts.token.includes(":")
      ? spelledType(facts.token)
      : undefined);
  return type === undefined ? undefined : new DeclaredResource(type, facts);
}

function placeOf(resource: DeclaredResource): string | undefined {
  const { facts } = resource;
  if (facts.id?.startsWith("/") === true) {
    return withoutSubscription(facts.id);
  }
  const path = resourceTypeOf(facts.token)?.path;
  if (path === undefined) {
    return undefined;
  }
  const missing: string[] = [];
  const filled = path.replace(/\{([^}]+)\}/g, (_, property: string) => {
    const value = resource.inputs.isUnknown(property) ? undefined : resource.inputs.text(property);
    if (value === undefined) {
      missing.push(property);
    }
    return value ?? "";
  });
  return missing.length === 0
    ? withoutSubscription(filled.startsWith("/") ? filled : `/${filled}`)
    : undefined;
}

/** The place one segment further out. */
function outside(place: string): string {
  return place.slice(0, Math.max(place.lastIndexOf("/"), 0));
}

function withoutSubscription(id: string): string {
  return id
    .toLowerCase()
    .replace(/\/+$/, "")
    .replace(/^\/?subscriptions\/[^/]+/, "");
}

/** The subscription that an id names, as it is written there. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/?subscriptions\/([^/]+)/i.exec(id)?.[1];
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}
