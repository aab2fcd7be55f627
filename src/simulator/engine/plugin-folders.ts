import { join, resolve } from "node:path";

/** Root of this package, which holds the plugin folders. */
const packageFolder = resolve(__dirname, "../../..");

/** The providers that a program runs with in a simulated Azure, as a project file's `plugins` name them. */
export const pluginFolders = [
  { name: "azure-evergreen", path: join(packageFolder, "provider") },
  { name: "azure-native", path: join(packageFolder, "doubles", "azure-native") },
  { name: "azuread", path: join(packageFolder, "doubles", "azuread") },
] as const;
