import { refused } from "./shared";
import type { ArgumentChanges } from "./types";
import { virtualMachine } from "./virtual-machine";

export const windowsVirtualMachine: ArgumentChanges = {
  ...virtualMachine,
  adminPassword: refused,
  timeZone: refused,
  "patchSettings.enableAutomaticUpdates": refused,
  "patchSettings.hotpatchingEnabled": {
    promised: "in place",
    before: { hotpatchingEnabled: false },
    after: { hotpatchingEnabled: true },
    beside: {
      image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition-hotpatch:latest",
    },
  },
};
