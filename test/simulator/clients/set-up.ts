/*
 * What every scenario program of Microsoft's clients shares. Each runs as a process of its own,
 * because `NODE_EXTRA_CA_CERTS` is read only when a process starts, and prints what it saw as JSON.
 */
import { ClientSecretCredential } from "@azure/identity";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";

export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set.`);
  }
  return value;
}

export const endpoint = `https://${variable("ARM_METADATA_HOSTNAME")}`;
export const subscriptionId = variable("ARM_SUBSCRIPTION_ID");
export const scope = `${endpoint}/.default`;
/** Options that lead any client to the endpoint. */
export const clientOptions = {
  endpoint,
  credentialScopes: [scope],
  credentials: { scopes: [scope] },
};

export function secretCredential(
  clientId = variable("ARM_CLIENT_ID"),
  clientSecret = variable("ARM_CLIENT_SECRET"),
): ClientSecretCredential {
  return new ClientSecretCredential(variable("ARM_TENANT_ID"), clientId, clientSecret, {
    authorityHost: endpoint,
    disableInstanceDiscovery: true,
  });
}

/** Status and code of a refusal. */
export function refusal(error: unknown): readonly unknown[] {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  return [statusCode, code];
}

/** Turns the clock of the served Azure. */
export async function turn(seconds: number): Promise<void> {
  process.send?.(seconds);
  await once(process, "message");
}

/** All of a paged list. */
export async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) {
    found.push(one);
  }
  return found;
}

/** Asks again and again until an answer is the one that is waited for. */
export async function until<T>(ask: () => Promise<T>, reached: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (reached(answer)) {
      return answer;
    }
    await setTimeout(50);
  }
}

/** Runs a scenario and prints what it saw. */
export function show(scenario: () => Promise<unknown>): void {
  scenario().then(
    (seen) => {
      process.stdout.write(JSON.stringify(seen));
      leave();
    },
    (error: unknown) => {
      process.stderr.write(error instanceof Error ? String(error.stack) : String(error));
      process.exitCode = 1;
      leave();
    },
  );
}

/** Lets the process end: the channel to its parent holds it. */
function leave(): void {
  if (process.connected) {
    process.disconnect();
  }
}
