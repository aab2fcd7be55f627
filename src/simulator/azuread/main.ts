import { connectToAzure } from "../../arm/connect";
import { servePlugin, showMessage } from "../../plugin/serve-plugin";
import { azureadDouble } from "./azuread-double";

function announce(message: string): void {
  showMessage("info", message);
}

void servePlugin(azureadDouble((configuration) => connectToAzure(configuration, { announce })));
