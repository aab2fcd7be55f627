import type {
  ReadResourceRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../../plugin/handlers";
import { decodeProperties } from "../../plugin/property-values";
import { marksOf, mergeMarks, type Marked } from "../../plugin/secrets";
import type { DeploymentState, ResourceState } from "./deployment-state";
import { goalOf, urnPartsOf } from "./goal";
import { isProviderType, type ProviderInstances } from "./provider-instances";
import { ResourceSteps, type LogMessage } from "./resource-steps";
import { urnOf } from "./urns";

/** A resource of a deployment, as a tree shows it. */
export interface DeployedResource {
  readonly urn: string;
  /** Type token, for example `azure-native:compute:VirtualMachine`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** URN of the parent; left out for the stack, which stands at the root. */
  readonly parent?: string;
  /** Id in Azure; left out for components and the stack. */
  readonly id?: string;
}

interface Registered {
  readonly urn: string;
  readonly id?: string;
  /** Left out for components: theirs are what they were given. */
  readonly outputs?: Marked<Properties>;
}

export interface DeploymentOptions {
  readonly project: string;
  readonly stack: string;
  readonly state: DeploymentState;
  readonly providers: ProviderInstances;
  readonly log: LogMessage;
}

/** One run of a program: what it registers, what became of it, and the first failure. */
export class Deployment {
  readonly resources = new Map<string, DeployedResource>();
  /** Settled with the first failure. */
  readonly failed: Promise<unknown>;
  stackOutputs: Marked<Properties> | undefined;
  readonly #options: DeploymentOptions;
  readonly #steps: ResourceSteps;
  readonly #underWay = new Set<Promise<unknown>>();
  #failure: Error | undefined;
  #tellFailure: (failure: Error) => void = () => undefined;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.#steps = new ResourceSteps(options.state, options.providers, options.log);
    this.failed = new Promise((resolve) => {
      this.#tellFailure = resolve;
    });
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Keeps the first failure; tells every one. */
  fail(error: unknown, urn?: string): void {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (this.#failure === undefined) {
      this.#failure = failure;
      this.#tellFailure(failure);
    }
    this.#options.log("error", failure.message, urn ?? "");
  }

  /** Counts work as under way; after a failure nothing new is begun. */
  track<T>(work: Promise<T>): Promise<T> {
    const settled = work.catch(() => undefined).finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    return work;
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
    }
  }

  async register(request: RegisterResourceRequest): Promise<Registered> {
    const parts = urnPartsOf(request, this.#options);
    const urn = urnOf(parts);
    return this.#failing(urn, async () => {
      this.#list(urn, parts);
      if (request.getRemote()) {
        throw new Error(
          `The remote component ${parts.name} [${parts.type}] cannot be made in an in-process deployment.`,
        );
      }
      if (!request.getCustom()) {
        return { urn };
      }
      const goal = goalOf(request, parts);
      if (isProviderType(goal.type)) {
        const id = await this.#options.providers.register(urn, goal.type, goal.inputs);
        this.#setId(urn, id);
        return { urn, id, outputs: { value: goal.inputs, secrets: goal.secrets } };
      }
      const { id, outputs, outputSecrets } = await this.#steps.apply(goal);
      this.#setId(urn, id);
      return { urn, id, outputs: { value: outputs, secrets: outputSecrets } };
    });
  }

  /** Reads a resource that the program does not manage. */
  async read(
    request: ReadResourceRequest,
  ): Promise<{ readonly urn: string; readonly outputs: Marked<Properties> }> {
    const parts = urnPartsOf(request, this.#options);
    const urn = urnOf(parts);
    return this.#failing(urn, async () => {
      this.#list(urn, parts);
      if (this.#options.state.get(urn) !== undefined) {
        throw new Error(`'${urn}' was made by this deployment; it cannot be read under this name.`);
      }
      const id = request.getId();
      const inputs = decodeProperties(request.getProperties());
      const resource = { ...parts, urn, provider: request.getProvider() };
      const found = await this.#steps.serve(resource, [inputs], ({ handler, context }) =>
        handler.read({ id, inputs: {}, outputs: inputs.value }, context),
      );
      if (found === undefined) {
        throw new Error(`resource '${id}' does not exist`);
      }
      this.#setId(urn, found.id);
      const marks = marksOf(request.getAdditionalsecretoutputsList());
      return { urn, outputs: { value: found.outputs, secrets: mergeMarks(inputs.secrets, marks) } };
    });
  }

  setOutputs(urn: string, outputs: Struct | undefined): void {
    if (this.resources.get(urn)?.parent === undefined) {
      this.stackOutputs = decodeProperties(outputs);
    }
  }

  async invoke(token: string, args: Properties, provider: string): Promise<Marked<Properties>> {
    const handlers = await this.#options.providers.find(token, provider);
    if (handlers.invoke === undefined) {
      throw new Error(`Invoke type ${token} not found`);
    }
    const { signal } = new AbortController();
    const value = await this.track(handlers.invoke(token, args, false, signal));
    return { value, secrets: marksOf(handlers.secretOutputs ?? []) };
  }

  /**
   * Deletes what replacements stand in place of, and what the program no longer declares: what was
   * made last goes first.
   */
  async deleteRest(): Promise<void> {
    const { state } = this.#options;
    const undeclared = state.all().filter(({ urn }) => !this.resources.has(urn));
    const doomed = [...undeclared, ...state.replaced()];
    for (const old of doomed.sort((a, b) => b.sequence - a.sequence)) {
      await this.#failing(old.urn, async () => {
        if (old.protect) {
          throw new Error(protectedText(old));
        }
        await this.#steps.delete(old);
        if (state.get(old.urn) === old) {
          state.remove(old.urn);
        }
        state.removeReplaced(old);
      });
    }
  }

  #list(urn: string, { type, name, parent }: { type: string; name: string; parent: string }): void {
    if (this.resources.has(urn)) {
      throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    this.resources.set(urn, { urn, type, name, ...(parent === "" ? {} : { parent }) });
  }

  #setId(urn: string, id: string): void {
    const listed = this.resources.get(urn);
    if (listed !== undefined) {
      this.resources.set(urn, { ...listed, id });
    }
  }

  async #failing<T>(urn: string, work: () => Promise<T>): Promise<T> {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    try {
      return await work();
    } catch (error) {
      this.fail(error, urn);
      throw error;
    }
  }
}

function protectedText({ urn }: ResourceState): string {
  return (
    `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove ` +
    "the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
    `\`pulumi state unprotect '${urn}'\``
  );
}
