import { isNotFound } from "../arm/errors";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings } from "../azure/resource-id";
import {
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
import {
  describeDifferences,
  fixedDifferences,
  foreignInstanceType,
  refuseForeignObject,
} from "./existing-object";
import { expectedOutputs, inputsHeld, outputsOf } from "./object-state";
import type { Session } from "./session";
import { checkInputs } from "./site-recovery-check";
import { diffInputs } from "./site-recovery-diff";
import { capitalized, idOf, removalOf, type SiteRecoveryKind } from "./site-recovery-kind";
import { findObject, SiteRecoveryTask, type Order } from "./site-recovery-task";

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
    const order = { id, inputs, context };
    const outputs = await this.#session.deployment.making(
      { id, urn: context.urn, noun: this.#kind.noun },
      () => this.#makeOrAdopt(order),
    );
    return { id, outputs };
  }

  async #makeOrAdopt(order: Order): Promise<Properties> {
    const task = new SiteRecoveryTask(this.#kind, this.#session, order);
    const object = await task.findSettled(
      (reason) =>
        new Error(`${capitalized(this.#kind.noun)} "${order.id}" is there already: ${reason}`),
    );
    if (object === undefined) {
      return task.make();
    }
    const client = await this.#session.client();
    await refuseForeignObject(this.#kind, client, { ...order, object });
    return task.bringInLine(object);
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    refuseErrors(`The id of the ${this.#kind.noun}`, resourceIdFindings(id, "id", this.#kind.type));
    const object = await findObject(await this.#session.client(), id, context.signal);
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
    const order = { id, inputs: newInputs, context };
    const task = new SiteRecoveryTask(this.#kind, this.#session, order);
    const object = await task.findSettled((reason) => task.halfMade(reason));
    if (object === undefined) {
      return { outputs: await task.make() };
    }
    const differences = fixedDifferences(this.#kind, newInputs, object);
    if (differences.length > 0) {
      throw new Error(
        `${capitalized(this.#kind.noun)} "${id}" was changed outside of this program: there, ${describeDifferences(differences)}. Run \`pulumi refresh\`, then the next \`pulumi up\` replaces it.`,
      );
    }
    return { outputs: await task.bringInLine(object) };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const { deployment } = this.#session;
    const owner = deployment.otherOwner(id, context.urn);
    if (owner !== undefined) {
      context.log("info", `${capitalized(this.#kind.noun)} left in place: ${owner} took it over.`);
      return;
    }
    const client = await this.#session.client();
    await this.#lookBeforeRemoval({ id, inputs, context });
    try {
      const removal = removalOf(this.#kind, id, inputs);
      await client.sendAndSettle(removal, { signal: context.signal });
    } catch (error) {
      // An operation that Azure no longer knows proves nothing; an object that it does not know does.
      if (!isNotFound(error) || (await findObject(client, id, context.signal)) !== undefined) {
        throw error;
      }
    }
    deployment.release(id, context.urn);
  }

  /** Refuses a removal that Azure's state of the object forbids, and tells what stays beside it. */
  async #lookBeforeRemoval({ id, inputs, context }: Order): Promise<void> {
    const kind = this.#kind;
    if (kind.removalObstacle === undefined && kind.goneWith === undefined) {
      return;
    }
    const client = await this.#session.client();
    const object = await findObject(client, id, context.signal);
    if (object === undefined) {
      const notice = await kind.goneWith?.(client, id, inputs, context.signal);
      if (notice !== undefined) {
        context.log("warning", notice);
      }
      return;
    }
    const reason = kind.removalObstacle?.(object);
    if (reason !== undefined) {
      throw new Error(`${capitalized(this.#kind.noun)} "${id}" cannot be removed now: ${reason}.`);
    }
  }
}
