import type { ArgumentChanges } from "./types";

export const featureRegistration: ArgumentChanges = {
  providerNamespace: {
    promised: "replaced",
    before: "Microsoft.Compute",
    after: "Microsoft.Network",
    previewOnly: true,
  },
  featureName: {
    promised: "replaced",
    before: "EncryptionAtHost",
    after: "InGuestHotPatchVMPreview",
  },
  subscriptionId: {
    promised: "replaced",
    after: "2a9b6c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
    previewOnly: true,
  },
};
