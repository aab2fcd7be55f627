import type { ArmClient } from "../arm/arm-client";
import { ArmRequestError } from "../arm/errors";
import type { ArmResponse } from "../arm/transport";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings } from "../azure/resource-id";
import {
  ResourceInitializationError,
  type CallContext,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { siteRecoveryUrl } from "./api";
import { azureObject, type AzureObject } from "./azure-object";
import {
  describeDifferences,
  fixedDifferences,
  foreignInstanceType,
  refuseForeignObject,
} from "./existing-object";
import { carryOut, reasonOf, waitWhile } from "./long-running-change";
import { expectedOutputs, inputsHeld, outputsOf, placeOf } from "./object-state";
import type { Session } from "./session";
import { checkInputs } from "./site-recovery-check";
import { diffInputs } from "./site-recovery-diff";
import { capitalized, idOf, removalOf, type SiteRecoveryKind } from "./site-recovery-kind";

/** One object on its way to what is asked for. */
interface Task {
  readonly id: string;
  readonly inputs: Properties;
  readonly context: CallContext;
  readonly client: ArmClient;
}

/** The life of a Site Recovery object; what tells one kind from another stands in the kind. */
export class SiteRecoveryHandler implements ResourceHandler {
  readonly #kind: SiteRecoveryKind;
  readonly #session: Session;

  constructor(kind: SiteRecoveryKind, session: Session) {
    this.#kind = kind;
    this.#session = session;
  }

  check(request: CheckRequest, context: CallContext): Promise<CheckResponse> {
    return checkInputs(this.#kind, this.#session, request, context);
  }

  diff(request: DiffRequest, context: CallContext): Promise<DiffResponse> {
    return diffInputs(this.#kind, this.#session, request, context);
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: expectedOutputs(this.#kind, inputs) };
    }
    const id = idOf(this.#kind, inputs);
    const owner = this.#session.deployment.claim(id, context.urn);
    if (owner !== undefined) {
      throw new Error(
        `The ${this.#kind.noun} "${id}" is made by another resource of this program: ${owner}. Declare it once.`,
      );
    }
    try {
      const task = { id, inputs, context, client: await this.#session.client() };
      const object = await this.#findSettled(
        task,
        (reason) =>
          new Error(`${capitalized(this.#kind.noun)} "${id}" is there already: ${reason}`),
      );
      if (object === undefined) {
        return { id, outputs: await this.#make(task) };
      }
      await refuseForeignObject(this.#kind, task.client, { id, inputs, object, context });
      return { id, outputs: await this.#bringInLine(object, task) };
    } catch (error) {
      if (!(error instanceof ResourceInitializationError)) {
        this.#session.deployment.release(id, context.urn);
      }
      throw error;
    }
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    refuseErrors(`The id of the ${this.#kind.noun}`, resourceIdFindings(id, "id", this.#kind.type));
    const object = await this.#find(id, context);
    if (object === undefined) {
      return undefined;
    }
    const foreign = foreignInstanceType(this.#kind, object);
    if (foreign.length > 0) {
      throw new Error(
        `${capitalized(this.#kind.noun)} "${id}" cannot be managed here: ${describeDifferences(foreign)}.`,
      );
    }
    const isImport = Object.keys(inputs).length === 0;
    const heldId = isImport ? (object.id ?? id) : id;
    const held = inputsHeld(this.#kind, object, { id: heldId, given: inputs });
    return { id: heldId, inputs: held, outputs: outputsOf(this.#kind, object, held) };
  }

  async update(
    { id, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (preview) {
      return { outputs: expectedOutputs(this.#kind, newInputs) };
    }
    const task = { id, inputs: newInputs, context, client: await this.#session.client() };
    const object = await this.#findSettled(task, (reason) => this.#halfMade(task, reason));
    if (object === undefined) {
      return { outputs: await this.#make(task) };
    }
    const differences = fixedDifferences(this.#kind, newInputs, object);
    if (differences.length > 0) {
      throw new Error(
        `${capitalized(this.#kind.noun)} "${id}" was changed outside of this program: there, ${describeDifferences(differences)}. Run \`pulumi refresh\`, then the next \`pulumi up\` replaces it.`,
      );
    }
    return { outputs: await this.#bringInLine(object, task) };
  }

  async delete({ id }: DeleteRequest, context: CallContext): Promise<void> {
    const { deployment } = this.#session;
    const owner = deployment.otherOwner(id, context.urn);
    if (owner !== undefined) {
      context.log("info", `${capitalized(this.#kind.noun)} left in place: ${owner} took it over.`);
      return;
    }
    const client = await this.#session.client();
    try {
      const removal = removalOf(this.#kind, id);
      await client.sendAndSettle(removal, { signal: context.signal });
    } catch (error) {
      // An operation that Azure no longer knows proves nothing; an object that it does not know does.
      if (!isNotFound(error) || (await this.#find(id, context)) !== undefined) {
        throw error;
      }
    }
    deployment.release(id, context.urn);
  }

  async #find(id: string, { signal }: CallContext): Promise<AzureObject | undefined> {
    const client = await this.#session.client();
    const found = await client.getOrUndefined(siteRecoveryUrl(id), signal);
    return found === undefined ? undefined : azureObject(found);
  }

  async #make(task: Task): Promise<Properties> {
    await this.#judge(task);
    return this.#send(task, "PUT", this.#kind.creationBody(task.inputs));
  }

  /** Changes what can be changed of an object that is there, and nothing when it is as asked for. */
  async #bringInLine(object: AzureObject, task: Task): Promise<Properties> {
    const { changeable } = this.#kind;
    const held = this.#kind.read(object).inputs;
    if (
      changeable === undefined ||
      Object.keys(changeable.changes(held[changeable.name], task.inputs[changeable.name]))
        .length === 0
    ) {
      return outputsOf(this.#kind, object, task.inputs);
    }
    await this.#judge(task);
    return this.#send(task, "PATCH", changeable.changeBody(task.inputs), object);
  }

  async #judge({ id, inputs, context }: Task): Promise<void> {
    const findings = await this.#kind.judge?.(this.#session, {
      id,
      inputs,
      context,
      onUnreadable: (error) => {
        throw error;
      },
    });
    refuseErrors(`The ${this.#kind.noun} "${id}"`, findings ?? []);
    this.#kind.onJudged?.(this.#session.deployment, id, inputs);
  }

  async #send(
    task: Task,
    method: "PUT" | "PATCH",
    body: unknown,
    before?: AzureObject,
  ): Promise<Properties> {
    const { id, inputs, context, client } = task;
    const url = siteRecoveryUrl(id);
    const response: ArmResponse = await carryOut(client, {
      request: { method, url, body },
      signal: context.signal,
      halfMade: (reason) => this.#halfMade(task, reason, before),
    });
    const object = await this.#settled(azureObject(response), task, (reason) =>
      this.#halfMade(task, reason, before),
    );
    if (object === undefined) {
      throw this.#halfMade(task, "Azure took it away again. The next `pulumi up` makes it anew.");
    }
    return outputsOf(this.#kind, object, inputs);
  }

  /** The object when Azure is no longer at work on it; `undefined` when there is none. */
  async #findSettled(
    task: Task,
    stopped: (reason: string) => Error,
  ): Promise<AzureObject | undefined> {
    return this.#settled(await this.#find(task.id, task.context), task, stopped);
  }

  async #settled(
    object: AzureObject | undefined,
    { id, context }: Task,
    stopped: (reason: string) => Error,
  ): Promise<AzureObject | undefined> {
    const { transport } = await this.#session.connection();
    return waitWhile(
      object,
      (state) => state !== undefined && (this.#kind.isInProgress?.(state) ?? false),
      {
        look: () => this.#find(id, context),
        wait: (milliseconds) => transport.wait(milliseconds, context.signal),
        stopped: (error) => stopped(reasonOf(error, context.signal)),
      },
    );
  }

  #halfMade(task: Task, reason: string, before?: AzureObject): ResourceInitializationError {
    const { id, inputs } = task;
    const outputs = before === undefined ? {} : this.#kind.read(before).told;
    return new ResourceInitializationError(
      id,
      { ...placeOf(this.#kind, inputs), ...outputs },
      inputs,
      [`${capitalized(this.#kind.noun)} "${id}" is not complete: ${reason}`],
    );
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ArmRequestError && error.status === 404;
}
