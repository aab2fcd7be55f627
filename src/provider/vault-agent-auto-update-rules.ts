import type { ArmClient } from "../arm/arm-client";
import { asObject, isNotFound } from "../arm/errors";
import type { Finding } from "../azure/finding";
import { sameId } from "../azure/resource-id";
import { isUnknown, type CallContext, type Properties } from "../plugin/handlers";
import { blockHeld, settingIn } from "./agent-auto-update-block";
import { updaterFindings, type Look } from "./agent-updater-rules";
import type { AzureObject } from "../arm/azure-object";
import { unreadableBefore } from "./early-look";
import type { Session } from "./session";
import { exceptIdsIn } from "./vault-agent-auto-update-inputs";
import { mappingsOf } from "../arm/container-mappings";
import { planFor, type MappingPlan } from "./vault-mappings";

/** What is wrong with the account that is asked for, beside what Azure holds. */
export async function accountFindings(
  session: Session,
  vaultId: string,
  inputs: Properties,
  known: { readonly look: Look; readonly mappings: readonly AzureObject[] | undefined },
): Promise<Finding[]> {
  const { look, mappings } = known;
  const { status, automationAccountId, authenticationType } = settingIn(inputs);
  if (status !== "Enabled" || !isAsked(inputs)) {
    return [];
  }
  const exceptIds = exceptIdsIn(inputs);
  return updaterFindings(session, look, {
    vault: vaultId,
    account: isUnknown(automationAccountId) ? undefined : automationAccountId,
    authenticationType,
    isSetNow: (mappingId) => !exceptIds.some((id) => sameId(id, mappingId)),
    ...(mappings === undefined ? {} : { mappings }),
  });
}

/** Looks as a check may. */
export function lookBefore(context: CallContext): Look {
  return { context, onUnreadable: unreadableBefore(context) };
}

/** Looks as far as it may, and says nothing where it may not. */
export function quietly(context: CallContext): Look {
  return { context, onUnreadable: () => undefined };
}

/** Looks for what others did to mappings that are set already, and warns where it may not. */
export function warningly(context: CallContext): Look {
  return {
    context,
    onUnreadable: (error) => {
      context.signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      context.log(
        "warning",
        `What was made or changed elsewhere is not known, because the vault's mappings cannot be read: ${reason}`,
      );
    },
  };
}

/** Looks, and fails where it may not. */
export function strictly(context: CallContext): Look {
  return {
    context,
    onUnreadable: (error) => {
      throw error;
    },
  };
}

/** The vault's mappings; `undefined` where they may not be read. */
export async function readableMappings(
  session: Session,
  vaultId: string,
  { context, onUnreadable }: Look,
): Promise<AzureObject[] | undefined> {
  try {
    return await mappingsOf(await session.client(), vaultId, context.signal);
  } catch (error) {
    onUnreadable(error);
    return undefined;
  }
}

/** Whether it is known what is asked for of which mappings. The account may be one that is still to be made. */
export function isAsked(inputs: Properties): boolean {
  const { status, authenticationType } = asObject(inputs.agentAutoUpdate) ?? {};
  return (
    status !== undefined && ![status, authenticationType, inputs.exceptMappingIds].some(isUnknown)
  );
}

export function planOf(inputs: Properties, mappings: readonly AzureObject[]): MappingPlan {
  return planFor(mappings, exceptIdsIn(inputs), settingIn(inputs));
}

/** The setting to begin with when a vault is imported: that of the first mapping that is enabled. */
export function commonSetting(mappings: readonly AzureObject[]): Properties {
  const held = mappings.map(blockHeld);
  return held.find(({ status }) => status === "Enabled") ?? { status: "Disabled" };
}

/** A vault's mappings; `undefined` when there is no such vault. */
export async function findMappings(
  client: ArmClient,
  vaultId: string,
  { signal }: CallContext,
): Promise<AzureObject[] | undefined> {
  try {
    return await mappingsOf(client, vaultId, signal);
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}
