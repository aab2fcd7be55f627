import { servePlugin, showMessage } from "../../plugin/serve-plugin";
import { azureNativeDouble } from "./azure-native-double";
import type { Connect } from "./session";

/** Credentials are loaded when Azure is first needed: a plugin must answer at once. */
const connect: Connect = async (configuration) => {
  const { connectToAzure } = await import("../../arm/connect.js");
  return connectToAzure(configuration, {
    announce: (message) => {
      showMessage("info", message);
    },
  });
};

void servePlugin(azureNativeDouble(connect));
