import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../../json";
import type { Call } from "../../operation";
import { withDetails } from "../mobility-agent";
import { invalidInput } from "../site-recovery-errors";
import { diskInput } from "./failover-input";
import { detailsOf } from "./item-state";
import { protectionLinks } from "./protection-links";
import { isDisk, placesOfDisks, protectedDisk, unprotectedDisks } from "./replicated-disks";
import { noteDisks } from "./replication-notes";

/** Refuses disks that the machine does not have or that are replicated already, and what the caller has no right to. */
export function checkAddedDisks(call: Call, item: StoredResource): void {
  const machine = machineOf(call, item);
  const places = machine === undefined ? [] : placesOfDisks(machine);
  const disks = disksOf(item);
  const asked = diskInput(call, "vmManagedDisks");
  for (const disk of asked) {
    const diskId = asText(valueAt(disk, "diskId")) ?? "";
    if (!places.some(({ id }) => sameId(id, diskId))) {
      throw invalidInput(
        `The disk '${diskId}' is not attached to the machine of the protected item '${item.name}'.`,
        "Attach the disk to the machine, then retry the operation.",
      );
    }
    if (disks.some((known) => isDisk(known, diskId))) {
      throw invalidInput(
        `The disk '${diskId}' of the protected item '${item.name}' is replicated already.`,
        "Retry the operation with disks that are not replicated.",
      );
    }
  }
  if (machine !== undefined) {
    call.requireLinked(protectionLinks(machine, { vmManagedDisks: asked }));
  }
}

/** The item with more disks. What was replicated goes on replicating. */
export function withAddedDisks(call: Call, item: StoredResource): StoredResource {
  const added = diskInput(call, "vmManagedDisks").map((disk) =>
    protectedDisk(call, asObject(disk)),
  );
  const machine = machineOf(call, item);
  if (machine !== undefined) {
    noteDisks(call, item.id, placesOfDisks(machine));
  }
  return withDisks(call, item, [...disksOf(item), ...added]);
}

/** The item without some of its disks; refuses disks that it does not have, and the last one. */
export function withoutDisks(call: Call, item: StoredResource): StoredResource {
  const ids = diskInput(call, "vmManagedDisksIds").map((id) => asText(id) ?? "");
  const disks = disksOf(item);
  const unknown = ids.find((id) => !disks.some((disk) => isDisk(disk, id)));
  if (unknown !== undefined) {
    throw invalidInput(
      `The disk '${unknown}' of the protected item '${item.name}' is not replicated.`,
      "Retry the operation with disks that are replicated.",
    );
  }
  const kept = disks.filter((disk) => !ids.some((id) => isDisk(disk, id)));
  if (kept.length === 0) {
    throw invalidInput(
      `The protected item '${item.name}' must replicate one disk at least.`,
      "Disable the replication of the machine.",
    );
  }
  return withDisks(call, item, kept);
}

/** The item after its disks were compared with their copies. */
export function resynchronized(item: StoredResource): StoredResource {
  const protectedManagedDisks = disksOf(item).map((disk) => ({ ...disk, resyncRequired: false }));
  return withDetails(item, { protectedManagedDisks });
}

/**
 * The item without the errors that are named. Errors that follow from the state of the agent come again
 * as long as their cause is there.
 */
export function withoutHealthErrors(item: StoredResource, ids: readonly string[]): StoredResource {
  const properties = asObject(item.properties);
  const healthErrors = asArray(properties.healthErrors).filter(
    (error) => !ids.includes(asText(valueAt(error, "errorId")) ?? ""),
  );
  return { ...item, properties: { ...properties, healthErrors } };
}

function withDisks(
  call: Call,
  item: StoredResource,
  protectedManagedDisks: readonly JsonObject[],
): StoredResource {
  return withDetails(item, {
    protectedManagedDisks,
    unprotectedDisks: unprotectedDisks(machineOf(call, item), protectedManagedDisks),
  });
}

function disksOf(item: StoredResource): JsonObject[] {
  return asArray(detailsOf(item).protectedManagedDisks).map(asObject);
}

function machineOf(call: Call, item: StoredResource): StoredResource | undefined {
  return call.estate.get(asText(detailsOf(item).fabricObjectId) ?? "");
}
