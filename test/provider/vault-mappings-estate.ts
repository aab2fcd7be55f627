import type { Properties } from "../../src/plugin/handlers";
import type { SimulatedAzure, SimulatedAzureOptions } from "../../src/simulator";
import type { Caller } from "../simulator/caller";
import {
  account,
  done,
  group,
  mapping,
  northContainer,
  policy,
  propertiesOf,
  vault,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import { withItem } from "../simulator/site-recovery/replicated-machine";
import { Deployment } from "./harness";

export const back = `${northContainer}/replicationProtectionContainerMappings/back`;
export const otherAccount = `${group}/providers/Microsoft.Automation/automationAccounts/account2`;
export const enabled = {
  status: "Enabled",
  automationAccountId: account,
  authenticationType: "SystemAssignedIdentity",
};
export const wanted = {
  vaultId: vault,
  agentAutoUpdate: { status: "Enabled", automationAccountId: account },
};
/** The two mappings, as they are named. */
export const places = ["north/container1/back", "west/container1/mapping1"] as const;
export const mappingType =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings";

export interface Estate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
}

/** A mapping with a machine and one back without, both set to the same. Defaults to no agent updates. */
export async function withTwoMappings(
  details: object = {},
  options: SimulatedAzureOptions = {},
): Promise<Estate> {
  const estate = await withItem({ instanceType: "A2A", ...details }, options);
  await makeBack(estate, details);
  return estate;
}

export async function makeBack({ owner }: Estate, details: object = {}): Promise<void> {
  await done(
    owner,
    "PUT",
    back,
    {
      properties: {
        policyId: policy,
        targetProtectionContainerId: westContainer,
        providerSpecificInput: { instanceType: "A2A", ...details },
      },
    },
    "2024-04-01",
  );
}

/** Makes a second automation account, and answers the principal of its identity. */
export async function makeOtherAccount({ owner }: Estate): Promise<string> {
  const body = { location: "westeurope", identity: { type: "SystemAssigned" }, properties: {} };
  const made = await done(owner, "PUT", otherAccount, body, "2024-10-23");
  return (made.body as { identity: { principalId: string } }).identity.principalId;
}

/** Sets a mapping elsewhere, as the portal or a script does. */
export async function setting({ owner }: Estate, id: string, details: object): Promise<void> {
  const body = { properties: { providerSpecificInput: { instanceType: "A2A", ...details } } };
  await done(owner, "PATCH", id, body, "2024-04-01");
}

export function deploymentIn({ azure, owner }: Estate): Deployment {
  return new Deployment(azure.connect(owner).transport);
}

/** What a mapping holds of agent updates. */
export async function detailsOf({ owner }: Estate, id: string): Promise<Properties> {
  const { providerSpecificDetails } = await propertiesOf(owner, id, "2024-04-01");
  const { agentAutoUpdateStatus, automationAccountArmId, automationAccountAuthenticationType } =
    providerSpecificDetails as Properties;
  return agentAutoUpdateStatus === "Enabled"
    ? { agentAutoUpdateStatus, automationAccountArmId, automationAccountAuthenticationType }
    : { agentAutoUpdateStatus };
}

/** How often a mapping has been written to. */
export function mappingWrites({ azure }: Estate): number {
  return azure
    .recorded()
    .filter(({ action }) => action === `${mappingType}/write`)
    .reduce((sum, { times }) => sum + times, 0);
}

/** Creates the resource, and answers the inputs that are kept in the state. */
export async function prepared(deployment: Deployment, inputs: Properties): Promise<Properties> {
  const checked = await deployment.checked("VaultAgentAutoUpdate", inputs);
  await deployment.create("VaultAgentAutoUpdate", inputs);
  return checked;
}

/** What a refusal says. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("not refused");
}

export { mapping };
