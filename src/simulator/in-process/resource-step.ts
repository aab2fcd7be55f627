import {
  ResourceInitializationError,
  type CheckFailure,
  type DiffResponse,
  type Properties,
} from "../../plugin/handlers";
import { hasSecrets, marksOf, mergeMarks } from "../../plugin/secrets";
import type { ResourceState } from "./deployment-state";
import type { Goal } from "./goal";
import { isAtOrBelow, withIgnoredChanges } from "./property-paths";
import { deleteWithDependents } from "./replacement";
import type { ResourceSteps, Served } from "./resource-steps";
import { seedOf } from "./urns";

/** What is known of a resource after a call, beside what the program wants of it. */
interface Made {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly generation: number;
  readonly isHalfMade?: boolean;
}

/** One resource on its way to what the program wants of it. */
export class ResourceStep {
  readonly #steps: ResourceSteps;
  readonly #goal: Goal;
  readonly #served: Served;

  constructor(steps: ResourceSteps, goal: Goal, served: Served) {
    this.#steps = steps;
    this.#goal = goal;
    this.#served = served;
  }

  /** Check and diff, then create, update, replace, or nothing. */
  async apply(): Promise<ResourceState> {
    const old = await this.#stateBefore();
    if (old === undefined) {
      return this.#create(this.#goal.inputs, 0);
    }
    const wanted = withIgnoredChanges(old.inputs, this.#goal.inputs, this.#goal.ignoreChanges);
    if (old.isGone) {
      return this.#create(wanted, old.generation + 1);
    }
    const inputs = await this.#check(wanted, old.inputs, old.generation);
    const diff = await this.#diff(old, inputs);
    if (this.#replaces(diff)) {
      return this.#replace(old, wanted, diff);
    }
    return Object.keys(diff.changes).length > 0 || old.isHalfMade
      ? this.#update(old, inputs)
      : this.#store({ ...old, inputs, isHalfMade: false });
  }

  /** How the resource stands: made by an earlier run, under an earlier name too, or imported. */
  async #stateBefore(): Promise<ResourceState | undefined> {
    const { state } = this.#steps;
    const { urn, aliases, importId } = this.#goal;
    const former = [urn, ...aliases].flatMap((name) => state.get(name) ?? [])[0];
    if (former !== undefined && former.urn !== urn) {
      state.rename(former, urn);
    }
    if (importId === "" || former?.id === importId) {
      return former && { ...former, urn };
    }
    const { handler, context } = this.#served;
    const read = await handler.read({ id: importId, inputs: {}, outputs: {} }, context);
    if (read === undefined) {
      throw new Error(`resource '${importId}' does not exist`);
    }
    return this.#store({ ...read, generation: 0 });
  }

  async #check(
    newInputs: Properties,
    oldInputs: Properties | undefined,
    generation: number,
  ): Promise<Properties> {
    const { handler, context } = this.#served;
    const randomSeed = seedOf(this.#goal.urn, generation);
    const { inputs, failures } = await handler.check({ oldInputs, newInputs, randomSeed }, context);
    if (failures.length > 0) {
      throw new Error(failures.map((failure) => this.#describe(failure)).join("\n"));
    }
    return inputs;
  }

  #diff({ id, inputs, outputs }: ResourceState, newInputs: Properties): Promise<DiffResponse> {
    const { handler, context } = this.#served;
    const { ignoreChanges } = this.#goal;
    const request = { id, oldInputs: inputs, oldOutputs: outputs, newInputs, ignoreChanges };
    return handler.diff(request, context);
  }

  #replaces({ changes }: DiffResponse): boolean {
    return Object.entries(changes).some(
      ([path, change]) =>
        change.endsWith("-replace") ||
        this.#goal.replaceOnChanges.some((above) => isAtOrBelow(path, above)),
    );
  }

  async #replace(
    old: ResourceState,
    wanted: Properties,
    diff: DiffResponse,
  ): Promise<ResourceState> {
    const { urn, protect, importId } = this.#goal;
    if (protect && old.protect) {
      throw new Error(
        `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, ` +
          "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`",
      );
    }
    if (importId !== "") {
      throw new Error(
        "previously-imported resources that still specify an ID may not be replaced; " +
          "please remove the `import` declaration from your program",
      );
    }
    const generation = old.generation + 1;
    if (this.#goal.deleteBeforeReplace ?? diff.deleteBeforeReplace) {
      await deleteWithDependents(this.#steps, old);
      return this.#create(wanted, generation);
    }
    try {
      return await this.#create(wanted, generation);
    } finally {
      // Only once something stands in its place; else it stays what it was.
      if (this.#steps.state.get(urn)?.generation === generation) {
        this.#steps.state.addReplaced(old);
      }
    }
  }

  async #create(wanted: Properties, generation: number): Promise<ResourceState> {
    const inputs = await this.#check(wanted, undefined, generation);
    const { handler, context } = this.#served;
    return this.#keeping(generation, async () => {
      const { id = "", outputs } = await handler.create({ inputs, preview: false }, context);
      return this.#store({ id, inputs, outputs, generation });
    });
  }

  async #update(old: ResourceState, newInputs: Properties): Promise<ResourceState> {
    const { handler, context } = this.#served;
    const { id, inputs: oldInputs, outputs: oldOutputs, generation } = old;
    return this.#keeping(generation, async () => {
      const request = { id, oldInputs, oldOutputs, newInputs, preview: false };
      const { outputs } = await handler.update(request, context);
      return this.#store({ id, inputs: newInputs, outputs, generation });
    });
  }

  /** Work that was begun and did not end is stored before its error ends the run. */
  async #keeping(generation: number, work: () => Promise<ResourceState>): Promise<ResourceState> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ResourceInitializationError) {
        const { id, inputs, outputs } = error;
        this.#store({ id, inputs, outputs, generation, isHalfMade: true });
      }
      throw error;
    }
  }

  #store(made: Made): ResourceState {
    const goal = this.#goal;
    const secretOutputs = this.#served.provider.secretOutputs ?? [];
    const marks = marksOf([...goal.additionalSecretOutputs, ...secretOutputs]);
    return this.#steps.state.put({
      urn: goal.urn,
      type: goal.type,
      name: goal.name,
      id: made.id,
      inputs: made.inputs,
      inputSecrets: goal.secrets,
      outputs: made.outputs,
      outputSecrets: mergeMarks(goal.secrets, marks),
      provider: goal.provider,
      propertyDependencies: goal.propertyDependencies,
      protect: goal.protect,
      retainOnDelete: goal.retainOnDelete,
      generation: made.generation,
      isHalfMade: made.isHalfMade ?? false,
      isGone: false,
    });
  }

  #describe({ property, reason }: CheckFailure): string {
    const { name, type, inputs, secrets } = this.#goal;
    if (property === undefined || property === "") {
      return `${type} resource '${name}' has a problem: ${reason}`;
    }
    const value = inputs[property];
    const isSecret = secrets === true || hasSecrets(secrets[property]);
    return value === undefined || isSecret
      ? `${type} resource '${name}' has a problem: ${property}: ${reason}`
      : `${type} resource '${name}': property ${property} value {${JSON.stringify(value)}} has a problem: ${reason}`;
  }
}
