import { asObject } from "../arm/errors";
import {
  accountIdentityFindings,
  accountSubscriptionFindings,
  authenticationTypes,
  otherAccountFindings,
} from "../azure/agent-updater-account";
import type { Finding } from "../azure/finding";
import { sameId } from "../azure/resource-id";
import { privateEndpointFindings } from "../azure/site-recovery";
import { isUnknown } from "../plugin/handlers";
import { blockHeld } from "./agent-auto-update-block";
import { armUrl, automationAccountApiVersion, siteRecoveryUrl, vaultApiVersion } from "../arm/api";
import { asAzureObject, textOf, type AzureObject } from "../arm/azure-object";
import type { AccountUse } from "./deployment-record";
import { vaultOf } from "./replicated-machines";
import type { Session } from "./session";
import type { Judgement } from "./site-recovery-kind";

const accountPath = "agentAutoUpdate.automationAccountId";

/** How far a rule may look into Azure. */
export type Look = Pick<Judgement, "context" | "onUnreadable">;

/** An automation account that is to update the agents of a vault. What is unknown is left out. */
export interface UpdaterUse {
  readonly vault: string | undefined;
  readonly account: string | undefined;
  readonly authenticationType: unknown;
  /** Whether a mapping of the vault gets the account now, so that what it has does not count. */
  readonly isSetNow: (mappingId: string) => boolean;
  /** The vault's mappings, where they have been read. */
  readonly mappings?: readonly AzureObject[];
}

/** The rules of a mapping's agent auto-update that need a look into Azure. */
export async function agentUpdaterFindings(
  session: Session,
  judgement: Judgement,
): Promise<Finding[]> {
  const { inputs, id } = judgement;
  const block = asObject(inputs.agentAutoUpdate);
  if (block?.status !== "Enabled") {
    return [];
  }
  const placed = ["protectionContainerId", "targetProtectionContainerId", "policyId"]
    .map((name) => knownText(inputs[name]))
    .find((known) => known !== undefined);
  return updaterFindings(session, judgement, {
    vault: placed === undefined ? undefined : vaultOf(placed),
    account: knownText(block.automationAccountId),
    authenticationType: block.authenticationType,
    isSetNow: (mappingId) => id !== undefined && sameId(mappingId, id),
  });
}

/**
 * The rules of an account that updates agents: its identity, the vault's private endpoints, and the
 * accounts that the vault's other mappings use. What is unknown or cannot be read is not judged.
 */
export async function updaterFindings(
  session: Session,
  look: Look,
  use: UpdaterUse,
): Promise<Finding[]> {
  const { vault, account } = use;
  const findings: Finding[] = [];
  if (account !== undefined && vault !== undefined) {
    findings.push(
      ...accountSubscriptionFindings({ vaultId: vault, automationAccountId: account }, accountPath),
      ...(await otherAccounts(session, look, { ...use, vault, account })),
    );
  }
  if (account !== undefined && use.authenticationType === authenticationTypes.systemAssigned) {
    findings.push(...(await accountIdentity(session, look, account)));
  }
  if (vault !== undefined) {
    findings.push(...(await privateEndpoints(session, look, vault)));
  }
  return findings;
}

async function accountIdentity(session: Session, look: Look, account: string): Promise<Finding[]> {
  const held = await lookAt(session, look, account, automationAccountApiVersion);
  return held === undefined
    ? []
    : accountIdentityFindings(textOf(asObject(held.identity)?.type), account, accountPath);
}

async function privateEndpoints(session: Session, look: Look, vault: string): Promise<Finding[]> {
  const held = await lookAt(session, look, vault, vaultApiVersion);
  const connections = asObject(held?.properties)?.privateEndpointConnections;
  const count = Array.isArray(connections) ? connections.length : 0;
  return privateEndpointFindings(
    { vaultId: vault, privateEndpointCount: count },
    "agentAutoUpdate.status",
  );
}

async function otherAccounts(
  session: Session,
  look: Look,
  use: UpdaterUse & { readonly vault: string; readonly account: string },
): Promise<Finding[]> {
  const { vault, account } = use;
  const listed =
    use.mappings ??
    (await attempt(look, async () => {
      const client = await session.client();
      const url = siteRecoveryUrl(vault, "replicationProtectionContainerMappings");
      return (await client.list(url, look.context.signal)).map(asAzureObject);
    }));
  const inUse = (listed ?? []).flatMap((mapping): AccountUse[] => {
    const { status, automationAccountId } = blockHeld(mapping);
    const accountId = textOf(automationAccountId);
    return status === "Enabled" && accountId !== undefined && mapping.id !== undefined
      ? [{ mappingId: mapping.id, accountId }]
      : [];
  });
  const uses = [...inUse, ...session.deployment.accounts()].filter(
    ({ mappingId }) => sameId(vaultOf(mappingId), vault) && !use.isSetNow(mappingId),
  );
  const firstOfEach = new Map(uses.map((use) => [use.accountId.toLowerCase(), use]));
  return [...firstOfEach.values()].flatMap(({ mappingId, accountId }) =>
    otherAccountFindings(
      { vaultId: vault, automationAccountId: account, accountInUse: accountId },
      accountPath,
    ).map((finding) => ({
      ...finding,
      message: `${finding.message} The mapping "${mappingId}" has it.`,
    })),
  );
}

async function lookAt(
  session: Session,
  look: Look,
  id: string,
  apiVersion: string,
): Promise<Record<string, unknown> | undefined> {
  return attempt(look, async () => {
    const client = await session.client();
    return asObject((await client.get(armUrl(id, apiVersion), look.context.signal)).body);
  });
}

async function attempt<T>(look: Look, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    look.onUnreadable(error);
    return undefined;
  }
}

function knownText(value: unknown): string | undefined {
  return isUnknown(value) ? undefined : textOf(value);
}
