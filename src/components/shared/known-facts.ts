import type * as pulumi from "@pulumi/pulumi";

/**
 * What components of one program know of each other. Only the very output tells a resource of this program before its
 * id is known, so facts are kept by the output that a component gives as its id.
 */
export class KnownFacts<T> {
  readonly #known = new WeakMap<object, T>();

  /** Keeps what is known of a resource, by the output of its id. */
  remember(id: pulumi.Output<string>, facts: T): void {
    this.#known.set(id, facts);
  }

  /** What is known of a resource whose id comes from a component of this program. */
  behind(id: pulumi.Input<string>): T | undefined {
    return typeof id === "object" ? this.#known.get(id) : undefined;
  }
}
