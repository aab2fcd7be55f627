import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { plan, plannedFor, type PlannedKind, unplan } from "../planned-steps";
import { accountType } from "./automation-accounts";
import { createJob } from "./job-run";
import { isPublished } from "./runbook-content";
import { nextRunOf } from "./schedule-times";

export const jobScheduleType = `${accountType}/jobSchedules`;

/** The next start of each runbook that is linked to a schedule. */
export const scheduledStarts: PlannedKind = {
  subject: "next starts of scheduled runbooks",
  change: "a schedule starts the runbooks that are linked to it",
  run: (platform, id) => {
    const link = platform.estate.get(id);
    if (link !== undefined) {
      startLinked(platform, link);
      armLink(platform, link);
    }
  },
};

/** Plans the next start of a link between a runbook and a schedule, or none. */
export function armLink(platform: Platform, link: StoredResource): void {
  const { schedule, runbook } = endsOf(platform, link);
  const now = platform.clock.now();
  const next =
    runbook === undefined || schedule === undefined
      ? undefined
      : nextRunOf(asObject(schedule.properties), now);
  if (next === undefined) {
    unplan(platform, scheduledStarts, link.id);
  } else if (plannedFor(platform, scheduledStarts, link.id)?.step !== next.toISOString()) {
    const seconds = (next.getTime() - now.getTime()) / 1000;
    plan(platform, scheduledStarts, link.id, next.toISOString(), seconds);
  }
}

/** Plans anew what a schedule starts, after it has changed. */
export function armSchedule(platform: Platform, schedule: StoredResource): void {
  for (const link of jobSchedulesOf(platform, accountOf(schedule.id), {
    schedule: schedule.name,
  })) {
    armLink(platform, link);
  }
}

/** Plans anew when a runbook is started, after it has come to be. */
export function armSchedulesOfRunbook(platform: Platform, runbook: StoredResource): void {
  for (const link of jobSchedulesOf(platform, accountOf(runbook.id), { runbook: runbook.name })) {
    armLink(platform, link);
  }
}

export interface Link {
  readonly runbook?: string;
  readonly schedule?: string;
}

/** The links of an account that have this runbook and this schedule. */
export function jobSchedulesOf(
  platform: Platform,
  accountId: string,
  link: Link,
): StoredResource[] {
  const prefix = `${accountId.toLowerCase()}/`;
  const same = (jobSchedule: StoredResource, what: "runbook" | "schedule"): boolean =>
    link[what] === undefined ||
    asText(valueAt(jobSchedule, `properties.${what}.name`))?.toLowerCase() ===
      link[what].toLowerCase();
  return platform.estate
    .ofType(jobScheduleType)
    .filter(
      (r) => r.id.toLowerCase().startsWith(prefix) && same(r, "runbook") && same(r, "schedule"),
    );
}

function startLinked(platform: Platform, link: StoredResource): void {
  const { schedule, runbook } = endsOf(platform, link);
  if (schedule === undefined || runbook === undefined || !isPublished(runbook)) {
    return;
  }
  const now = platform.clock.now().toISOString();
  const properties = asObject(link.properties);
  createJob(platform, {
    accountId: accountOf(link.id),
    name: deterministicGuid("scheduled job", link.id, now),
    runbookName: runbook.name,
    parameters: asObject(properties.parameters),
    runOn: asText(properties.runOn) ?? "",
  });
}

function endsOf(
  platform: Platform,
  link: StoredResource,
): {
  readonly schedule?: StoredResource | undefined;
  readonly runbook?: StoredResource | undefined;
} {
  const account = accountOf(link.id);
  const name = (what: string): string => asText(valueAt(link, `properties.${what}.name`)) ?? "";
  return {
    schedule: platform.estate.get(`${account}/schedules/${name("schedule")}`),
    runbook: platform.estate.get(`${account}/runbooks/${name("runbook")}`),
  };
}

function accountOf(id: string): string {
  return id.split("/").slice(0, -2).join("/");
}
