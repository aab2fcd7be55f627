import type { StoredResource } from "../estate";
import { type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import { powerStatus } from "./power-state";

/**
 * What Resource Graph tells of a running machine beside its properties.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/query-language
 * (`properties.extended.instanceView.powerState.code`).
 */
export function extendedInstanceView(platform: Platform, machine: StoredResource): JsonObject {
  return withoutUndefined({
    computerName: valueAt(machine, "properties.osProfile.computerName"),
    hyperVGeneration: "V2",
    powerState: powerStatus(platform, machine),
  });
}
