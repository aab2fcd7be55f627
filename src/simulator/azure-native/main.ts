import { connectToAzure } from "../../arm/connect";
import { servePlugin, showMessage } from "../../plugin/serve-plugin";
import { azureNativeDouble } from "./azure-native-double";

function announce(message: string): void {
  showMessage("info", message);
}

void servePlugin(azureNativeDouble((configuration) => connectToAzure(configuration, { announce })));
