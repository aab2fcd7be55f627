import { maintenanceLimits } from "../../azure/maintenance-limits";
import { nextOccurrences, readDurationInMinutes } from "../../azure/maintenance-window";
import type { StoredResource } from "../estate";
import { asObject, asText } from "../json";
import type { Platform } from "../operation";
import { plan, plannedFor, type PlannedKind, unplan } from "../planned-steps";
import { runSchedule } from "./scheduled-runs";

/** The next opening of each maintenance window. */
export const windowOpenings: PlannedKind = {
  subject: "openings of maintenance windows",
  change: "a maintenance window opens and its machines are patched",
  run: (platform, id, step) => {
    const configuration = platform.estate.get(id);
    if (configuration === undefined) {
      return;
    }
    const { duration } = asObject(asObject(configuration.properties).maintenanceWindow);
    runSchedule(platform, configuration, {
      start: new Date(step),
      minutes: readDurationInMinutes(asText(duration) ?? "") ?? 0,
    });
    planNext(platform, configuration, platform.clock.now());
  },
};

/**
 * Plans the next opening of a configuration's window. A change reaches no opening that is less than
 * 15 minutes away. Source: learn.microsoft.com update-manager/scheduled-patching.
 */
export function armWindow(
  platform: Platform,
  configuration: StoredResource,
  isChange: boolean,
): void {
  const now = platform.clock.now();
  const lead = maintenanceLimits.shortestLeadInMinutes * 60_000;
  const planned = plannedFor(platform, windowOpenings, configuration.id);
  if (planned !== undefined && new Date(planned.due).getTime() - now.getTime() < lead) {
    return;
  }
  planNext(platform, configuration, isChange ? new Date(now.getTime() + lead - 1) : now);
}

function planNext(platform: Platform, configuration: StoredResource, after: Date): void {
  const properties = asObject(configuration.properties);
  const window = asObject(properties.maintenanceWindow);
  const text = (name: string): string => asText(window[name]) ?? "";
  const [next] =
    properties.maintenanceScope === "InGuestPatch"
      ? nextOccurrences(
          {
            startDateTime: text("startDateTime"),
            expirationDateTime: asText(window.expirationDateTime),
            duration: text("duration"),
            timeZone: text("timeZone"),
            recurEvery: asText(window.recurEvery),
          },
          after,
          1,
        )
      : [];
  if (next === undefined) {
    unplan(platform, windowOpenings, configuration.id);
    return;
  }
  const seconds = (next.start.getTime() - platform.clock.now().getTime()) / 1000;
  plan(platform, windowOpenings, configuration.id, next.start.toISOString(), seconds);
}
