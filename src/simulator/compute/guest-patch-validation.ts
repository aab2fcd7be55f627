import { errorsAmong, type Finding } from "../../azure/finding";
import {
  automaticUpdatesChangeFindings,
  effectivePatchMode,
  guestPatchFindings,
  type GuestPatchSettings,
  patchModeTransitionFindings,
} from "../../azure/guest-patching";
import { matchesPreviewCatalogue } from "../../azure/images";
import type { StoredResource } from "../estate";
import type { ArmError, Call } from "../operation";
import { invalidParameter, propertyChangeNotAllowed } from "./compute-errors";
import { configurationName, imageOf, readPatchSettings } from "./patch-settings";

// Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching of 02/17/2021.
const firstVersionAfterPreview = "2021-03-01";
const previewFeature = "InGuestAutoPatchVMPreview";

/**
 * Refuses patch settings as Azure does. The rules are the package's own predicates; the words are
 * Azure's where public reports show them, else formed after those.
 */
export function requireValidPatchSettings(
  call: Call,
  machine: unknown,
  existing: StoredResource | undefined,
): void {
  const settings = readPatchSettings(machine);
  const before = existing === undefined ? undefined : readPatchSettings(existing);
  if (before !== undefined && settings.operatingSystem === "Windows") {
    const { enableAutomaticUpdates: from } = before;
    const { enableAutomaticUpdates: to } = settings;
    if (automaticUpdatesChangeFindings(from, to, "").length > 0) {
      throw propertyChangeNotAllowed("windowsConfiguration.enableAutomaticUpdates", 400);
    }
  }
  const [broken] = errorsAmong(guestPatchFindings(settings, ""));
  if (broken !== undefined) {
    throw refusalOf(broken, settings);
  }
  requireAllowedTransition(call, settings, before);
  if (call.apiVersion < firstVersionAfterPreview) {
    requirePreview(call, settings, machine);
  }
}

function requireAllowedTransition(
  call: Call,
  settings: GuestPatchSettings,
  before: GuestPatchSettings | undefined,
): void {
  if (before === undefined) {
    return;
  }
  const from = effectivePatchMode(before);
  const to = effectivePatchMode(settings);
  const { operatingSystem, enableAutomaticUpdates } = settings;
  const refused = patchModeTransitionFindings(
    { operatingSystem, enableAutomaticUpdates, from, to },
    "",
  );
  // In the preview a machine could only go from AutomaticByOS to AutomaticByPlatform.
  const backInPreview =
    call.apiVersion < firstVersionAfterPreview &&
    operatingSystem === "Windows" &&
    from === "AutomaticByPlatform" &&
    from !== to;
  if (refused.length > 0 || backInPreview) {
    throw propertyChangeNotAllowed(`${targetOf(settings)}.patchMode`);
  }
}

/**
 * The preview of 2021: a registered feature, and only the images of its list. Form of the text on the
 * feature: hashicorp/terraform-provider-azurerm issue 17185.
 */
function requirePreview(call: Call, settings: GuestPatchSettings, machine: unknown): void {
  if (settings.patchMode !== "AutomaticByPlatform") {
    return;
  }
  const target = `${targetOf(settings)}.patchMode`;
  if (!call.featureInForce("Microsoft.Compute", previewFeature)) {
    throw invalidParameter(
      `The property '${target}' is not valid because the 'Microsoft.Compute/${previewFeature}' feature ` +
        "is not enabled for this subscription.",
      target,
    );
  }
  const image = imageOf(machine);
  if (image === undefined || !matchesPreviewCatalogue(image)) {
    throw invalidParameter(
      "The patchMode 'AutomaticByPlatform' is invalid. The image of the virtual machine is not supported.",
      target,
    );
  }
}

function targetOf({ operatingSystem }: GuestPatchSettings): string {
  return `${configurationName(operatingSystem)}.patchSettings`;
}

/** What Azure answers for a rule that settings break. */
function refusalOf(broken: Finding, settings: GuestPatchSettings): ArmError {
  const target = targetOf(settings);
  const mode = effectivePatchMode(settings);
  switch (broken.ruleId) {
    // Text: kumarvna/terraform-azurerm-virtual-machine issue 13; for `Manual` formed after it.
    case "EVG-PATCH-004":
    case "EVG-PATCH-005":
      return needs(
        `${target}.patchMode`,
        "patchMode",
        mode,
        "enableAutomaticUpdates",
        broken.ruleId === "EVG-PATCH-004",
      );
    case "EVG-PATCH-008":
      return agentNeeded(settings, target, mode);
    // Text: Azure/bicep-registry-modules issue 2081.
    case "EVG-PATCH-009":
      return invalidParameter(
        "AutomaticByPlatformSettings cannot be set if the PatchMode is not 'AutomaticByPlatform'.",
        `${target}.automaticByPlatformSettings`,
      );
    case "EVG-PATCH-011":
      return invalidParameter(
        "The enableHotpatching 'True' is invalid. For enableHotpatching 'True', the property 'patchMode' must be set to AutomaticByPlatform.",
        `${target}.enableHotpatching`,
      );
    // Text: claranet/terraform-azurerm-windows-vm pull request 4.
    case "EVG-PATCH-012":
      return invalidParameter(
        "Hotpatch updates require platform safety checks. The 'BypassPlatformSafetyChecksOnUserSchedule' " +
          "flag must be set to false to enable hotpatching.",
        `${target}.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule`,
      );
    // A word that Azure does not know. Form of the text: MicrosoftDocs/azure-docs issue 27848.
    default: {
      const property =
        broken.propertyPath === "rebootSetting"
          ? "automaticByPlatformSettings.rebootSetting"
          : broken.propertyPath;
      return invalidParameter(
        `The value of parameter ${target}.${property} is invalid.`,
        `${target}.${property}`,
      );
    }
  }
}

function agentNeeded(settings: GuestPatchSettings, target: string, mode: string): ArmError {
  if (mode === "AutomaticByPlatform") {
    return needs(`${target}.patchMode`, "patchMode", mode, "provisionVMAgent", true);
  }
  return settings.assessmentMode === "AutomaticByPlatform"
    ? needs(
        `${target}.assessmentMode`,
        "assessmentMode",
        "AutomaticByPlatform",
        "provisionVMAgent",
        true,
      )
    : needs(`${target}.enableHotpatching`, "enableHotpatching", "True", "provisionVMAgent", true);
}

function needs(
  target: string,
  property: string,
  value: string,
  needed: string,
  flag: boolean,
): ArmError {
  return invalidParameter(
    `The ${property} '${value}' is invalid. For ${property} '${value}', the property '${needed}' must be set to ${flag}.`,
    target,
  );
}
