import type { Rule } from "../../rule";
import { oneScheduleAMachine } from "./one-schedule-a-machine";
import { scheduleAttached } from "./schedule-attached";
import { scopeReachesSomebody } from "./scope-reaches-somebody";

/** When machines are patched. */
export const maintenanceRules: readonly Rule[] = [
  scheduleAttached,
  oneScheduleAMachine,
  scopeReachesSomebody,
];
