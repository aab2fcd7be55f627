import { authenticationTypes } from "../../azure/agent-updater-account";
import { findRegion } from "../../azure/regions";
import { jobScheduleType } from "../automation/job-schedules";
import { offsetDateTime } from "../automation/local-time";
import { nextMidnight, nextRunOf, scheduleZone } from "../automation/schedule-times";
import { scheduleProperties, scheduleType } from "../automation/schedules";
import { stamped } from "../automation/stamped";
import type { Estate, StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import { ArmError, type Call, type Platform } from "../operation";
import { type AutoUpdateDetails, autoUpdateOf } from "./auto-update-settings";
import { type AutoUpdateProblem, problems, setMappingHealth } from "./auto-update-health";
import { documentedActions } from "./documented-calls";
import { beginNightlyUpdate, countNight, resumeNightlyUpdates } from "./nightly-agent-update";
import { signInAsRunAs } from "./run-as-sign-in";
import { vaultIdOf } from "./vault-entities";

/** The runbook that the service's own script names; what it really starts is not published. */
const runbookName = "Modify-AutoUpdateForVaultForPatner";
const shortestLeadInMinutes = 5;

/**
 * Makes the daily schedule and its link in the automation account, and lets it run every night.
 * Fails when the account is gone.
 */
export function applyAutoUpdate(call: Call, mapping: StoredResource): void {
  const details = autoUpdateOf(mapping);
  if (details.agentAutoUpdateStatus !== "Enabled") {
    return;
  }
  const account = call.estate.get(details.automationAccountArmId ?? "");
  if (account === undefined) {
    throw new ArmError(404, "NotFound", problems.accountDeleted.message);
  }
  const scheduleId = `${account.id}/schedules/${details.scheduleName ?? ""}`;
  if (call.estate.get(scheduleId) === undefined) {
    call.estate.put(dailySchedule(call, mapping, scheduleId, details));
  }
  const linkId = `${account.id}/jobSchedules/${details.jobScheduleName ?? ""}`;
  if (call.estate.get(linkId) === undefined) {
    call.estate.put({
      id: linkId,
      name: details.jobScheduleName ?? "",
      type: jobScheduleType,
      properties: {
        jobScheduleId: details.jobScheduleName,
        runbook: { name: runbookName },
        schedule: { name: details.scheduleName },
      },
    });
  }
  beginNights(call, mapping.id, scheduleId);
}

/** Removes the schedule and its link from the automation account. */
export function endAutoUpdate(call: Call, mapping: StoredResource): void {
  const { automationAccountArmId, scheduleName, jobScheduleName } = autoUpdateOf(mapping);
  endNights(call.estate, mapping.id);
  if (automationAccountArmId !== undefined) {
    call.estate.delete(`${automationAccountArmId}/jobSchedules/${jobScheduleName ?? ""}`);
    call.estate.delete(`${automationAccountArmId}/schedules/${scheduleName ?? ""}`);
  }
}

/** Daily at midnight where the replicated machines stand. Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate. */
function dailySchedule(
  call: Call,
  mapping: StoredResource,
  id: string,
  details: AutoUpdateDetails,
): StoredResource {
  const fabric = call.estate.get(mapping.id.split("/").slice(0, -4).join("/"));
  const location = asText(valueAt(fabric, "properties.customDetails.location")) ?? "";
  const timeZone = findRegion(location)?.windowsTimeZone ?? "UTC";
  const zone = scheduleZone(timeZone);
  const midnight = nextMidnight(call.clock.now(), zone, shortestLeadInMinutes);
  return {
    id,
    name: details.scheduleName ?? "",
    type: scheduleType,
    properties: stamped(
      call,
      undefined,
      scheduleProperties({
        description: "Updates the Site Recovery mobility agents.",
        startTime: offsetDateTime(midnight, zone),
        frequency: "Day",
        interval: 1,
        timeZone,
      }),
    ),
  };
}

function beginNights(platform: Platform, mappingId: string, scheduleId: string): void {
  const chain = endNights(platform.estate, mappingId);
  nightsOf(platform.estate).set(mappingId.toLowerCase(), scheduleId);
  waitForNight(platform, mappingId, scheduleId, chain);
}

function waitForNight(
  platform: Platform,
  mappingId: string,
  scheduleId: string,
  chain: number,
): void {
  const schedule = platform.estate.get(scheduleId);
  const now = platform.clock.now();
  const next = schedule && nextRunOf(asObject(schedule.properties), now);
  // Without a run ahead the schedule is looked at again a day later: it may be enabled by then.
  const wait = next === undefined ? 24 * 3_600_000 : next.getTime() - now.getTime();
  const change = "agent auto-update runs once a day at midnight of the geography";
  platform.later(change, wait / 1000, () => {
    if (chainsOf(platform.estate).get(mappingId.toLowerCase()) === chain) {
      runAtNight(platform, mappingId, scheduleId);
      waitForNight(platform, mappingId, scheduleId, chain);
    }
  });
}

/** Lets the nightly runs of every mapping go on after an estate was loaded. */
export function resumeNights(platform: Platform): void {
  for (const [mappingId, scheduleId] of [...nightsOf(platform.estate)]) {
    const chain = chainsOf(platform.estate).get(mappingId) ?? 0;
    waitForNight(platform, mappingId, scheduleId, chain);
  }
  resumeNightlyUpdates(platform);
}

function runAtNight(platform: Platform, mappingId: string, scheduleId: string): void {
  const mapping = platform.estate.get(mappingId);
  if (mapping === undefined) {
    endNights(platform.estate, mappingId);
    return;
  }
  const schedule = platform.estate.get(scheduleId);
  if (schedule !== undefined && asObject(schedule.properties).isEnabled === false) {
    return;
  }
  const details = autoUpdateOf(mapping);
  const account = platform.estate.get(details.automationAccountArmId ?? "");
  if (account === undefined) {
    setMappingHealth(platform, mapping, problems.accountDeleted);
    return;
  }
  const link = platform.estate.get(`${account.id}/jobSchedules/${details.jobScheduleName ?? ""}`);
  if (schedule === undefined || link === undefined) {
    setMappingHealth(platform, mapping, problems.scheduleDeleted);
    return;
  }
  const problem = problemOfJob(platform, mapping, account);
  setMappingHealth(platform, mapping, problem);
  const isUpdating = problem?.level !== "Error" && beginNightlyUpdate(platform, mapping);
  countNight(platform, account.id, isUpdating);
}

/** What makes the job in the account fail, or as a warning soon will. */
function problemOfJob(
  platform: Platform,
  mapping: StoredResource,
  account: StoredResource,
): AutoUpdateProblem | undefined {
  const details = autoUpdateOf(mapping);
  if (platform.faults.strikes("job fails", `${account.id}/runbooks/${runbookName}`)) {
    return problems.jobFailed;
  }
  const vaultId = vaultIdOf(mapping.id);
  if (details.automationAccountAuthenticationType !== authenticationTypes.systemAssigned) {
    const { principalId, problem } = signInAsRunAs(platform, account);
    const missing = principalId === undefined ? [] : missingAt(platform, principalId, vaultId);
    return missing.length === 0 ? problem : problems.runAsWithoutPermission(missing);
  }
  const principalId = asText(valueAt(account, "identity.principalId"));
  if (principalId === undefined) {
    return problems.noSystemIdentity;
  }
  const missing = missingAt(platform, principalId, vaultId);
  return missing.length === 0 ? undefined : problems.missingPermission(missing);
}

/** The rights of the documented calls that a principal does not have at a vault. */
function missingAt(platform: Platform, principalId: string, vaultId: string): string[] {
  return documentedActions.filter((action) => !platform.holds(principalId, action, vaultId));
}

/** Ends the mapping's chain of nightly runs, and answers the number that the next one has. */
function endNights(estate: Estate, mappingId: string): number {
  const chains = chainsOf(estate);
  const next = (chains.get(mappingId.toLowerCase()) ?? 0) + 1;
  chains.set(mappingId.toLowerCase(), next);
  nightsOf(estate).delete(mappingId.toLowerCase());
  return next;
}

function chainsOf(estate: Estate): Map<string, number> {
  return estate.notes<number>("chains of nightly runs");
}

/** Schedule by mapping, for those that run every night. */
function nightsOf(estate: Estate): Map<string, string> {
  return estate.notes<string>("nightly runs");
}
