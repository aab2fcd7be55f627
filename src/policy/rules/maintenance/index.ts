import type { Rule } from "../../rule";
import { maintenanceScope } from "./maintenance-scope";
import { inGuestPatchMode } from "./in-guest-patch-mode";
import { patchWords } from "./patch-words";
import { windowIsDuration } from "./window-is-duration";
import { windowLongEnough } from "./window-long-enough";
import { windowComesBack } from "./window-comes-back";
import { windowEndsAfterStart } from "./window-ends-after-start";
import { windowIsComplete } from "./window-is-complete";
import { windowTimes } from "./window-times";
import { oneScheduleAMachine } from "./one-schedule-a-machine";
import { scheduleAttached } from "./schedule-attached";
import { scopeReachesSomebody } from "./scope-reaches-somebody";

/** When machines are patched. */
export const maintenanceRules: readonly Rule[] = [
  scheduleAttached,
  oneScheduleAMachine,
  scopeReachesSomebody,
  maintenanceScope,
  inGuestPatchMode,
  patchWords,
  windowIsDuration,
  windowLongEnough,
  windowComesBack,
  windowEndsAfterStart,
  windowIsComplete,
  windowTimes,
];
