import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import type { SimulatedAzure, SimulatedAzureOptions } from "../../../src/simulator/index";
import { type Caller, callerOf, newAzure, newGroup, subscription } from "../caller";

export const asr = "2023-06-01";
export const group = `${subscription}/resourceGroups/rg`;
export const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault1`;
export const account = `${group}/providers/Microsoft.Automation/automationAccounts/account1`;
export const policy = `${vault}/replicationPolicies/policy1`;
export const west = `${vault}/replicationFabrics/west`;
export const north = `${vault}/replicationFabrics/north`;
export const westContainer = `${west}/replicationProtectionContainers/container1`;
export const northContainer = `${north}/replicationProtectionContainers/container1`;
export const mapping = `${westContainer}/replicationProtectionContainerMappings/mapping1`;

export const policyBody = {
  properties: {
    providerSpecificInput: {
      instanceType: "A2A",
      recoveryPointHistory: 1440,
      crashConsistentFrequencyInMinutes: 5,
      appConsistentFrequencyInMinutes: 240,
      multiVmSyncStatus: "Enable",
    },
  },
};
export const containerBody = {
  properties: { providerSpecificInput: [{ instanceType: "A2A" }] },
};
export const autoUpdate = {
  instanceType: "A2A",
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};

export function fabricBody(location: string): object {
  return { properties: { customDetails: { instanceType: "Azure", location } } };
}

export function mappingBody(providerSpecificInput: object = { instanceType: "A2A" }): object {
  return {
    properties: {
      policyId: policy,
      targetProtectionContainerId: northContainer,
      providerSpecificInput,
    },
  };
}

/** Sends a request of Site Recovery and lets its job run to the end. */
export async function done(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
  version = asr,
): Promise<ArmResponse> {
  const answer = await caller.send(method, `${id}?api-version=${version}`, body);
  if (answer.status >= 400) {
    throw new Error(`${method} ${id}: ${JSON.stringify(answer.body)}`);
  }
  if (answer.headers["azure-asyncoperation"] !== undefined) {
    await caller.wait(300);
  }
  return answer;
}

export async function get(caller: Caller, id: string, version = asr): Promise<ArmResponse> {
  return caller.send("GET", `${id}?api-version=${version}`);
}

/** The `properties` of what is answered for an id. */
export async function propertiesOf(
  caller: Caller,
  id: string,
  version = asr,
): Promise<Record<string, unknown>> {
  const { body } = await get(caller, id, version);
  return (body as { properties: Record<string, unknown> }).properties;
}

/** A simulated Azure with a group, and its owner. */
export async function emptyEstate(
  options: SimulatedAzureOptions = {},
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const azure = newAzure(options);
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  return { azure, owner };
}

/** A vault and an automation account with a system identity, whose principal is answered too. */
export async function withVaultAndAccount(options: SimulatedAzureOptions = {}): Promise<{
  azure: SimulatedAzure;
  owner: Caller;
  identity: string;
}> {
  const { azure, owner } = await emptyEstate(options);
  await done(
    owner,
    "PUT",
    vault,
    { location: "northeurope", sku: { name: "RS0" }, properties: {} },
    "2024-10-01",
  );
  const made = await done(
    owner,
    "PUT",
    account,
    { location: "westeurope", identity: { type: "SystemAssigned" }, properties: {} },
    "2024-10-23",
  );
  const { identity } = made.body as { identity: { principalId: string } };
  return { azure, owner, identity: identity.principalId };
}

/** Two fabrics with a container each, and a policy. */
export async function withContainers(options: SimulatedAzureOptions = {}): Promise<{
  azure: SimulatedAzure;
  owner: Caller;
  identity: string;
}> {
  const estate = await withVaultAndAccount(options);
  const { owner } = estate;
  await done(owner, "PUT", west, fabricBody("westeurope"));
  await done(owner, "PUT", north, fabricBody("northeurope"));
  await done(owner, "PUT", westContainer, containerBody);
  await done(owner, "PUT", northContainer, containerBody);
  await done(owner, "PUT", policy, policyBody);
  return estate;
}

/** All of it, and a mapping that updates agents. */
export async function withMapping(
  providerSpecificInput: object = autoUpdate,
  options: SimulatedAzureOptions = {},
): Promise<{
  azure: SimulatedAzure;
  owner: Caller;
  identity: string;
}> {
  const estate = await withContainers(options);
  await done(estate.owner, "PUT", mapping, mappingBody(providerSpecificInput));
  return estate;
}
