import { waitWhile } from "../arm/wait-while";
import type { ArmClient } from "../arm/arm-client";
import type { ArmRequest } from "../arm/transport";
import { refuseErrors } from "../azure/finding";
import { ResourceInitializationError, type CallContext, type Properties } from "../plugin/handlers";
import { siteRecoveryUrl } from "../arm/api";
import { azureObject, type AzureObject } from "../arm/azure-object";
import { carryOut, reasonOf } from "./long-running-change";
import { outputsOf, placeOf } from "./object-state";
import type { Session } from "./session";
import { capitalized, type SiteRecoveryKind } from "./site-recovery-kind";

/** What is asked for, and by whom. */
export interface Order {
  readonly id: string;
  readonly inputs: Properties;
  readonly context: CallContext;
}

/** One Site Recovery object on its way to what is asked for. */
export class SiteRecoveryTask {
  readonly #kind: SiteRecoveryKind;
  readonly #session: Session;
  readonly #order: Order;

  constructor(kind: SiteRecoveryKind, session: Session, order: Order) {
    this.#kind = kind;
    this.#session = session;
    this.#order = order;
  }

  /** The object when Azure is no longer at work on it; `undefined` when there is none. */
  async findSettled(stopped: (reason: string) => Error): Promise<AzureObject | undefined> {
    return this.#settled(await this.#find(), stopped);
  }

  /** Makes the object, and answers its outputs. */
  async make(): Promise<Properties> {
    const { id, inputs, context } = this.#order;
    const reason = await this.#kind.obstacle?.(
      await this.#session.client(),
      id,
      inputs,
      context.signal,
    );
    if (reason !== undefined) {
      throw new Error(`The ${this.#kind.noun} "${id}" cannot be made: ${reason}`);
    }
    await this.#judge();
    const object = await this.#create();
    if (this.#kind.changeRequests === undefined) {
      return outputsOf(this.#kind, object, inputs);
    }
    try {
      return await this.bringInLine(object);
    } catch (error) {
      throw error instanceof ResourceInitializationError
        ? error
        : this.halfMade(reasonOf(error, context.signal), object);
    }
  }

  /** Changes what can be changed of an object that is there, and nothing when it is as asked for. */
  async bringInLine(object: AzureObject): Promise<Properties> {
    const { changeable } = this.#kind;
    const { inputs, context } = this.#order;
    const unfinished = this.#kind.unfinished?.(object);
    if (unfinished !== undefined) {
      throw this.halfMade(unfinished, object);
    }
    const reason = this.#kind.unchangeable?.(object);
    const held = this.#kind.read(object).inputs;
    if (
      changeable === undefined ||
      Object.keys(changeable.changes(held[changeable.name], inputs[changeable.name])).length === 0
    ) {
      if (reason !== undefined) {
        context.log("warning", reason);
      }
      return outputsOf(this.#kind, object, inputs);
    }
    if (reason !== undefined) {
      throw new Error(
        `The ${this.#kind.noun} "${this.#order.id}" cannot be changed now: ${reason}`,
      );
    }
    await this.#judge();
    const changed =
      this.#kind.changeRequests === undefined
        ? await this.#send("PATCH", changeable.changeBody?.(inputs), object)
        : await this.#sendAll(this.#kind.changeRequests(this.#order.id, object, inputs), object);
    return outputsOf(this.#kind, changed, inputs);
  }

  /** The error with which the engine keeps the object and goes on with it in the next deployment. */
  halfMade(reason: string, before?: AzureObject): ResourceInitializationError {
    const { id, inputs } = this.#order;
    const outputs = before === undefined ? {} : this.#kind.read(before).told;
    return new ResourceInitializationError(
      id,
      { ...placeOf(this.#kind, inputs), ...outputs },
      inputs,
      [`${capitalized(this.#kind.noun)} "${id}" is not complete: ${reason}`],
    );
  }

  async #create(): Promise<AzureObject> {
    const { inputs, context } = this.#order;
    try {
      return await this.#send("PUT", this.#kind.creationBody(inputs));
    } catch (error) {
      if (this.#kind.refusal !== undefined && !context.signal.aborted) {
        throw await this.#told(error).catch(() => error as Error);
      }
      throw error;
    }
  }

  /** The error with which nothing was made, with what Azure says besides; any other as it is. */
  async #told(error: unknown): Promise<unknown> {
    const { inputs, context } = this.#order;
    if ((await this.#find()) !== undefined) {
      return error;
    }
    const client = await this.#session.client();
    const more = await this.#kind.refusal?.(client, inputs, context.signal);
    if (more === undefined) {
      return error;
    }
    return error instanceof ResourceInitializationError
      ? new ResourceInitializationError(error.id, error.outputs, error.inputs, [
          ...error.reasons,
          more,
        ])
      : new Error(`${(error as Error).message} ${more}`, { cause: error });
  }

  async #find(): Promise<AzureObject | undefined> {
    return findObject(await this.#session.client(), this.#order.id, this.#order.context.signal);
  }

  async #judge(): Promise<void> {
    const { id, inputs, context } = this.#order;
    const findings = await this.#kind.judge?.(this.#session, {
      id,
      inputs,
      context,
      isFinal: true,
      onUnreadable: (error) => {
        throw error;
      },
    });
    refuseErrors(`The ${this.#kind.noun} "${id}"`, findings ?? []);
    this.#kind.onJudged?.(this.#session.deployment, id, inputs);
  }

  /** Sends requests one after another; when one is refused, those before it stay done. */
  async #sendAll(requests: readonly ArmRequest[], before: AzureObject): Promise<AzureObject> {
    const { signal } = this.#order.context;
    const halfMade = (reason: string) => this.halfMade(reason, before);
    const client = await this.#session.client();
    for (const [i, request] of requests.entries()) {
      try {
        await carryOut(client, { request, signal, halfMade });
      } catch (error) {
        throw i === 0 || error instanceof ResourceInitializationError
          ? error
          : halfMade(reasonOf(error, signal));
      }
    }
    try {
      return await this.#present(await this.#find(), halfMade);
    } catch (error) {
      throw error instanceof ResourceInitializationError
        ? error
        : halfMade(reasonOf(error, signal));
    }
  }

  async #send(method: "PUT" | "PATCH", body: unknown, before?: AzureObject): Promise<AzureObject> {
    const { id, context } = this.#order;
    const halfMade = (reason: string) => this.halfMade(reason, before);
    const response = await carryOut(await this.#session.client(), {
      request: { method, url: siteRecoveryUrl(id), body },
      signal: context.signal,
      halfMade,
    });
    return this.#present(azureObject(response), halfMade);
  }

  async #present(
    first: AzureObject | undefined,
    halfMade: (reason: string) => Error,
  ): Promise<AzureObject> {
    const object = await this.#settled(first, halfMade);
    if (object === undefined) {
      throw this.halfMade("Azure took it away again. The next `pulumi up` makes it anew.");
    }
    return object;
  }

  async #settled(
    object: AzureObject | undefined,
    stopped: (reason: string) => Error,
  ): Promise<AzureObject | undefined> {
    const { inputs, context } = this.#order;
    const { signal } = context;
    const { transport } = await this.#session.connection();
    const longest = this.#kind.longestWait?.(inputs);
    let last = object;
    const stoppedAt = (reason: string) => {
      const progress = last === undefined ? undefined : this.#kind.progress?.(last);
      return stopped(progress === undefined ? reason : `${progress} ${reason}`);
    };
    return waitWhile(
      object,
      (state) => state !== undefined && (this.#kind.isInProgress?.(state) ?? false),
      {
        ...(longest === undefined ? {} : { longest }),
        look: async () => {
          last = await this.#find();
          return last;
        },
        wait: (milliseconds) => transport.wait(milliseconds, signal),
        stopped: (error) => stoppedAt(reasonOf(error, signal)),
      },
    );
  }
}

/** The object as Azure holds it now; `undefined` when there is none. */
export async function findObject(
  client: ArmClient,
  id: string,
  signal: AbortSignal,
): Promise<AzureObject | undefined> {
  const found = await client.getOrUndefined(siteRecoveryUrl(id), signal);
  return found === undefined ? undefined : azureObject(found);
}
