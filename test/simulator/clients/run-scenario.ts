import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock, type SimulatedAzure } from "../../../src/simulator/index";
import { newAzure } from "../caller";

type Options = NonNullable<Parameters<typeof newAzure>[0]> & {
  readonly speed?: number;
  readonly prepare?: (azure: SimulatedAzure) => void;
};

/**
 * Runs a scenario program of this folder as an owner against an Azure of its own, and answers what it
 * saw. A program may ask for the clock to be turned.
 *
 * @param options.speed - How many times as fast as real time the clock runs. Defaults to `6000`.
 * @param options.prepare - What is to be so before the program begins.
 */
export async function runScenario(
  program: string,
  { speed = 6000, prepare, ...options }: Options = {},
): Promise<{ seen: unknown; azure: SimulatedAzure }> {
  const directory = mkdtempSync(join(tmpdir(), "evergreen-"));
  const clock = new Clock({ speed });
  const azure = newAzure({ clock, permissionPropagationInSeconds: 0, ...options });
  const owner = azure.createServicePrincipal("sdk");
  const other = azure.createServicePrincipal("other");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  prepare?.(azure);
  const served = await azure.serve();
  try {
    const printed = await output(program, clock, {
      OTHER_OBJECT_ID: other.objectId,
      OTHER_CLIENT_ID: other.clientId,
      OTHER_CLIENT_SECRET: other.clientSecret,
      ...served.environment(owner, directory),
    });
    return { seen: JSON.parse(printed), azure };
  } finally {
    await served.close();
    rmSync(directory, { recursive: true });
  }
}

/** What a program printed; one that fails is told with what it said. */
function output(program: string, clock: Clock, env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, program), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
      env: { PATH: process.env.PATH, ...env },
      silent: true,
    });
    let [printed, complaints] = ["", ""];
    child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    child.on("message", (seconds: number) => {
      clock.advance(seconds * 1000);
      child.send("turned");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) {
        resolve(printed);
      } else {
        reject(new Error(`${program} ended with ${String(code)}: ${complaints}`));
      }
    });
  });
}
