import type * as pulumi from "@pulumi/pulumi";
import { defaultScheduleStart } from "../../azure/maintenance-schedule";
import { openingOnce, windowWithoutEnd } from "../../azure/maintenance-window";
import type { MaintenanceScheduleArgs } from "../maintenance-schedule";
import { mapInput } from "../shared/inputs";

/** What is installed on Windows. */
export interface MaintenanceScheduleWindowsArgs {
  /** `Critical`, `Security`, `UpdateRollup`, `FeaturePack`, `ServicePack`, `Definition`, `Tools`, `Updates`. Defaults to `Critical` and `Security`. */
  classificationsToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** KB numbers that are installed besides, such as `KB5044281`. Defaults to none. */
  kbNumbersToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** KB numbers that are not installed. Defaults to none. */
  kbNumbersToExclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether patches that need a restart are left out. Defaults to `false`. */
  excludeKbsRequiringReboot?: pulumi.Input<boolean>;
}

/** What is installed on Linux. */
export interface MaintenanceScheduleLinuxArgs {
  /** `Critical`, `Security`, `Other`. Defaults to `Critical` and `Security`. */
  classificationsToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Masks of package names that are installed besides, such as `openssl*`. Defaults to none. */
  packageNameMasksToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Masks of package names that are not installed. Defaults to none. */
  packageNameMasksToExclude?: pulumi.Input<pulumi.Input<string>[]>;
}

const defaultDuration = "03:00";
const defaultTimeZone = "UTC";
const defaultRebootSetting = "IfRequired";
const defaultClassifications = ["Critical", "Security"];

/** When and what, as azure-native takes it. */
export function scheduleInputs(args: MaintenanceScheduleArgs) {
  const { windows = {}, linux = {}, timeZone = defaultTimeZone } = args;
  return {
    maintenanceScope: "InGuestPatch",
    visibility: "Custom",
    extensionProperties: { InGuestPatchMode: "User" },
    startDateTime:
      args.startDateTime ?? mapInput(timeZone, (zone) => defaultScheduleStart(new Date(), zone)),
    timeZone,
    ...lengthAndRecurrence(args),
    installPatches: {
      rebootSetting: args.rebootSetting ?? defaultRebootSetting,
      windowsParameters: {
        classificationsToInclude: windows.classificationsToInclude ?? defaultClassifications,
        kbNumbersToInclude: windows.kbNumbersToInclude ?? [],
        kbNumbersToExclude: windows.kbNumbersToExclude ?? [],
        excludeKbsRequiringReboot: windows.excludeKbsRequiringReboot ?? false,
      },
      linuxParameters: {
        classificationsToInclude: linux.classificationsToInclude ?? defaultClassifications,
        packageNameMasksToInclude: linux.packageNameMasksToInclude ?? [],
        packageNameMasksToExclude: linux.packageNameMasksToExclude ?? [],
      },
    },
    tags: args.tags,
  };
}

function lengthAndRecurrence(args: MaintenanceScheduleArgs) {
  const { recurEvery, startDateTime = "", duration = defaultDuration } = args;
  if (recurEvery !== undefined) {
    return {
      duration,
      recurEvery,
      expirationDateTime: args.expirationDateTime ?? windowWithoutEnd,
    };
  }
  const once = mapInput({ startDateTime, duration }, (known) =>
    openingOnce(known.startDateTime, known.duration),
  );
  return {
    duration,
    recurEvery: mapInput(once, (known) => known?.recurEvery),
    expirationDateTime: mapInput(once, (known) => known?.expirationDateTime),
  };
}

/** When and what, as the rules look at it. */
export function scheduleShape(args: MaintenanceScheduleArgs) {
  const { windows = {}, linux = {} } = args;
  return {
    startDateTime: args.startDateTime,
    expirationDateTime: args.expirationDateTime,
    duration: args.duration ?? defaultDuration,
    timeZone: args.timeZone ?? defaultTimeZone,
    recurEvery: args.recurEvery,
    rebootSetting: args.rebootSetting ?? defaultRebootSetting,
    windows,
    linux,
  };
}
