import { deterministicGuid } from "../../../azure/guid";
import { asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";

/** What an event tells of the entity that it is about. Source: `EventProperties`, `A2AEventDetails`. */
export function affectedObject(platform: Platform, entityId: string): JsonObject {
  const { estate } = platform;
  const entity = estate.get(entityId);
  const name = entityId.split("/").at(-1) ?? "";
  const fabricId = /^.*\/replicationFabrics\/[^/]+/i.exec(entityId)?.[0];
  const remoteFabricId = asText(valueAt(entity, "properties.recoveryFabricId"));
  const machine = asText(valueAt(entity, "properties.providerSpecificDetails.fabricObjectId"));
  const nameOf = (id: string | undefined): string | undefined => id?.split("/").at(-1);
  const placeOf = (id: string | undefined): unknown =>
    valueAt(estate.get(id ?? ""), "properties.customDetails.location");
  return withoutUndefined({
    affectedObjectFriendlyName: asText(valueAt(entity, "properties.friendlyName")) ?? name,
    affectedObjectCorrelationId: deterministicGuid("correlation", entityId),
    fabricId,
    providerSpecificDetails: withoutUndefined({
      instanceType: "A2A",
      protectedItemName: machine === undefined ? undefined : name,
      fabricObjectId: machine,
      fabricName: nameOf(fabricId),
      fabricLocation: placeOf(fabricId),
      remoteFabricName: nameOf(remoteFabricId),
      remoteFabricLocation: placeOf(remoteFabricId),
    }),
  });
}
