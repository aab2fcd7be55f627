import type { StoredResource } from "../../estate";
import type { Platform } from "../../operation";
import { plan, type PlannedKind, resumePlans, unplan } from "../../planned-steps";
import { becomeProtected } from "../protected-item-details";
import {
  beginAutoProtection,
  endAutoProtection,
  resumeAutoProtection,
} from "./disk-auto-protection";
import { forgetReplication } from "./replication-notes";

const firstReplication: PlannedKind = {
  subject: "first replications",
  change: "a machine whose initial replication is done is protected",
  run: (platform, itemId) => {
    const item = platform.estate.get(itemId);
    if (item !== undefined) {
      becomeProtected(platform, item);
      beginAutoProtection(platform, itemId);
    }
  },
};

/** The disks of a machine are copied; when that is done it is protected. */
export function beginFirstReplication(platform: Platform, item: StoredResource): void {
  const seconds = platform.assumptions.firstReplicationInSeconds;
  plan(platform, firstReplication, item.id, "become protected", seconds);
}

/** Forgets what was going on for an item that is gone. */
export function endReplication(platform: Platform, item: StoredResource): void {
  unplan(platform, firstReplication, item.id);
  endAutoProtection(platform, item.id);
  forgetReplication(platform, item.id);
}

/** Lets first replications go on after an estate was loaded. */
export function resumeSiteRecovery(platform: Platform): void {
  resumePlans(platform, firstReplication);
  resumeAutoProtection(platform);
}
