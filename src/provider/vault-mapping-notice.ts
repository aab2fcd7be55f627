import type { AgentAutoUpdateSetting } from "../azure/agent-auto-update";
import { isUnknown, type CallContext, type Properties } from "../plugin/handlers";
import { blockHeld } from "./agent-auto-update-block";
import { objectsIn, textOf, type AzureObject } from "../arm/azure-object";
import type { Session } from "./session";
import { idOf, placeIn, replicatedItemsOf } from "../arm/container-mappings";
import { machinesOf, type MappingPlan } from "./vault-mappings";

/**
 * Says which mappings are to be changed, from what, and which machines they replicate. One message, because
 * the order of several is the engine's. Names every machine: it is read before a change is agreed to.
 */
export async function tellChanges(
  session: Session,
  vaultId: string,
  { toChange, skipped }: MappingPlan,
  setting: AgentAutoUpdateSetting,
  context: CallContext,
): Promise<void> {
  if (skipped.length > 0) {
    const lines = skipped.map(({ mapping, reason }) => `  - ${placeIn(idOf(mapping))}: ${reason}`);
    context.log("warning", ["Mappings that are left as they are:", ...lines].join("\n"));
  }
  if (toChange.length === 0) {
    return;
  }
  const items = await itemsToName(session, vaultId, context);
  const count = toChange.length === 1 ? "1 mapping" : `${toChange.length} mappings`;
  const lines = toChange.map((mapping) => {
    const machines = items === undefined ? undefined : machinesOf(mapping, items);
    return `  - ${placeIn(idOf(mapping))}, ${describeBefore(mapping, setting)}: ${describeMachines(machines)}`;
  });
  context.log(
    "info",
    [
      `Agent auto-update of ${count} becomes ${describeSetting({ ...setting })}. No machine is restarted, and replication goes on.`,
      ...lines,
    ].join("\n"),
  );
}

/** Who may change mappings need not be allowed to read machines. */
async function itemsToName(
  session: Session,
  vaultId: string,
  context: CallContext,
): Promise<AzureObject[] | undefined> {
  try {
    return await replicatedItemsOf(await session.client(), vaultId, context.signal);
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    context.log("info", `The machines of the vault cannot be named: ${reason}`);
    return undefined;
  }
}

function describeBefore(mapping: AzureObject, setting: AgentAutoUpdateSetting): string {
  const before = describeSetting(blockHeld(mapping));
  if (before.toLowerCase() !== describeSetting({ ...setting }).toLowerCase()) {
    return `before ${before}`;
  }
  const [first] = objectsIn(mapping.properties.healthErrorDetails);
  const error = textOf(first?.errorMessage);
  return error === undefined ? "not healthy before" : `not healthy before ("${error}")`;
}

function describeSetting({ status, automationAccountId, authenticationType }: Properties): string {
  return status === "Enabled"
    ? `Enabled with ${describeAccount(automationAccountId)} (${textOf(authenticationType) ?? ""})`
    : "Disabled";
}

function describeAccount(id: unknown): string {
  return isUnknown(id) ? "an account that is still to be made" : `"${textOf(id) ?? ""}"`;
}

function describeMachines(machines: readonly string[] | undefined): string {
  if (machines === undefined) {
    return "machines that are not known";
  }
  if (machines.length === 0) {
    return "no machine yet";
  }
  const count = machines.length === 1 ? "1 machine" : `${machines.length} machines`;
  return `${count} (${machines.join(", ")})`;
}
