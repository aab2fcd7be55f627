import type { Clock } from "../clock";

export type FeatureState = "NotRegistered" | "Registering" | "Registered" | "Unregistered";

export interface FeatureRegistration {
  readonly providerNamespace: string;
  readonly featureName: string;
  readonly state: FeatureState;
  /** When registration was asked for. */
  readonly registeredOn: Date;
}

interface Entry extends FeatureRegistration {
  /** Whether the provider itself acts on the feature. */
  readonly inForce: boolean;
  /** Whether `Registered` means that the provider acts on the feature. */
  readonly reachesProvider: boolean;
}

/** A registration as it is saved. */
export interface SavedFeature extends Omit<Entry, "registeredOn"> {
  /** ISO 8601, UTC. */
  readonly registeredOn: string;
}

/** The preview features of the subscription. Every feature exists all the time; what changes is its state. */
export class FeatureRegistrations {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    /** Seconds from `Registering` to `Registered`. */
    private readonly durationInSeconds: number,
  ) {}

  find(providerNamespace: string, featureName: string): FeatureRegistration | undefined {
    this.clock.now();
    return this.#entries.get(keyOf(providerNamespace, featureName));
  }

  all(): FeatureRegistration[] {
    this.clock.now();
    return [...this.#entries.values()];
  }

  /**
   * Begins a registration; one that is under way or done is left as it is.
   *
   * @param options.reachesProvider - Whether `Registered` means that the provider acts on the feature.
   *   Otherwise the provider must be registered once more.
   */
  register(
    providerNamespace: string,
    featureName: string,
    options: { readonly reachesProvider: boolean },
  ): void {
    const key = keyOf(providerNamespace, featureName);
    const state = this.#entries.get(key)?.state;
    if (state === "Registering" || state === "Registered") {
      return;
    }
    const registeredOn = this.clock.now();
    const entry: Entry = {
      providerNamespace,
      featureName,
      state: "Registering",
      registeredOn,
      inForce: false,
      reachesProvider: options.reachesProvider,
    };
    this.#entries.set(key, entry);
    this.#finishLater(key, entry, this.durationInSeconds * 1000);
  }

  save(): SavedFeature[] {
    this.clock.now();
    return [...this.#entries.values()].map((entry) => ({
      ...entry,
      registeredOn: entry.registeredOn.toISOString(),
    }));
  }

  /** Takes in saved registrations; those under way go on for the time that they had left. */
  load(saved: readonly SavedFeature[]): void {
    for (const feature of saved) {
      const entry = { ...feature, registeredOn: new Date(feature.registeredOn) };
      const key = keyOf(entry.providerNamespace, entry.featureName);
      this.#entries.set(key, entry);
      if (entry.state === "Registering") {
        const elapsed = this.clock.now().getTime() - entry.registeredOn.getTime();
        this.#finishLater(key, entry, Math.max(0, this.durationInSeconds * 1000 - elapsed));
      }
    }
  }

  #finishLater(key: string, entry: Entry, milliseconds: number): void {
    this.clock.after(milliseconds, () => {
      if (this.#entries.get(key) === entry) {
        this.#entries.set(key, {
          ...entry,
          state: "Registered",
          inForce: entry.reachesProvider,
        });
      }
    });
  }

  unregister(providerNamespace: string, featureName: string): void {
    const key = keyOf(providerNamespace, featureName);
    const before = this.#entries.get(key);
    if (before !== undefined) {
      this.#entries.set(key, { ...before, state: "Unregistered", inForce: false });
    }
  }

  /** Carries every registered feature of a namespace to its provider. */
  propagate(providerNamespace: string): void {
    const namespace = providerNamespace.toLowerCase();
    for (const [key, entry] of this.#entries) {
      if (entry.state === "Registered" && entry.providerNamespace.toLowerCase() === namespace) {
        this.#entries.set(key, { ...entry, inForce: true });
      }
    }
  }

  isInForce(providerNamespace: string, featureName: string): boolean {
    this.clock.now();
    return this.#entries.get(keyOf(providerNamespace, featureName))?.inForce === true;
  }
}

function keyOf(providerNamespace: string, featureName: string): string {
  return `${providerNamespace}/${featureName}`.toLowerCase();
}
