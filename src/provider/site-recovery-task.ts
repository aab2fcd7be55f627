import type { ArmClient } from "../arm/arm-client";
import { refuseErrors } from "../azure/finding";
import { ResourceInitializationError, type CallContext, type Properties } from "../plugin/handlers";
import { siteRecoveryUrl } from "./api";
import { azureObject, type AzureObject } from "./azure-object";
import { carryOut, reasonOf, waitWhile } from "./long-running-change";
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
    await this.#judge();
    return this.#send("PUT", this.#kind.creationBody(this.#order.inputs));
  }

  /** Changes what can be changed of an object that is there, and nothing when it is as asked for. */
  async bringInLine(object: AzureObject): Promise<Properties> {
    const { changeable } = this.#kind;
    const { inputs } = this.#order;
    const held = this.#kind.read(object).inputs;
    if (
      changeable === undefined ||
      Object.keys(changeable.changes(held[changeable.name], inputs[changeable.name])).length === 0
    ) {
      return outputsOf(this.#kind, object, inputs);
    }
    await this.#judge();
    return this.#send("PATCH", changeable.changeBody(inputs), object);
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

  async #find(): Promise<AzureObject | undefined> {
    return findObject(await this.#session.client(), this.#order.id, this.#order.context.signal);
  }

  async #judge(): Promise<void> {
    const { id, inputs, context } = this.#order;
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

  async #send(method: "PUT" | "PATCH", body: unknown, before?: AzureObject): Promise<Properties> {
    const { id, inputs, context } = this.#order;
    const halfMade = (reason: string) => this.halfMade(reason, before);
    const response = await carryOut(await this.#session.client(), {
      request: { method, url: siteRecoveryUrl(id), body },
      signal: context.signal,
      halfMade,
    });
    const object = await this.#settled(azureObject(response), halfMade);
    if (object === undefined) {
      throw this.halfMade("Azure took it away again. The next `pulumi up` makes it anew.");
    }
    return outputsOf(this.#kind, object, inputs);
  }

  async #settled(
    object: AzureObject | undefined,
    stopped: (reason: string) => Error,
  ): Promise<AzureObject | undefined> {
    const { signal } = this.#order.context;
    const { transport } = await this.#session.connection();
    return waitWhile(
      object,
      (state) => state !== undefined && (this.#kind.isInProgress?.(state) ?? false),
      {
        look: () => this.#find(),
        wait: (milliseconds) => transport.wait(milliseconds, signal),
        stopped: (error) => stopped(reasonOf(error, signal)),
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
