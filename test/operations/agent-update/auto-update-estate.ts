import type { ArmConnection, ArmRequest, ArmResponse } from "../../../src/arm/transport";
import type { ChangeReport, InvalidInputError, OperationOptions } from "../../../src/operations";
import { withTwoMappings, type Estate } from "../../provider/vault-mappings-estate";
import {
  account,
  mapping,
  vault,
  westContainer,
} from "../../simulator/site-recovery/replicated-estate";

/** Enables agent auto-update on the whole vault. */
export const enabling = {
  vaultIds: [vault],
  status: "Enabled",
  automationAccountId: account,
} as const;

export function optionsOf({ azure, owner }: Pick<Estate, "azure" | "owner">): OperationOptions {
  return { connection: azure.connect(owner) };
}

/** The numbers of a report. */
export function reportCounts(report: ChangeReport): Partial<ChangeReport> {
  const { selected, started, succeeded, failed, timedOut, underWay } = report;
  return { selected, started, succeeded, failed, timedOut, underWay };
}

/** The rules that refused, in the order in which they are told. */
export async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    return (error as InvalidInputError).findings.map(({ ruleId }) => ruleId);
  }
  throw new Error("not refused");
}

/** A connection that answers some requests in Azure's stead: those for which `answer` has an answer. */
export function answering(
  { azure, owner }: Pick<Estate, "azure" | "owner">,
  answer: (request: ArmRequest) => Partial<ArmResponse> | undefined,
): ArmConnection {
  const connection = azure.connect(owner);
  const { transport } = connection;
  return {
    ...connection,
    transport: {
      send: (request, signal) => {
        const given = answer(request);
        return given === undefined
          ? transport.send(request, signal)
          : Promise.resolve({ status: 200, headers: {}, body: undefined, ...given });
      },
      wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
      now: () => transport.now?.() ?? azure.clock.now(),
    },
  };
}

export function isPatchOf(id: string, { method, url }: ArmRequest): boolean {
  return method === "PATCH" && url.toLowerCase().includes(`${id.toLowerCase()}?`);
}

/** So many mappings beside a way back, none of them enabled; copies of one that Azure made. */
export async function manyMappings(count: number): Promise<Estate> {
  const estate = await withTwoMappings();
  const { azure } = estate;
  const made = azure.estate.get(mapping);
  for (let index = 3; made !== undefined && index <= count; index++) {
    const name = `mapping${index}`;
    const id = `${westContainer}/replicationProtectionContainerMappings/${name}`;
    azure.estate.put({ ...made, id: id.replace("/subscriptions/", "/Subscriptions/"), name });
  }
  return estate;
}
