import type { Finding } from "../../azure/finding";
import { maintenanceConfigurationFindings } from "../../azure/maintenance-configuration";
import type { DeclaredResource } from "../model/declared-resource";

const judged = new WeakMap<DeclaredResource, readonly Finding[]>();
const windowFields = ["startDateTime", "expirationDateTime", "duration", "timeZone", "recurEvery"];

/**
 * What Azure refuses of a maintenance configuration, judged once for all the rules that tell of it.
 * Whether a start lies ahead is left to Azure: that of a schedule which stands is past.
 */
export function configurationFindings(configuration: DeclaredResource): readonly Finding[] {
  let findings = judged.get(configuration);
  if (findings === undefined) {
    findings = maintenanceConfigurationFindings(shapeOf(configuration), undefined).map(
      (finding) => ({
        ...finding,
        // azure-native has the window's fields beside the others.
        propertyPath: finding.propertyPath.replace(/^maintenanceWindow\./, ""),
      }),
    );
    judged.set(configuration, findings);
  }
  return findings;
}

function shapeOf({
  inputs,
}: DeclaredResource): Parameters<typeof maintenanceConfigurationFindings>[0] {
  return {
    maintenanceScope: inputs.text("maintenanceScope"),
    inGuestPatchMode: inputs.text("extensionProperties.InGuestPatchMode"),
    rebootSetting: inputs.text("installPatches.rebootSetting"),
    windowsClassifications: inputs.texts(
      "installPatches.windowsParameters.classificationsToInclude",
    ),
    linuxClassifications: inputs.texts("installPatches.linuxParameters.classificationsToInclude"),
    window: windowFields.some((field) => inputs.has(field))
      ? {
          startDateTime: inputs.text("startDateTime"),
          expirationDateTime: inputs.text("expirationDateTime"),
          duration: inputs.text("duration"),
          timeZone: inputs.text("timeZone"),
          recurEvery: inputs.text("recurEvery"),
        }
      : undefined,
  };
}
