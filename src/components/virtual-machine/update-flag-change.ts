import type { Finding } from "../../azure/finding";
import {
  automaticUpdatesChangeFindings,
  effectivePatchMode,
  patchModeTransitionFindings,
  type GuestPatchSettings,
} from "../../azure/guest-patching";

/** The part of a Windows machine's profile that decides who patches; none on Linux. */
interface WindowsConfiguration {
  readonly enableAutomaticUpdates?: boolean;
  readonly patchSettings?: { readonly patchMode?: string };
}

/** Refuses that automatic updates or the patch mode of Windows change as Azure does not let them. */
export function updateFlagFindings(
  before: WindowsConfiguration | undefined,
  after: WindowsConfiguration | undefined,
): Finding[] {
  return before === undefined || after === undefined
    ? []
    : changeFindings(settingsOf(before), settingsOf(after));
}

function changeFindings(before: GuestPatchSettings, after: GuestPatchSettings): Finding[] {
  const immutable = automaticUpdatesChangeFindings(
    before.enableAutomaticUpdates,
    after.enableAutomaticUpdates,
    "patchSettings.enableAutomaticUpdates",
  );
  if (immutable.length > 0) {
    return immutable;
  }
  return patchModeTransitionFindings(
    {
      operatingSystem: "Windows",
      enableAutomaticUpdates: after.enableAutomaticUpdates,
      from: effectivePatchMode(before),
      to: effectivePatchMode(after),
    },
    "patchSettings.patchMode",
  );
}

function settingsOf(configuration: WindowsConfiguration): GuestPatchSettings {
  return {
    operatingSystem: "Windows",
    enableAutomaticUpdates: configuration.enableAutomaticUpdates,
    patchMode: configuration.patchSettings?.patchMode,
  };
}
