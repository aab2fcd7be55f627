import type { ProviderHandlers } from "./handlers";
import { startPluginServer } from "./plugin-server";

/**
 * Runs this process as a Pulumi resource plugin: listens on the loopback, tells the engine its port
 * as the one line on stdout, and ends with the engine that started it.
 */
export async function servePlugin(handlers: ProviderHandlers): Promise<void> {
  const { port } = await startPluginServer(handlers, {
    engineAddress: process.argv[2],
    onEngineLost: () => {
      process.exit(1);
    },
  });
  process.stdout.write(`${port}\n`);
}
