import { agentUpdaterRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import type { Caller } from "../caller";
import { autoUpdate, done, propertiesOf, vault } from "./replicated-estate";
import { item, itemBody, machine, machineBody, network, nic, withItem } from "./replicated-machine";

export const compute = "2024-11-01";
export const first = "9.89.10768.1";
export const next = "9.90.10904.1";

export const secondMachine = machine.replace("machine1", "machine2");
export const secondItem = item.replace("item1", "item2");

export async function nightly(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const { azure, owner, identity } = await withItem(autoUpdate);
  azure.grant({ principalId: identity, scope: vault, role: agentUpdaterRole() });
  return { azure, owner };
}

/** Two machines that replicate over one mapping. */
export async function nightlyWithTwo(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const estate = await nightly();
  const { owner } = estate;
  const secondNic = nic.replace("nic1", "nic2");
  const subnet = { id: `${network}/subnets/subnet1` };
  await done(
    owner,
    "PUT",
    secondNic,
    {
      location: "westeurope",
      properties: { ipConfigurations: [{ name: "main", properties: { subnet } }] },
    },
    "2024-05-01",
  );
  const networkProfile = { networkInterfaces: [{ id: secondNic }] };
  await done(owner, "PUT", secondMachine, machineBody({ networkProfile }), compute);
  const { properties } = itemBody;
  await done(owner, "PUT", secondItem, {
    properties: {
      ...properties,
      providerSpecificDetails: {
        ...properties.providerSpecificDetails,
        fabricObjectId: secondMachine,
      },
    },
  });
  await owner.wait(3600);
  return estate;
}

export async function until(azure: SimulatedAzure, owner: Caller, date: string): Promise<void> {
  await owner.wait((new Date(date).getTime() - azure.clock.now().getTime()) / 1000);
}

export async function agentOf(caller: Caller, id = item): Promise<unknown> {
  const { providerSpecificDetails } = await propertiesOf(caller, id);
  return (providerSpecificDetails as Record<string, unknown>).agentVersion;
}

/** State, description and the messages of the errors of the vault's nightly jobs. */
export async function nightlyJobs(caller: Caller): Promise<unknown[]> {
  const jobs: Record<string, unknown>[] = [];
  let url: string | undefined = `${vault}/replicationJobs?api-version=2023-06-01`;
  while (url !== undefined) {
    const { body } = await caller.send("GET", url);
    const { value, nextLink } = body as {
      value: { properties: Record<string, unknown> }[];
      nextLink?: string;
    };
    jobs.push(...value.map(({ properties }) => properties));
    url = nextLink;
  }
  return jobs
    .filter(({ scenarioName }) => scenarioName === "UpdateMobilityService")
    .map(({ state, stateDescription, errors, startTime, endTime }) => [
      state,
      stateDescription,
      (errors as { serviceErrorDetails: { message: string } }[]).map(
        ({ serviceErrorDetails }) => serviceErrorDetails.message,
      ),
      startTime,
      endTime,
    ]);
}

export function job(date: string, outcome: string, errors: string[] = []): unknown[] {
  const state = outcome === "Failed" ? "Failed" : "Succeeded";
  return [state, outcome, errors, `${date}T23:00:00.000Z`, `${date}T23:01:00.000Z`];
}
