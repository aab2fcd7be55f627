import { deterministicGuid } from "../../azure/guid";
import type { ProviderHandlers, Properties } from "../../plugin/handlers";
import type { ProviderState } from "./deployment-state";

const providerType = "pulumi:providers:";

/** Makes an unconfigured provider by package name; called once for each provider of a run. */
export type ProviderFactories = Readonly<Record<string, () => ProviderHandlers>>;

/** The providers of one run: the default ones, made when first needed, and explicit ones. */
export class ProviderInstances {
  readonly #factories: ProviderFactories;
  readonly #configuration: Readonly<Record<string, string>>;
  readonly #declared: Map<string, ProviderState>;
  readonly #instances = new Map<string, Promise<ProviderHandlers>>();

  constructor(
    factories: ProviderFactories,
    configuration: Readonly<Record<string, string>>,
    declared: Map<string, ProviderState>,
  ) {
    this.#factories = factories;
    this.#configuration = configuration;
    this.#declared = declared;
  }

  /** Configures an explicit provider and answers its id. */
  async register(urn: string, type: string, inputs: Properties): Promise<string> {
    const id = deterministicGuid(urn);
    const reference = `${urn}::${id}`;
    this.#declared.set(reference, { type, inputs });
    this.#instances.delete(reference);
    await this.find(`${packageOfProvider(type)}::`, reference);
    return id;
  }

  /** The provider of a token: the referenced one, or the default one of the token's package. */
  find(token: string, reference: string): Promise<ProviderHandlers> {
    const packageName = token.split(":")[0] ?? "";
    const key = reference === "" ? packageName : reference;
    let instance = this.#instances.get(key);
    if (instance === undefined) {
      instance = this.#start(packageName, this.#configurationOf(packageName, reference));
      this.#instances.set(key, instance);
    }
    return instance;
  }

  async #start(packageName: string, configuration: Properties): Promise<ProviderHandlers> {
    const factory = this.#factories[packageName];
    if (factory === undefined) {
      const known = Object.keys(this.#factories).join(", ");
      throw new Error(
        `No provider for the package '${packageName}': an in-process deployment has ${known}.`,
      );
    }
    const handlers = factory();
    const failures = handlers.checkConfiguration?.(configuration) ?? [];
    if (failures.length > 0) {
      throw new Error(failures.map(({ reason }) => reason).join("\n"));
    }
    await handlers.configure(configuration);
    return handlers;
  }

  #configurationOf(packageName: string, reference: string): Properties {
    const declared = this.#declared.get(reference);
    if (declared !== undefined) {
      return declared.inputs;
    }
    const prefix = `${packageName}:`;
    return Object.fromEntries(
      Object.entries(this.#configuration).flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
      ),
    );
  }
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerType);
}

function packageOfProvider(type: string): string {
  return type.slice(providerType.length);
}
