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

/**
 * A connection that ends the run when so many requests were sent: before the last is carried out, or after it.
 *
 * @param through - What lies between the run and Azure. Defaults to nothing.
 */
export function ending(
  { azure, owner }: Pick<Estate, "azure" | "owner">,
  requests: number,
  when: "before" | "after",
  through: (estate: Pick<Estate, "azure" | "owner">, connection: ArmConnection) => ArmConnection = (
    _,
    given,
  ) => given,
): { readonly connection: ArmConnection; readonly signal: AbortSignal; sent: number } {
  const connection = through({ azure, owner }, azure.connect(owner));
  const { transport } = connection;
  const controller = new AbortController();
  const ended = {
    sent: 0,
    signal: controller.signal,
    connection: {
      ...connection,
      transport: {
        ...transport,
        now: () => azure.clock.now(),
        wait: transport.wait.bind(transport),
        send: async (...args: Parameters<typeof transport.send>) => {
          const number = ++ended.sent;
          if (number === requests && when === "before") {
            controller.abort(new Error("The run was ended."));
          }
          const answer = await transport.send(args[0], args[1]);
          if (number === requests && when === "after") {
            controller.abort(new Error("The run was ended."));
          }
          return answer;
        },
      },
    },
  };
  return ended;
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
