import { isDeepStrictEqual } from "node:util";
import { maintenanceConfigurationFindings } from "../../azure/maintenance-configuration";
import { maintenanceLimits } from "../../azure/maintenance-limits";
import { windowWithoutEnd } from "../../azure/maintenance-window";
import { normalizeRegion } from "../../azure/regions";
import type { StoredResource } from "../estate";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  withoutUndefined,
  wordOf,
} from "../json";
import type { Call, Operation } from "../operation";
import { unplan } from "../planned-steps";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { quotaExceeded, refuseFindings } from "./maintenance-errors";
import { configurationPath, configurationType, examples } from "./maintenance-paths";
import { armWindow, windowOpenings } from "./window-openings";

/** Maintenance configurations: when machines are patched, and with what. */
export const maintenanceConfigurationOperations: Operation[] = resourceType({
  type: configurationType,
  path: configurationPath,
  location: "required",
  provisioningState: false,
  get: {
    id: "MaintenanceConfigurations_Get",
    witness: `${examples}/MaintenanceConfigurations_GetForResource.json`,
  },
  put: {
    id: "MaintenanceConfigurations_CreateOrUpdate",
    witness: `${examples}/MaintenanceConfigurations_CreateOrUpdateForResource.json`,
  },
  patch: {
    id: "MaintenanceConfigurations_Update",
    witness: `${examples}/MaintenanceConfigurations_UpdateForResource.json`,
  },
  delete: {
    id: "MaintenanceConfigurations_Delete",
    witness: `${examples}/MaintenanceConfigurations_DeleteForResource.json`,
  },
  lists: [
    {
      id: "MaintenanceConfigurations_List",
      path: subscriptionPath(configurationType),
      witness: `${examples}/MaintenanceConfigurations_List.json`,
    },
    {
      id: "MaintenanceConfigurationsForResourceGroup_List",
      path: groupPath(configurationType),
      witness: `${examples}/MaintenanceConfigurationsResourceGroup_List.json`,
    },
  ],
  validate: (call, body, existing) => {
    const properties = asObject(body.properties);
    const start = valueAt(properties, "maintenanceWindow.startDateTime");
    const before = valueAt(existing, "properties.maintenanceWindow.startDateTime");
    const isNewStart = existing === undefined || start !== before;
    refuseFindings(
      maintenanceConfigurationFindings(
        shapeOf(properties),
        isNewStart ? call.clock.now() : undefined,
      ),
    );
    if (existing === undefined) {
      requireRoom(call, asText(body.location) ?? "");
    }
  },
  complete: (_call, body) => ({ properties: completed(asObject(body.properties)) }),
  written: (call, configuration, existing) => {
    const window = (resource: StoredResource | undefined): unknown =>
      valueAt(resource, "properties.maintenanceWindow");
    if (!isDeepStrictEqual(window(configuration), window(existing))) {
      armWindow(call, configuration, existing !== undefined);
    }
  },
  deleted: (call, configuration) => {
    unplan(call, windowOpenings, configuration.id);
  },
});

function shapeOf(properties: JsonObject): Parameters<typeof maintenanceConfigurationFindings>[0] {
  const texts = (value: unknown): string[] => asArray(value).map(wordOf);
  const window = properties.maintenanceWindow;
  const text = (name: string): string | undefined => asText(asObject(window)[name]);
  const install = asObject(properties.installPatches);
  return {
    maintenanceScope: asText(properties.maintenanceScope),
    inGuestPatchMode: asText(valueAt(properties, "extensionProperties.InGuestPatchMode")),
    rebootSetting: asText(install.rebootSetting),
    windowsClassifications: texts(valueAt(install, "windowsParameters.classificationsToInclude")),
    linuxClassifications: texts(valueAt(install, "linuxParameters.classificationsToInclude")),
    window:
      window === undefined || window === null
        ? undefined
        : {
            startDateTime: text("startDateTime"),
            expirationDateTime: text("expirationDateTime"),
            duration: text("duration"),
            timeZone: text("timeZone"),
            recurEvery: text("recurEvery"),
          },
  };
}

function completed(sent: JsonObject): JsonObject {
  const window = asObject(sent.maintenanceWindow);
  const inGuest = sent.maintenanceScope === "InGuestPatch";
  return withoutUndefined({
    namespace: sent.namespace ?? "Microsoft.Maintenance",
    extensionProperties: sent.extensionProperties ?? undefined,
    maintenanceScope: sent.maintenanceScope,
    visibility: sent.visibility ?? "Custom",
    maintenanceWindow:
      sent.maintenanceWindow === undefined
        ? undefined
        : withoutUndefined({
            startDateTime: window.startDateTime,
            expirationDateTime: window.expirationDateTime ?? windowWithoutEnd,
            duration: window.duration,
            timeZone: window.timeZone,
            recurEvery: window.recurEvery ?? undefined,
          }),
    installPatches: inGuest
      ? { rebootSetting: "IfRequired", ...asObject(sent.installPatches) }
      : (sent.installPatches ?? undefined),
  });
}

/** Source of the limits: as `maintenanceLimits`. */
function requireRoom(call: Call, location: string): void {
  const { longestNames, configurationsPerRegion } = maintenanceLimits;
  const { resourceGroupName = "", resourceName = "" } = call.parameters;
  if (resourceGroupName.length + resourceName.length > longestNames) {
    throw quotaExceeded(
      `The names of the resource group and of the maintenance configuration have ` +
        `${resourceGroupName.length + resourceName.length} characters together, and ${longestNames} are allowed.`,
    );
  }
  const region = normalizeRegion(location);
  const there = call.estate
    .ofType(configurationType)
    .filter((other) => normalizeRegion(asText(other.location) ?? "") === region);
  if (there.length >= configurationsPerRegion) {
    throw quotaExceeded(
      `The subscription has ${there.length} maintenance configurations in the region '${region}', and ` +
        `${configurationsPerRegion} are allowed.`,
    );
  }
}
