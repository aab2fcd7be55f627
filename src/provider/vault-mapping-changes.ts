import { waitWhile } from "../arm/wait-while";
import { longestHold, whenFree } from "../arm/when-free";
import type { ArmClient } from "../arm/arm-client";
import { ArmRequestError, isNotFound } from "../arm/errors";
import type { ArmRequest } from "../arm/transport";
import { agentAutoUpdateBody, type AgentAutoUpdateSetting } from "../azure/agent-auto-update";
import { ResourceInitializationError, type CallContext, type Properties } from "../plugin/handlers";
import { siteRecoveryUrl } from "../arm/api";
import type { AzureObject } from "../arm/azure-object";
import { replicationProtectionContainerMapping as kind } from "./replication-protection-container-mapping";
import type { Session } from "./session";
import { findObject } from "./site-recovery-task";
import { idOf, placeIn } from "../arm/container-mappings";
import { planFor, type MappingPlan } from "./vault-mappings";

/**
 * How many mappings are worked on at a time. Each takes half a minute or more, so these stay below Site
 * Recovery's 200 writes a minute and 10,000 reads an hour.
 */
const atOnce = 50;

/** What came of the work on a vault's mappings. */
export interface WorkDone {
  /** One sentence or more for each mapping that failed, in the order of the mappings. */
  readonly failures: readonly string[];
  /** Whether Azure may have accepted anything. */
  readonly begun: boolean;
}

interface Outcome {
  readonly begun: boolean;
  readonly failure?: string;
}

/**
 * Changes every mapping of a plan that is not as asked for, several at a time. One that fails keeps none of
 * the others from being changed; after a cancel no further one is begun.
 */
export async function changeMappings(
  session: Session,
  { toChange }: MappingPlan,
  setting: AgentAutoUpdateSetting,
  context: CallContext,
): Promise<WorkDone> {
  const client = await session.client();
  const { transport } = await session.connection();
  const { signal } = context;
  const pause = (milliseconds: number) => transport.wait(milliseconds, signal);
  const outcomes: Outcome[] = [];
  const left = [...toChange.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, mapping] = next;
      outcomes[at] = await changeMapping(client, mapping, setting, { signal, pause });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, toChange.length) }, work));
  return {
    failures: outcomes.flatMap(({ failure }) => failure ?? []),
    begun: outcomes.some(({ begun }) => begun),
  };
}

interface Patience {
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
}

async function changeMapping(
  client: ArmClient,
  mapping: AzureObject,
  setting: AgentAutoUpdateSetting,
  patience: Patience,
): Promise<Outcome> {
  const { signal } = patience;
  const id = idOf(mapping);
  let begun = false;
  try {
    signal.throwIfAborted();
    const settled = await settledMapping(client, mapping, patience);
    if (settled === undefined || !isToChange(settled, setting)) {
      return { begun };
    }
    const request: ArmRequest = {
      method: "PATCH",
      url: siteRecoveryUrl(id),
      body: agentAutoUpdateBody(setting),
    };
    // Without an answer nobody knows whether Azure has begun.
    begun = true;
    const accepted = await whenFree(() => client.send(request, signal), patience.pause).catch(
      (error: unknown) => {
        begun = !(error instanceof ArmRequestError);
        throw error;
      },
    );
    await client.settle(accepted, request, { signal });
    return { begun };
  } catch (error) {
    if (isNotFound(error)) {
      if ((await findObject(client, id, signal).catch(() => mapping)) === undefined) {
        return { begun };
      }
    }
    const cause: unknown = signal.aborted ? signal.reason : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { begun, failure: `Mapping "${placeIn(id)}": ${reason}` };
  }
}

/** The mapping once Azure has done with it; `undefined` when it is gone. */
async function settledMapping(
  client: ArmClient,
  mapping: AzureObject,
  { signal, pause }: Patience,
): Promise<AzureObject | undefined> {
  const isInProgress = (state: AzureObject | undefined) =>
    state !== undefined && kind.isInProgress?.(state) === true;
  return waitWhile<AzureObject | undefined>(mapping, isInProgress, {
    longest: longestHold,
    look: () => findObject(client, idOf(mapping), signal),
    wait: pause,
    stopped: (error) => (error instanceof Error ? error : new Error(String(error))),
  });
}

function isToChange(mapping: AzureObject, setting: AgentAutoUpdateSetting): boolean {
  const { toChange, skipped } = planFor([mapping], [], setting);
  const [first] = skipped;
  if (first !== undefined) {
    throw new Error(first.reason);
  }
  return toChange.length > 0;
}

/** The error for work that is not complete: kept in the state when Azure accepted any of it. */
export function halfMadeOrRefused(
  { failures, begun }: WorkDone,
  state: { readonly vaultId: string; readonly inputs: Properties; readonly outputs: Properties },
): Error {
  const { vaultId, inputs, outputs } = state;
  const head = `Agent auto-update of the vault "${vaultId}" is not set on every mapping that was to be changed. The next deployment goes on with the rest.`;
  return begun
    ? new ResourceInitializationError(vaultId, outputs, inputs, [head, ...failures])
    : new Error([head, ...failures.map((failure) => `  - ${failure}`)].join("\n"));
}
