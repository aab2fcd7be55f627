import type { LogLevel } from "./engine";
import type { ProviderHandlers } from "./handlers";
import { startPluginServer, type PluginServer } from "./plugin-server";

/** A process is one plugin: the engine starts it for that alone. */
let served: PluginServer | undefined;

/**
 * Runs this process as a Pulumi resource plugin: listens on the loopback, tells the engine its port
 * as the one line on stdout, and ends with the engine that started it.
 */
export async function servePlugin(handlers: ProviderHandlers): Promise<void> {
  served = await startPluginServer(handlers, {
    engineAddress: engineAddress(process.argv.slice(2)),
    onEngineLost: () => {
      process.exit(1);
    },
  });
  process.stdout.write(`${served.port}\n`);
}

/**
 * Shows a message beside the deployment. The engine does not show what a plugin writes to stderr;
 * before the plugin is served that is the only place.
 */
export function showMessage(severity: LogLevel, message: string): void {
  if (served === undefined) {
    process.stderr.write(`${message}\n`);
  } else {
    void served.log(severity, message);
  }
}

/** The engine puts its logging and tracing options before its address. */
function engineAddress(args: readonly string[]): string | undefined {
  return args.at(-1);
}
