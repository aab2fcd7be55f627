import type { Properties } from "../../plugin/handlers";
import type { SecretMarks } from "../../plugin/secrets";

/** A resource that a deployment made, as it stands after it. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly inputSecrets: SecretMarks;
  readonly outputs: Properties;
  readonly outputSecrets: SecretMarks;
  readonly provider: string;
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** How often it was replaced: names must differ from those before. */
  readonly generation: number;
  /** Work on it was begun and did not end: the next run updates it in any case. */
  readonly isHalfMade: boolean;
  /** It was deleted for a replacement that is not made yet. */
  readonly isGone: boolean;
  /** Grows with time: what depends on a resource has a higher one. */
  readonly sequence: number;
}

/** An explicit provider that a run declared. */
export interface ProviderState {
  readonly type: string;
  readonly inputs: Properties;
}

/** What one run leaves to the next. */
export class DeploymentState {
  readonly #resources = new Map<string, ResourceState>();
  /** Explicit providers by reference, also those no longer declared: they may have to delete. */
  readonly providers = new Map<string, ProviderState>();
  /** Resources that a replacement stands beside, and that are still to be deleted. */
  #replaced: ResourceState[] = [];
  #sequence = 0;

  get(urn: string): ResourceState | undefined {
    return this.#resources.get(urn);
  }

  /** Everything that stands, what was made or changed last at the end. */
  all(): ResourceState[] {
    return [...this.#resources.values()];
  }

  put(made: Omit<ResourceState, "sequence">): ResourceState {
    const state = { ...made, sequence: this.#sequence++ };
    this.#resources.delete(state.urn);
    this.#resources.set(state.urn, state);
    return state;
  }

  /** Changes a resource without moving it to the end. */
  amend(state: ResourceState): void {
    this.#resources.set(state.urn, state);
  }

  rename(state: ResourceState, urn: string): void {
    this.#resources.delete(state.urn);
    this.#resources.set(urn, { ...state, urn });
  }

  remove(urn: string): void {
    this.#resources.delete(urn);
  }

  replaced(): readonly ResourceState[] {
    return this.#replaced;
  }

  addReplaced(state: ResourceState): void {
    this.#replaced.push(state);
  }

  removeReplaced(state: ResourceState): void {
    this.#replaced = this.#replaced.filter((other) => other !== state);
  }
}
