import type { CallContext, ProviderHandlers, ResourceHandler } from "../../plugin/handlers";
import { Redactor, type Marked } from "../../plugin/secrets";
import type { DeploymentState, ResourceState } from "./deployment-state";
import type { Goal } from "./goal";
import type { ProviderInstances } from "./provider-instances";
import { ResourceStep } from "./resource-step";

export type LogMessage = (
  severity: "info" | "warning" | "error",
  message: string,
  urn: string,
) => void;

/** What a resource's calls go to. */
export interface Served {
  readonly provider: ProviderHandlers;
  readonly handler: ResourceHandler;
  readonly context: CallContext;
}

/** Brings single resources to what a program wants of them, and deletes them. */
export class ResourceSteps {
  constructor(
    readonly state: DeploymentState,
    readonly providers: ProviderInstances,
    readonly log: LogMessage,
  ) {}

  /** Makes or changes one resource and answers how it stands then. */
  apply(goal: Goal): Promise<ResourceState> {
    const secrets = [goal.urn, ...goal.aliases].flatMap((urn) => this.#secretsOf(urn));
    return this.serve(goal, [{ value: goal.inputs, secrets: goal.secrets }, ...secrets], (served) =>
      new ResourceStep(this, goal, served).apply(),
    );
  }

  /** Deletes a resource in Azure; the state is the caller's. */
  async delete(old: ResourceState): Promise<void> {
    if (old.isGone || old.retainOnDelete) {
      return;
    }
    await this.serve(old, marked(old), ({ handler, context }) =>
      handler.delete({ id: old.id, inputs: old.inputs, outputs: old.outputs }, context),
    );
  }

  /** Runs work on a resource; what it throws or logs repeats none of the secrets given. */
  async serve<T>(
    resource: Pick<Goal, "urn" | "name" | "type" | "provider">,
    secrets: readonly Marked<unknown>[],
    work: (served: Served) => Promise<T>,
  ): Promise<T> {
    const redactor = new Redactor(...secrets);
    const context: CallContext = {
      urn: resource.urn,
      name: resource.name,
      signal: new AbortController().signal,
      log: (severity, message) => {
        this.log(severity, redactor.redact(message), resource.urn);
      },
    };
    try {
      const provider = await this.providers.find(resource.type, resource.provider);
      const handler = provider.resource(resource.type);
      if (handler === undefined) {
        throw new Error(`Resource type ${resource.type} not found`);
      }
      return await work({ provider, handler, context });
    } catch (error) {
      throw redacted(error, redactor);
    }
  }

  #secretsOf(urn: string): Marked<unknown>[] {
    const state = this.state.get(urn);
    return state === undefined ? [] : marked(state);
  }
}

function marked(state: ResourceState): Marked<unknown>[] {
  return [
    { value: state.inputs, secrets: state.inputSecrets },
    { value: state.outputs, secrets: state.outputSecrets },
  ];
}

/** The error itself where its text gives nothing away. */
function redacted(error: unknown, redactor: Redactor): Error {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const clean = redactor.redact(thrown.message);
  return clean === thrown.message ? thrown : new Error(clean);
}
