import { patchCoverage } from "../../../src/azure/patch-coverage";
import type { PatchedMachineRow } from "../../../src/azure/resource-graph-queries";
import type { GuestPatchSettings } from "../../../src/azure/guest-patching";
import type { PatchMachine, ReachingSchedule } from "../../../src/operations/patch/machines";

export const now = new Date("2026-11-10T12:00:00Z");

const row: PatchedMachineRow = {
  id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm",
  name: "vm",
  resourceGroup: "rg",
  subscriptionId: "s",
  location: "westeurope",
  osType: "Linux",
  powerState: "PowerState/running",
  provisioningState: "Succeeded",
  patchMode: "AutomaticByPlatform",
  assessmentMode: "AutomaticByPlatform",
  rebootSetting: "",
  bypassPlatformSafetyChecksOnUserSchedule: null,
  provisionVmAgent: true,
  enableAutomaticUpdates: null,
  imageReference: null,
  tags: {},
  hasOsProfile: true,
  hotpatchingEnabled: null,
  createdAt: "2026-10-01T00:00:00Z",
  availabilitySetId: "",
  scaleSetId: "",
  zone: "",
  assessmentStatus: "Succeeded",
  assessedAt: "2026-11-10T06:00:00Z",
  assessedBy: "Platform",
  rebootPending: false,
  missingByClassification: { critical: 0, security: 0, other: 0 },
  patchService: "APT",
  assessmentErrors: "",
  installationStatus: "",
  installationStartedAt: "",
  installationEndedAt: "",
  installationStartedBy: "",
  installedCount: null,
  failedCount: null,
  pendingCount: null,
  excludedCount: null,
  notSelectedCount: null,
  rebootStatus: "",
  maintenanceWindowExceeded: null,
  maintenanceRunId: "",
  installationErrors: "",
  patchExtensionState: "Succeeded",
};

export const ubuntu = {
  publisher: "Canonical",
  offer: "0001-com-ubuntu-server-jammy",
  sku: "22_04-lts-gen2",
};

export const nightly: ReachingSchedule = {
  id: "/subscriptions/s/resourcegroups/rg/providers/Microsoft.Maintenance/maintenanceConfigurations/nightly",
  name: "nightly",
  by: "Assignment",
  schedule: {
    id: "/subscriptions/s/resourcegroups/rg/providers/Microsoft.Maintenance/maintenanceConfigurations/nightly",
    name: "nightly",
    location: "westeurope",
    startDateTime: "2026-11-02 22:00",
    expirationDateTime: "9999-12-31 23:59:59",
    duration: "03:00",
    timeZone: "W. Europe Standard Time",
    recurEvery: "Day",
    rebootSetting: "IfRequired",
  },
};

interface Given {
  readonly settings?: Partial<GuestPatchSettings>;
  readonly row?: Partial<PatchedMachineRow>;
  readonly image?: PatchMachine["image"] | null;
  readonly hasOsProfile?: boolean;
  readonly schedules?: readonly ReachingSchedule[];
  readonly schedulesHidden?: boolean;
}

/** A machine that Azure patches and with which all is well, but for what is given. */
export function patchMachine(given: Given = {}): PatchMachine {
  const settings: GuestPatchSettings = {
    operatingSystem: "Linux",
    patchMode: "AutomaticByPlatform",
    assessmentMode: "AutomaticByPlatform",
    provisionVmAgent: true,
    ...given.settings,
  };
  const image = given.image === null ? undefined : (given.image ?? ubuntu);
  const { hasOsProfile = true, schedules = [], schedulesHidden = false } = given;
  const names = schedulesHidden ? undefined : schedules.map(({ name }) => name);
  return {
    row: { ...row, osType: settings.operatingSystem, ...given.row },
    settings,
    image,
    hasOsProfile,
    schedules,
    coverage: patchCoverage({ settings, hasOsProfile, image, schedules: names }),
  };
}

/** Settings that let a schedule in. */
export const bypass = { bypassPlatformSafetyChecksOnUserSchedule: true };
