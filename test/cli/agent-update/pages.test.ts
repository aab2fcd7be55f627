import { builtInRole } from "../../../src/azure/built-in-roles";
import { agentUpdaterRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { makeBack, withTwoMappings } from "../../provider/vault-mappings-estate";
import { publishRunbook, send } from "../../simulator/automation/account";
import { type Caller, subscription } from "../../simulator/caller";
import { account, autoUpdate, done, vault } from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { SetClock } from "../frame/set-clock";
import { holdPage } from "../frame/walked-page";

interface Estate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
  /** Object id of the identity of the account that updates agents. */
  readonly identity: string;
  readonly clock: SetClock;
}

/** A vault whose mappings are enabled both ways, with an account that has no role there. */
async function enabled(): Promise<Estate> {
  const clock = new SetClock();
  const assumptions = { automationJobRunsInSeconds: 9000 };
  const estate = await withItem(autoUpdate, { clock, assumptions });
  await makeBack(estate, autoUpdate);
  return { ...estate, clock };
}

/** Agents are updated every night; the release of November is installed. */
async function updated(): Promise<Estate> {
  const estate = await enabled();
  const { azure, clock, identity } = estate;
  azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
  clock.setTo("2026-11-18T09:00:00Z");
  return estate;
}

/** They were, until somebody took the account's role away. */
async function broken(): Promise<Estate> {
  const estate = await enabled();
  const { owner, clock, identity: principalId } = estate;
  const assignment = `${vault}/providers/Microsoft.Authorization/roleAssignments/6f0c6e7a-5a3c-4d0e-9d4b-1b1c8a8f6a11`;
  const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${builtInRole("Contributor").id}`;
  const properties = { principalId, roleDefinitionId, principalType: "ServicePrincipal" };
  await done(owner, "PUT", assignment, { properties }, "2022-04-01");
  clock.setTo("2026-11-16T12:00:00Z");
  await done(owner, "DELETE", assignment, undefined, "2022-04-01");
  clock.setTo("2026-11-18T09:00:00Z");
  return estate;
}

/** Beside them another account of the subscription ran four jobs of two and a half hours each. */
async function withBusyAccount(): Promise<Estate> {
  const estate = await updated();
  const { owner, clock } = estate;
  const busy = account.replace("account1", "account2");
  await send(owner, "PUT", busy, { location: "westeurope", properties: {} });
  await publishRunbook(estate, `${busy}/runbooks/report`, 'Write-Output "done"');
  const body = { properties: { runbook: { name: "report" }, parameters: {}, runOn: "" } };
  for (const name of ["one", "two", "three", "four"]) {
    await send(owner, "PUT", `${busy}/jobs/${name}`, body);
  }
  clock.setTo("2026-11-27T09:00:00Z");
  return estate;
}

/** A machine whose agent nobody has updated since November. */
async function outdated(): Promise<Pick<Estate, "azure" | "clock">> {
  const clock = new SetClock();
  const { azure } = await withItem({ instanceType: "A2A" }, { clock });
  clock.setTo("2027-02-09T09:00:00Z");
  return { azure, clock };
}

async function disabled(): Promise<Pick<Estate, "azure" | "clock">> {
  const clock = new SetClock();
  const { azure } = await withTwoMappings({}, { clock });
  return { azure, clock };
}

describe("the page of evergreen agent-update", () => {
  holdPage(
    "agent-update.md",
    { VAULT: vault, ACCOUNT: account },
    {
      status: async () => ({ ...(await broken()), role: "Reader" }),
      Cost: async () => ({ ...(await withBusyAccount()), role: "Reader" }),
      repair: async () => ({ ...(await broken()), role: "Owner" }),
      enable: async () => ({ ...(await disabled()), role: "Owner" }),
      disable: async () => ({ ...(await updated()), role: "Owner" }),
      run: async () => ({ ...(await outdated()), role: "Owner" }),
      schedule: async () => ({ ...(await updated()), role: "Owner" }),
    },
  );
});
