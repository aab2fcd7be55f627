import type { ArmTransport } from "../../../src/arm/transport";
import type { ArmConnection } from "../../../src/operations";
import { vault } from "../../simulator/site-recovery/replicated-estate";

/** What the documented script reports. */
export interface ScriptReport {
  readonly selected: readonly string[];
  readonly succeeded: number;
  readonly failed: number;
  readonly failedToStart: number;
  readonly timedOut: number;
}

interface Mapping {
  readonly id: string;
  readonly properties: {
    readonly state?: string;
    readonly healthErrorDetails?: readonly unknown[];
    readonly providerSpecificDetails?: Readonly<Record<string, string>>;
  };
}

/**
 * The script of source document 000 (learn.microsoft.com site-recovery/azure-to-azure-autoupdate), step by
 * step, with what is wrong with it: one page, no comparison of how the account signs in, none of it sent, four
 * tries two seconds apart, an empty address for work that was done at once, and one PATCH a second.
 */
export async function documentedScript(
  connection: ArmConnection,
  input: { readonly action: "Enabled" | "Disabled"; readonly accountId: string },
): Promise<ScriptReport> {
  const { transport } = connection;
  const begunAt = nowOf(transport);
  const version = "api-version=2018-01-10";
  const list = await retried(transport, () =>
    transport.send({
      method: "GET",
      url: `${vault}/replicationProtectionContainerMappings?${version}`,
    }),
  );
  const selected = (list.body as { value: Mapping[] }).value
    .filter((mapping) => isSelected(mapping, input))
    .map(({ id }) => id);
  let running: string[] = [];
  let [failedToStart, succeeded, failed, timedOut] = [0, 0, 0, 0];
  for (const id of selected) {
    try {
      const answer = await retried(transport, () =>
        transport.send({
          method: "PATCH",
          url: `${id}?${version}`,
          body: {
            properties: {
              providerSpecificInput: {
                instanceType: "A2A",
                agentAutoUpdateStatus: input.action,
                automationAccountArmId: input.accountId,
              },
            },
          },
        }),
      );
      running.push(answer.headers["azure-asyncoperation"] ?? "");
      await transport.wait(1000);
    } catch {
      failedToStart++;
    }
  }
  while (running.length > 0) {
    await transport.wait(30_000);
    const left: string[] = [];
    for (const url of running) {
      const word = await statusAt(transport, url);
      if (word === undefined || word === "InProgress") {
        left.push(url);
      } else if (["Succeeded", "PartiallySucceeded", "CompletedWithInformation"].includes(word)) {
        succeeded++;
      } else {
        failed++;
      }
      await transport.wait(500);
    }
    running = left;
    if (nowOf(transport) > begunAt + 160 * 60_000) {
      timedOut = running.length;
      running = [];
    }
  }
  return { selected, succeeded, failed, failedToStart, timedOut };
}

/** The script's selection. */
function isSelected(
  { properties }: Mapping,
  { action, accountId }: { readonly action: string; readonly accountId: string },
): boolean {
  const { state, healthErrorDetails = [], providerSpecificDetails: details } = properties;
  const same = (left: string | undefined, right: string) =>
    left?.toLowerCase() === right.toLowerCase();
  if (!same(details?.instanceType, "A2A") || !same(state, "Paired")) {
    return false;
  }
  return !(
    action === "Enabled" &&
    same(details?.agentAutoUpdateStatus, "Enabled") &&
    same(details?.automationAccountArmId, accountId) &&
    healthErrorDetails.length === 0
  );
}

async function statusAt(transport: ArmTransport, url: string): Promise<string | undefined> {
  if (url === "") {
    return undefined;
  }
  const answer = await transport.send({ method: "GET", url });
  return answer.status === 200 ? (answer.body as { status?: string }).status : undefined;
}

/** Up to four tries, two seconds apart, whatever Azure asks for. */
async function retried<T extends { readonly status: number }>(
  transport: ArmTransport,
  send: () => Promise<T>,
): Promise<T> {
  for (let retry = 0; ; retry++) {
    const answer = await send();
    if (answer.status < 400) {
      return answer;
    }
    if (retry >= 3) {
      throw new Error(String(answer.status));
    }
    await transport.wait(2000);
  }
}

function nowOf(transport: ArmTransport): number {
  return (transport.now?.() ?? new Date()).getTime();
}
