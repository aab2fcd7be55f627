import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Clock,
  type ServedAzure,
  type ServicePrincipal,
  SimulatedAzure,
} from "../../simulator/index";
import { exitCodes } from "../exit-codes";
import type { SimulateOptions } from "./options";
import { writePrivateFile } from "./private-file";
import { writePulumiFiles } from "./pulumi-files";

const clientName = "evergreen simulate";

/** Serves a simulated Azure until SIGTERM or SIGINT, and answers the exit code. */
export async function simulate(options: SimulateOptions): Promise<number> {
  // Told to end while it starts, it starts and ends.
  const toldToEnd = signalled();
  const start = options.from === undefined ? new Date() : new Date(options.from.time);
  const azure = new SimulatedAzure({
    clock: new Clock({ start, speed: options.speed }),
    limits: options.limits,
    ...(options.from === undefined ? {} : { from: options.from }),
  });
  const client = clientOf(azure);
  let served: ServedAzure;
  try {
    served = await azure.serve({ port: options.port, onDefect: sayDefect });
  } catch (error) {
    return failed(whyNotServed(error, options.port));
  }
  let temporary: string | undefined;
  try {
    const directory =
      options.directory ?? (temporary = mkdtempSync(join(tmpdir(), "evergreen-simulate-")));
    process.stdout.write(
      `${JSON.stringify(writeFiles(azure, served, client, directory, options))}\n`,
    );
    say(`serving ${served.url}; SIGTERM or SIGINT ends it.`);
    say(`ended by ${await toldToEnd}.`);
  } catch (error) {
    return failed(messageOf(error));
  } finally {
    await served.close();
    if (temporary !== undefined) {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  return options.save === undefined ? exitCodes.done : saveInto(azure, options.save);
}

/** Owner of the subscription in a new estate; in a loaded one whatever it was, with a new secret. */
function clientOf(azure: SimulatedAzure): ServicePrincipal {
  const known = azure.renewSecret(clientName);
  if (known !== undefined) {
    return known;
  }
  const client = azure.createServicePrincipal(clientName);
  azure.grant({ principalId: client.objectId, role: "Owner" });
  return client;
}

/** Writes what clients need, and answers what is told of it on stdout: no secret. */
function writeFiles(
  azure: SimulatedAzure,
  served: ServedAzure,
  client: ServicePrincipal,
  directory: string,
  options: SimulateOptions,
): object {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const caFile = join(directory, "ca.pem");
  const environment = join(directory, "environment.json");
  const { tenantId, subscriptionId } = azure;
  const { clientId, clientSecret } = client;
  const told = { endpoint: served.url, tenantId, subscriptionId, clientId };
  writePrivateFile(caFile, served.certificateAuthority);
  writePrivateFile(
    environment,
    `${JSON.stringify({ ...told, clientSecret, caFile }, undefined, 2)}\n`,
  );
  const pulumi =
    options.pulumi === undefined
      ? undefined
      : writePulumiFiles(options.pulumi, served.variables(client, caFile));
  return { ...told, caFile, environment, ...(pulumi === undefined ? {} : { pulumi }) };
}

function saveInto(azure: SimulatedAzure, file: string): number {
  try {
    writePrivateFile(file, `${JSON.stringify(azure.save(), undefined, 1)}\n`);
    say(`saved the estate into ${file}.`);
    return exitCodes.done;
  } catch (error) {
    return failed(`the estate could not be saved into ${file}: ${messageOf(error)}`);
  }
}

function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    // They stay registered: a second signal must not end the process while it saves.
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, resolve);
    }
  });
}

/** Where it failed, and nothing of the request that made it fail. */
function sayDefect(error: unknown): void {
  const { name, stack = "" } = error instanceof Error ? error : new Error("unknown");
  const place = stack.split("\n").find((line) => line.startsWith("    at "));
  say(`a defect of the simulated Azure: ${name}${place === undefined ? "" : place.slice(3)}`);
}

function whyNotServed(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `port ${port} is in use.`;
  }
  return code === "EACCES" ? `port ${port} may not be used by this user.` : messageOf(error);
}

function failed(message: string): number {
  say(message);
  return exitCodes.failed;
}

function say(message: string): void {
  process.stderr.write(`evergreen simulate: ${message}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
