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
import { armUrl, automationAccountApiVersion, siteRecoveryUrl, vaultApiVersion } from "./api";
import { asAzureObject, textOf } from "./azure-object";
import type { AccountUse } from "./deployment-record";
import { vaultOf } from "./replicated-machines";
import type { Session } from "./session";
import type { Judgement } from "./site-recovery-kind";

const accountPath = "agentAutoUpdate.automationAccountId";

/**
 * The rules of agent auto-update that need a look into Azure: the account's identity, the vault's
 * private endpoints, and the accounts that the vault's other mappings use. What is unknown or cannot
 * be read is not judged.
 */
export async function agentUpdaterFindings(
  session: Session,
  judgement: Judgement,
): Promise<Finding[]> {
  const { inputs } = judgement;
  const block = asObject(inputs.agentAutoUpdate);
  if (block?.status !== "Enabled") {
    return [];
  }
  const account = knownText(block.automationAccountId);
  const placed = ["protectionContainerId", "targetProtectionContainerId", "policyId"]
    .map((name) => knownText(inputs[name]))
    .find((id) => id !== undefined);
  const vault = placed === undefined ? undefined : vaultOf(placed);
  const findings: Finding[] = [];
  if (account !== undefined && vault !== undefined) {
    findings.push(
      ...accountSubscriptionFindings({ vaultId: vault, automationAccountId: account }, accountPath),
      ...(await otherAccounts(session, judgement, { vault, account })),
    );
  }
  if (account !== undefined && block.authenticationType === authenticationTypes.systemAssigned) {
    findings.push(...(await accountIdentity(session, judgement, account)));
  }
  if (vault !== undefined) {
    findings.push(...(await privateEndpoints(session, judgement, vault)));
  }
  return findings;
}

async function accountIdentity(
  session: Session,
  judgement: Judgement,
  account: string,
): Promise<Finding[]> {
  const held = await lookAt(session, judgement, account, automationAccountApiVersion);
  return held === undefined
    ? []
    : accountIdentityFindings(textOf(asObject(held.identity)?.type), account, accountPath);
}

async function privateEndpoints(
  session: Session,
  judgement: Judgement,
  vault: string,
): Promise<Finding[]> {
  const held = await lookAt(session, judgement, vault, vaultApiVersion);
  const connections = asObject(held?.properties)?.privateEndpointConnections;
  const count = Array.isArray(connections) ? connections.length : 0;
  return privateEndpointFindings(
    { vaultId: vault, privateEndpointCount: count },
    "agentAutoUpdate.status",
  );
}

async function otherAccounts(
  session: Session,
  judgement: Judgement,
  { vault, account }: { readonly vault: string; readonly account: string },
): Promise<Finding[]> {
  const listed = await attempt(judgement, async () => {
    const client = await session.client();
    const url = siteRecoveryUrl(vault, "replicationProtectionContainerMappings");
    return (await client.list(url, judgement.context.signal)).map(asAzureObject);
  });
  const inUse = (listed ?? []).flatMap((mapping): AccountUse[] => {
    const { status, automationAccountId } = blockHeld(mapping);
    const accountId = textOf(automationAccountId);
    return status === "Enabled" && accountId !== undefined && mapping.id !== undefined
      ? [{ mappingId: mapping.id, accountId }]
      : [];
  });
  const uses = [...inUse, ...session.deployment.accounts()].filter(
    ({ mappingId }) =>
      sameId(vaultOf(mappingId), vault) &&
      (judgement.id === undefined || !sameId(mappingId, judgement.id)),
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
  judgement: Judgement,
  id: string,
  apiVersion: string,
): Promise<Record<string, unknown> | undefined> {
  return attempt(judgement, async () => {
    const client = await session.client();
    return asObject((await client.get(armUrl(id, apiVersion), judgement.context.signal)).body);
  });
}

async function attempt<T>(judgement: Judgement, look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    judgement.onUnreadable(error);
    return undefined;
  }
}

function knownText(value: unknown): string | undefined {
  return isUnknown(value) ? undefined : textOf(value);
}
