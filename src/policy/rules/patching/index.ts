import type { Rule } from "../../rule";
import { assessmentByPlatform } from "./assessment-by-platform";
import { assessmentModeWord } from "./assessment-mode-word";
import { automaticUpdatesStay } from "./automatic-updates-stay";
import { byOsNeedsAutomaticUpdates } from "./by-os-needs-automatic-updates";
import { hotpatchKeepsSafetyChecks } from "./hotpatch-keeps-safety-checks";
import { hotpatchNeedsPlatform } from "./hotpatch-needs-platform";
import { imageForHotpatching } from "./image-for-hotpatching";
import { imageForPlatform } from "./image-for-platform";
import { imageForUpdateManager } from "./image-for-update-manager";
import { imageOfSystem } from "./image-of-system";
import { manualNeedsUpdatesOff } from "./manual-needs-updates-off";
import { modeCanChange } from "./mode-can-change";
import { patchModeOfSystem } from "./patch-mode-of-system";
import { patchedByAllowedMode } from "./patched-by-allowed-mode";
import { patchingNeedsAgent } from "./patching-needs-agent";
import { platformSettingsWithPlatform } from "./platform-settings-with-platform";
import { platformWithAutomaticUpdates } from "./platform-with-automatic-updates";
import { rebootIsSaid } from "./reboot-is-said";
import { rebootSettingWord } from "./reboot-setting-word";
import { scheduleCanPatch } from "./schedule-can-patch";
import { somebodyPatches } from "./somebody-patches";
import { waitingMachineHasSchedule } from "./waiting-machine-has-schedule";

/** Who patches a machine, and whether its settings, its image and its schedules agree. */
export const patchingRules: readonly Rule[] = [
  patchModeOfSystem,
  assessmentModeWord,
  rebootSettingWord,
  byOsNeedsAutomaticUpdates,
  manualNeedsUpdatesOff,
  platformWithAutomaticUpdates,
  patchingNeedsAgent,
  platformSettingsWithPlatform,
  hotpatchNeedsPlatform,
  hotpatchKeepsSafetyChecks,
  modeCanChange,
  automaticUpdatesStay,
  scheduleCanPatch,
  waitingMachineHasSchedule,
  assessmentByPlatform,
  patchedByAllowedMode,
  somebodyPatches,
  rebootIsSaid,
  imageForPlatform,
  imageForHotpatching,
  imageForUpdateManager,
  imageOfSystem,
];
