import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, newAzure, newGroup, subscription } from "../caller";

export const account = `${subscription}/resourceGroups/rg/providers/Microsoft.Automation/automationAccounts/account1`;
export const version = "2024-10-23";
export const runbook = `${account}/runbooks/r`;

export function send(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
): Promise<ArmResponse> {
  return caller.send(method, `${id}?api-version=${version}`, body);
}

export function propertiesOf(answer: ArmResponse): Record<string, unknown> {
  return (answer.body as { properties: Record<string, unknown> }).properties;
}

/** An account with a system-assigned identity, and its subscription's owner. */
export async function withAccount(
  options: ConstructorParameters<typeof SimulatedAzure>[0] = {},
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const azure = newAzure(options);
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  const made = await send(owner, "PUT", account, {
    location: "westeurope",
    identity: { type: "SystemAssigned" },
    properties: {},
  });
  assert.equal(made.status, 201);
  return { azure, owner };
}

/** Sends text as a principal, as clients send the content of a runbook. */
export async function sendText(
  azure: SimulatedAzure,
  objectId: string,
  id: string,
  text: string,
): Promise<ArmResponse> {
  const { transport } = azure.connect({ objectId });
  return transport.send({
    method: "PUT",
    url: `${id}?api-version=${version}`,
    headers: { "Content-Type": "text/powershell" },
    body: text,
  });
}

/** A published runbook `r` with this script. */
export async function withRunbook(
  script = 'Write-Output "done"',
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await withAccount();
  await publishRunbook(estate, runbook, script);
  return estate;
}

/** Makes a runbook with this script, and publishes it. */
export async function publishRunbook(
  { azure, owner }: { readonly azure: SimulatedAzure; readonly owner: Caller },
  id: string,
  script: string,
): Promise<void> {
  await send(owner, "PUT", id, {
    location: "westeurope",
    properties: { runbookType: "PowerShell" },
  });
  const answer = await sendText(azure, owner.objectId, `${id}/draft/content`, script);
  assert.equal(answer.status, 202);
  await owner.wait(10);
  assert.equal((await send(owner, "POST", `${id}/publish`)).status, 202);
  await owner.wait(10);
}
