import { waitWhile } from "../arm/wait-while";
import { subscriptionScope } from "../azure/resource-id";
import { ResourceInitializationError, type CallContext, type Properties } from "../plugin/handlers";
import { armUrl, featuresApiVersion, providersApiVersion } from "../arm/api";
import { azureObject, defined, textOf } from "../arm/azure-object";
import { reasonOf } from "./long-running-change";
import type { Session } from "./session";
import { textIn } from "./site-recovery-kind";

/** How long a registration is waited for unless the program gives a time, in milliseconds. */
const longestWait = 15 * 60 * 1000;

export const registered = "Registered";

/** A feature on its way to being registered. */
export interface Registration {
  readonly id: string;
  /** Namespace, feature and subscription. */
  readonly inputs: Properties;
  readonly context: CallContext;
}

/** Asks for the registration if nobody has, waits for it, and tells the resource provider. */
export async function register(
  session: Session,
  task: Registration,
  before: string | undefined,
): Promise<void> {
  const { id, inputs, context } = task;
  const { signal } = context;
  const client = await session.client();
  if (before === undefined || isAbsent(before)) {
    await client.post(armUrl(id, featuresApiVersion, "register"), undefined, signal);
  }
  if (before !== registered) {
    await waitUntilRegistered(session, task);
  }
  const namespace = textIn(inputs, "providerNamespace");
  const subscription = subscriptionScope(textIn(inputs, "subscriptionId"));
  try {
    // Source: learn.microsoft.com azure-resource-manager/management/preview-features: the change
    // reaches the provider when the provider is registered again.
    const url = armUrl(`${subscription}/providers/${namespace}`, providersApiVersion, "register");
    await client.post(url, undefined, signal);
  } catch (error) {
    const reason = `the feature is registered, but ${namespace} was not told of it: ${reasonOf(error, signal)}`;
    throw halfMade(task, registered, reason);
  }
}

async function waitUntilRegistered(session: Session, task: Registration): Promise<void> {
  const { inputs, context } = task;
  const { transport } = await session.connection();
  let state: string | undefined;
  let said = false;
  const look = async () => {
    state = await stateOf(session, task);
    if (!said && needsApproval(state)) {
      said = true;
      context.log("warning", `${nameOf(inputs)} is ${state ?? ""}: it needs Microsoft's approval.`);
    }
    return state;
  };
  await waitWhile<string | undefined>(undefined, (current) => current !== registered, {
    look,
    wait: (milliseconds) => transport.wait(milliseconds, context.signal),
    longest: context.timeoutInSeconds === undefined ? longestWait : Infinity,
    stopped: (error) =>
      halfMade(
        task,
        state,
        `its state is ${state ?? "unknown"}${needsApproval(state) ? ", so it needs Microsoft's approval" : ""}. ${reasonOf(error, context.signal)}`,
      ),
  });
}

/** Azure's word for a registration; `undefined` when it knows no such feature. */
export async function stateOf(
  session: Session,
  { id, context }: Pick<Registration, "id" | "context">,
): Promise<string | undefined> {
  const client = await session.client();
  const found = await client.getOrUndefined(armUrl(id, featuresApiVersion), context.signal);
  return found === undefined ? undefined : textOf(azureObject(found).properties.state);
}

function halfMade(
  { id, inputs }: Registration,
  state: string | undefined,
  reason: string,
): ResourceInitializationError {
  const outputs = defined({ ...inputs, state });
  const text = `The registration of ${nameOf(inputs)} is not complete: ${reason}`;
  return new ResourceInitializationError(id, outputs, inputs, [text]);
}

/** Whether a state means that nothing is registered and nobody has asked for it. */
export function isAbsent(state: string): boolean {
  return ["NotRegistered", "NotSpecified", "Unregistered", "Unregistering"].includes(state);
}

function needsApproval(state: string | undefined): boolean {
  return state === "Pending" || state === "NotSpecified";
}

/** `Microsoft.Compute/EncryptionAtHost`. */
export function nameOf(inputs: Properties): string {
  return `${textIn(inputs, "providerNamespace")}/${textIn(inputs, "featureName")}`;
}
