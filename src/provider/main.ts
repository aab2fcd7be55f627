import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connectToAzure } from "../arm/connect";
import { servePlugin, showMessage } from "../plugin/serve-plugin";
import { evergreenProvider } from "./evergreen-provider";

function packageVersion(): string {
  const text = readFileSync(join(__dirname, "..", "..", "package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function announce(message: string): void {
  showMessage("info", message);
}

void servePlugin(
  evergreenProvider(
    (configuration) => connectToAzure(configuration, { announce }),
    packageVersion(),
  ),
);
