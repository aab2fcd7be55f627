import { connectToAzure } from "../arm/connect";
import { servePlugin, showMessage } from "../plugin/serve-plugin";
import { evergreenProvider } from "./evergreen-provider";
import { packageVersion } from "../plugin/package-version";

function announce(message: string): void {
  showMessage("info", message);
}

void servePlugin(
  evergreenProvider(
    (configuration) => connectToAzure(configuration, { announce }),
    packageVersion(),
  ),
);
