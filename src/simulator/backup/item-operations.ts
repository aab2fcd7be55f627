import type { Answer, Call, Platform } from "../operation";
import { itemLocked, protectionBeingConfigured } from "./backup-errors";
import { beginBackupWork } from "./backup-work";
import { runningJob } from "./job-store";

/** Items whose protection is being changed, by id without case. */
function beingConfigured({ estate }: Pick<Platform, "estate">): Map<string, true> {
  return estate.notes<true>("backup items that are being configured");
}

/** Refuses to change an item while another change of it is under way. */
export function requireIdle(call: Call, itemId: string): void {
  if (beingConfigured(call).has(itemId.toLowerCase())) {
    throw protectionBeingConfigured();
  }
}

/** Refuses to delete an item while a backup of it runs. */
export function requireNoBackup(call: Call, itemId: string): void {
  if (runningJob(call, itemId) !== undefined) {
    throw itemLocked();
  }
}

/** Begins a change of an item; another one is refused until it is done. */
export function whileConfiguring(
  call: Call,
  itemId: string,
  finish: () => { readonly jobId?: string; readonly resource?: unknown },
): Answer {
  const key = itemId.toLowerCase();
  beingConfigured(call).set(key, true);
  return beginBackupWork(call, itemId, "operationsStatus", () => {
    beingConfigured(call).delete(key);
    return finish();
  });
}

/** Work that was under way when the estate was saved is not taken up again. */
export function forgetUnfinishedChanges(platform: Platform): void {
  beingConfigured(platform).clear();
}
