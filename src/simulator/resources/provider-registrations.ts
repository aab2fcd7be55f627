import type { Clock } from "../clock";

export type RegistrationState = "NotRegistered" | "Registering" | "Registered" | "Unregistered";

/**
 * Namespaces that every subscription has from the start and cannot lose.
 *
 * Source: learn.microsoft.com, azure-resource-manager/management/resource-providers-and-types and
 * azure-services-resource-providers ("Registered by default").
 */
const alwaysRegistered = new Set(
  ["Microsoft.Authorization", "Microsoft.Features", "Microsoft.Resources"].map((name) =>
    name.toLowerCase(),
  ),
);

/** The registrations as they are saved. */
export interface SavedProviders {
  /** State of a namespace that is not named. */
  readonly others: RegistrationState;
  /** By namespace in lower case. */
  readonly states: Readonly<Record<string, RegistrationState>>;
}

/** Which resource providers the subscription is registered to use. */
export class ProviderRegistrations {
  readonly #states = new Map<string, RegistrationState>();
  #initial: RegistrationState;

  constructor(
    private readonly clock: Clock,
    /** Namespaces that are registered from the start; all of them when left out. */
    registered: readonly string[] | undefined,
    private readonly options: {
      /** Seconds that a registration takes. */
      readonly durationInSeconds: number;
      /** Called when a registration, the first or a repeated one, has reached the provider. */
      propagated(namespace: string): void;
    },
  ) {
    this.#initial = registered === undefined ? "Registered" : "NotRegistered";
    for (const namespace of registered ?? []) {
      this.#states.set(namespace.toLowerCase(), "Registered");
    }
  }

  state(namespace: string): RegistrationState {
    this.clock.now();
    const key = namespace.toLowerCase();
    return alwaysRegistered.has(key) ? "Registered" : (this.#states.get(key) ?? this.#initial);
  }

  /** Azure answers requests as soon as registration has begun. */
  isUsable(namespace: string): boolean {
    return ["Registered", "Registering"].includes(this.state(namespace));
  }

  /**
   * Registers, or registers once more, which carries registered preview features to the provider. Assumption: once
   * more is done at once, because Azure answers `Registered` then, and tells nothing that could be waited for.
   */
  register(namespace: string): void {
    if (this.state(namespace) === "Registered") {
      this.options.propagated(namespace);
      return;
    }
    this.#states.set(namespace.toLowerCase(), "Registering");
    this.#finishLater(namespace);
  }

  save(): SavedProviders {
    this.clock.now();
    return { others: this.#initial, states: Object.fromEntries(this.#states) };
  }

  /** Takes in saved registrations; those under way begin anew. */
  load(saved: SavedProviders): void {
    this.#initial = saved.others;
    this.#states.clear();
    for (const [namespace, state] of Object.entries(saved.states)) {
      this.#states.set(namespace, state);
      if (state === "Registering") {
        this.#finishLater(namespace);
      }
    }
  }

  #finishLater(namespace: string): void {
    const key = namespace.toLowerCase();
    this.clock.after(this.options.durationInSeconds * 1000, () => {
      if (this.#states.get(key) === "Registering") {
        this.#states.set(key, "Registered");
      }
      this.options.propagated(namespace);
    });
  }

  unregister(namespace: string): void {
    if (!alwaysRegistered.has(namespace.toLowerCase())) {
      this.#states.set(namespace.toLowerCase(), "Unregistered");
    }
  }
}
