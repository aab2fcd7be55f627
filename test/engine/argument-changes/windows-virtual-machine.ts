import { part, refused } from "./shared";
import type { ArgumentChanges } from "./types";
import { virtualMachine } from "./virtual-machine";

export const windowsVirtualMachine: ArgumentChanges = {
  ...virtualMachine,
  adminPassword: refused,
  timeZone: refused,
  licenseType: { promised: "in place", before: "None", after: "Windows_Server" },
  "network.privateIpAddress": part("privateIpAddress", "10.0.0.210", "10.0.0.211"),
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
