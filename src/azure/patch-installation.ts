import type { Finding } from "./finding";
import type { OperatingSystem } from "./guest-patching";

/** The classes that a patch can have. Source: azure-rest-api-specs compute, `VMGuestPatchClassification_Windows` and `_Linux`. */
export const installationClassifications: Readonly<Record<OperatingSystem, readonly string[]>> = {
  Windows: [
    "Critical",
    "Security",
    "UpdateRollUp",
    "FeaturePack",
    "ServicePack",
    "Definition",
    "Tools",
    "Updates",
  ],
  Linux: ["Critical", "Security", "Other"],
};

/** Whether an installation may restart the machine. Source: azure-rest-api-specs compute, `VMGuestPatchRebootSetting`. */
export const patchRebootSettings: readonly string[] = ["IfRequired", "Never", "Always"];

/** What is asked to be installed on one machine. */
export interface PatchInstallation {
  readonly operatingSystem: OperatingSystem;
  readonly rebootSetting: string | undefined;
  /** ISO 8601 duration, for example `PT2H`. */
  readonly maximumDuration: string | undefined;
  readonly classificationsToInclude: readonly string[];
  /** Patches that are named: KB numbers on Windows, package masks on Linux. */
  readonly inclusions: readonly string[];
}

/** Longest duration that an installation may have. Source: azure-rest-api-specs compute, `maximumDuration` ("less than 4 hours"). */
export const longestInstallationInHours = 4;

/**
 * What is wrong with an installation that is asked for: everything at once.
 *
 * Source: azure-rest-api-specs compute VirtualMachine_InstallPatches.json and
 * `VirtualMachineInstallPatchesParameters`.
 */
export function patchInstallationFindings(wanted: PatchInstallation): Finding[] {
  const { operatingSystem, rebootSetting, maximumDuration, classificationsToInclude } = wanted;
  const parameters = `${operatingSystem.toLowerCase()}Parameters`;
  const classes = installationClassifications[operatingSystem];
  const unknown = classificationsToInclude.filter((name) => !classes.includes(name));
  const hours = durationInHours(maximumDuration);
  const selects = classificationsToInclude.length > 0 || wanted.inclusions.length > 0;
  return [
    ...(patchRebootSettings.includes(rebootSetting ?? "")
      ? []
      : [
          finding(
            "EVG-INSTALL-001",
            "rebootSetting",
            `The reboot setting '${rebootSetting ?? ""}' is not valid.`,
            `Use one of ${patchRebootSettings.join(", ")}.`,
          ),
        ]),
    ...(maximumDuration === undefined ||
    (hours !== undefined && hours > 0 && hours <= longestInstallationInHours)
      ? []
      : [
          finding(
            "EVG-INSTALL-002",
            "maximumDuration",
            `The maximum duration '${maximumDuration}' is not valid.`,
            `Use an ISO 8601 duration of at most ${longestInstallationInHours} hours, for example 'PT2H'.`,
          ),
        ]),
    ...unknown.map((name) =>
      finding(
        "EVG-INSTALL-003",
        `${parameters}.classificationsToInclude`,
        `The classification '${name}' is not one of ${operatingSystem}.`,
        `Use some of ${classes.join(", ")}.`,
      ),
    ),
    ...(selects
      ? []
      : [
          finding(
            "EVG-INSTALL-004",
            parameters,
            "Nothing is selected to be installed.",
            "Name at least one classification or one patch.",
          ),
        ]),
  ];
}

function finding(ruleId: string, propertyPath: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath, message, fix };
}

/** Hours of an ISO 8601 duration of days, hours, minutes and seconds; `undefined` when it is none. */
export function durationInHours(duration: string | undefined): number | undefined {
  const [whole, days, hours, minutes, seconds] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration ?? "") ?? [];
  return whole === undefined || whole === "P"
    ? undefined
    : Number(days ?? 0) * 24 +
        Number(hours ?? 0) +
        Number(minutes ?? 0) / 60 +
        Number(seconds ?? 0) / 3600;
}
