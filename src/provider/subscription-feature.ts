import { featureFindings, featureId } from "../azure/features";
import { subscriptionIdFindings } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  unknownValue,
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type PropertyChange,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { defined, textOf } from "../arm/azure-object";
import { isAbsent, nameOf, register, registered, stateOf } from "./feature-registration";
import { toFailures, unknownPropertyFailures } from "./findings";
import type { Session } from "./session";
import { textIn } from "./site-recovery-kind";

const properties = ["providerNamespace", "featureName", "subscriptionId"] as const;

/** The registration of a preview feature in a subscription. */
export class SubscriptionFeatureHandler implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check({ newInputs }: CheckRequest, context: CallContext): Promise<CheckResponse> {
    const inputs = defined(newInputs);
    const failures = unknownPropertyFailures(inputs, properties);
    for (const name of properties) {
      failures.push(...textFailures(name, inputs[name], context));
    }
    if (inputs.subscriptionId === undefined) {
      const subscriptionId = await this.#ownSubscription(context);
      Object.assign(inputs, defined({ subscriptionId }));
    }
    if (failures.length === 0) {
      const { providerNamespace, featureName } = inputs;
      failures.push(
        ...toFailures(
          featureFindings(
            {
              // An unknown word is not judged: one that passes stands in for it.
              providerNamespace: knownText(providerNamespace) ?? "Microsoft.Compute",
              featureName: knownText(featureName) ?? "Unknown",
            },
            "",
          ),
          context,
        ),
      );
    }
    return { inputs, failures };
  }

  diff({ id, oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    const old: Properties = { ...partsOf(id), ...oldInputs };
    for (const name of properties) {
      const before = textOf(old[name]);
      const after = textOf(newInputs[name]);
      if (containsUnknown(after)) {
        changes[name] = "update";
      } else if (after !== undefined && before?.toLowerCase() !== after.toLowerCase()) {
        changes[name] = "update-replace";
      }
    }
    // Two registrations do not stand in each other's way.
    return Promise.resolve({ changes, deleteBeforeReplace: false });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: { ...inputs, state: unknownValue } };
    }
    const subscriptionId =
      textOf(inputs.subscriptionId) ?? (await this.#session.connection()).subscriptionId;
    const all = { ...inputs, subscriptionId };
    const id = featureId(
      subscriptionId,
      textIn(inputs, "providerNamespace"),
      textIn(inputs, "featureName"),
    );
    const task = { id, inputs: all, context };
    const state = await stateOf(this.#session, task);
    if (state !== registered) {
      await register(this.#session, task, state);
    }
    return { id, outputs: { ...all, state: registered } };
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    const parts = partsOf(id);
    if (parts === undefined) {
      throw new Error(
        `"${id}" is not the id of a feature. Give ${featureId("{subscription}", "{namespace}", "{feature}")}.`,
      );
    }
    const state = await stateOf(this.#session, { id, context });
    if (state === undefined || isAbsent(state)) {
      return undefined;
    }
    const held = { ...parts, ...inputs };
    return { id, inputs: held, outputs: { ...held, state } };
  }

  /** Called to go on with a registration that was not complete. */
  async update(
    { id, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (preview) {
      return { outputs: { ...newInputs, state: unknownValue } };
    }
    const task = { id, inputs: newInputs, context };
    await register(this.#session, task, await stateOf(this.#session, task));
    return { outputs: { ...newInputs, state: registered } };
  }

  delete({ inputs }: DeleteRequest, context: CallContext): Promise<void> {
    context.log(
      "info",
      `The registration of ${nameOf(inputs)} stays in the subscription: taking it back could stop what others run with it.`,
    );
    return Promise.resolve();
  }

  /** The provider's subscription; a preview without any sign-in goes on without. */
  async #ownSubscription({ signal }: CallContext): Promise<string | undefined> {
    try {
      return textOf((await this.#session.connection()).subscriptionId);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }
}

/** Takes a feature's id apart; `undefined` when it is none. */
function partsOf(id: string): Record<(typeof properties)[number], string> | undefined {
  const parts =
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Features\/providers\/([^/]+)\/features\/([^/]+)\/?$/i.exec(
      id,
    );
  const [, subscriptionId, providerNamespace, featureName] = parts ?? [];
  return subscriptionId === undefined ||
    providerNamespace === undefined ||
    featureName === undefined
    ? undefined
    : { providerNamespace, featureName, subscriptionId };
}

function textFailures(
  name: (typeof properties)[number],
  value: unknown,
  context: CallContext,
): CheckFailure[] {
  if (isUnknown(value) || (value === undefined && name === "subscriptionId")) {
    return [];
  }
  const text = textOf(value);
  if (text === undefined) {
    const got = value === undefined || value === "" ? "it is missing" : `it is ${typeof value}`;
    return [{ property: name, reason: `${name} must be a text, but ${got}.` }];
  }
  return name === "subscriptionId" ? toFailures(subscriptionIdFindings(text, name), context) : [];
}

function knownText(value: unknown): string | undefined {
  return isUnknown(value) ? undefined : textOf(value);
}
