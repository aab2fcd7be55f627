import { asArray, asObject, asText } from "../../json";
import type { Platform } from "../../operation";
import { plan, type PlannedKind, resumePlans, unplan } from "../../planned-steps";
import { replicatesNow } from "../item-health";
import { withDetails } from "../mobility-agent";
import { detailsOf } from "./item-state";
import { placesOfDisks, protectedDisk, unprotectedDisks } from "./replicated-disks";
import { noteDisks } from "./replication-notes";

const autoProtection: PlannedKind = {
  subject: "data disks that are protected automatically",
  change: "data disks that were attached to a machine with automatic protection are replicated",
  run: (platform, itemId) => {
    addAttachedDisks(platform, itemId);
    beginAutoProtection(platform, itemId);
  },
};

/** Has an eye on the data disks of a machine whose item wants it. */
export function beginAutoProtection(platform: Platform, itemId: string): void {
  const item = platform.estate.get(itemId);
  if (item !== undefined && detailsOf(item).autoProtectionOfDataDisk === "Enabled") {
    const seconds = platform.assumptions.dataDisksProtectedAfterInMinutes * 60;
    plan(platform, autoProtection, itemId, "look for data disks", seconds);
  }
}

export function endAutoProtection(platform: Platform, itemId: string): void {
  unplan(platform, autoProtection, itemId);
}

export function resumeAutoProtection(platform: Platform): void {
  resumePlans(platform, autoProtection);
}

/** As the disks that are replicated already: cache account and group are those of the first. */
function addAttachedDisks(platform: Platform, itemId: string): void {
  const item = platform.estate.get(itemId);
  if (item === undefined || !replicatesNow(item)) {
    return;
  }
  const details = detailsOf(item);
  const machine = platform.estate.get(asText(details.fabricObjectId) ?? "");
  if (machine === undefined) {
    return;
  }
  const disks = asArray(details.protectedManagedDisks).map(asObject);
  const luns = unprotectedDisks(machine, disks).map(({ diskLunId }) => diskLunId);
  const places = placesOfDisks(machine);
  const added = places
    .filter(({ lun }) => luns.includes(lun))
    .map(({ id }) =>
      protectedDisk(platform, {
        diskId: id,
        primaryStagingAzureStorageAccountId: disks[0]?.primaryStagingAzureStorageAccountId,
        recoveryResourceGroupId: disks[0]?.recoveryResourceGroupId,
      }),
    );
  if (added.length > 0) {
    noteDisks(platform, itemId, places);
    const protectedManagedDisks = [...disks, ...added];
    platform.estate.put(withDetails(item, { protectedManagedDisks, unprotectedDisks: [] }));
  }
}
