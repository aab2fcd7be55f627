import { FeatureRegistration } from "azure-evergreen";

export const state = new FeatureRegistration("encryption-at-host", {
  providerNamespace: "Microsoft.Compute",
  featureName: "EncryptionAtHost",
}).state;
