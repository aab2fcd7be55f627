import { deterministicGuid } from "../../azure/guid";
import { countMinutes } from "../automation/job-minutes";
import type { StoredResource } from "../estate";
import type { ArmError, Platform } from "../operation";
import { type PlannedKind, plan, resumePlans } from "../planned-steps";
import { silenceOf } from "./agent-heartbeat";
import { agentUpdateFailure, updateFailed } from "./agent-update";
import { tasksOfScenario } from "../../azure/site-recovery-jobs";
import { jobEnded } from "./events/job-events";
import { beginJob, endJob, jobErrorOf, jobId } from "./jobs/job-records";
import { isCritical, replicatesNow } from "./item-health";
import { itemsWithOldAgents, latestMobilityAgentVersion, withDetails } from "./mobility-agent";
import { asSiteRecoveryId, vaultIdOf } from "./vault-entities";

/** How long a night's job takes. Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate: a few seconds to about a minute. */
const lookInSeconds = 5;
const updateInSeconds = 60;

const nightlyUpdates: PlannedKind = {
  subject: "nightly agent updates",
  change: "the nightly update of the mobility agents is done within a minute",
  run: finishUpdate,
};

/**
 * Begins to update the agents of the machines that replicate over a mapping, as one job. Without a
 * machine to update there is no job. Machines that are off, whose agent is silent or whose replication is
 * critical are left for another night: an extension can be installed on none of them.
 *
 * @returns Whether there is a machine to update.
 */
export function beginNightlyUpdate(platform: Platform, mapping: StoredResource): boolean {
  if (updatable(platform, mapping).length === 0) {
    return false;
  }
  const startTime = platform.clock.now().toISOString();
  const name = deterministicGuid("nightly update", mapping.id, startTime);
  beginJob(platform, asSiteRecoveryId(vaultIdOf(mapping.id)), name, {
    scenarioName: "UpdateMobilityService",
    friendlyName: "Update the mobility service",
    targetId: mapping.id,
    targetInstanceType: "ProtectionContainerMapping",
    durationInSeconds: updateInSeconds,
    steps: tasksOfScenario("UpdateMobilityService", "Update the mobility service"),
  });
  plan(platform, nightlyUpdates, mapping.id, name, updateInSeconds);
  return true;
}

/** Adds a night's job to the month of the automation account in which it runs. */
export function countNight(platform: Platform, accountId: string, isUpdating: boolean): void {
  countMinutes(platform, accountId, (isUpdating ? updateInSeconds : lookInSeconds) / 60);
}

/** Lets nightly updates that were under way end after an estate was loaded. */
export function resumeNightlyUpdates(platform: Platform): void {
  resumePlans(platform, nightlyUpdates);
}

function updatable(platform: Platform, mapping: StoredResource): StoredResource[] {
  return itemsWithOldAgents(platform, mapping).filter(
    (item) =>
      replicatesNow(item) && silenceOf(platform, item) === undefined && !isCritical(platform, item),
  );
}

function finishUpdate(platform: Platform, mappingId: string, name: string): void {
  const mapping = platform.estate.get(mappingId);
  const items = mapping === undefined ? [] : updatable(platform, mapping);
  const agentVersion = latestMobilityAgentVersion(platform);
  // Where the job itself is to succeed in part, every second machine is the part that fails.
  const inPart = platform.faults.strikes("operation partially succeeds", mappingId);
  const failures: ArmError[] = [];
  items.forEach((item, index) => {
    const failure =
      inPart && index % 2 === 1 ? updateFailed(item) : agentUpdateFailure(platform, item);
    if (failure === undefined) {
      platform.estate.put(withDetails(item, { agentVersion }));
    } else {
      failures.push(failure);
    }
  });
  const { state, stateDescription } = outcome(
    items.length - failures.length,
    failures.length,
    inPart,
  );
  const id = jobId(asSiteRecoveryId(vaultIdOf(mappingId)), name);
  const errors = failures.map((failure) => jobErrorOf(platform, { id }, failure));
  jobEnded(platform, endJob(platform, id, state, { stateDescription, errors }));
}

function outcome(
  done: number,
  failed: number,
  inPart: boolean,
): { readonly state: "Succeeded" | "Failed"; readonly stateDescription: string } {
  if (failed > 0 && done === 0) {
    return { state: "Failed", stateDescription: "Failed" };
  }
  const stateDescription = failed > 0 || inPart ? "PartiallySucceeded" : "Completed";
  return { state: "Succeeded", stateDescription };
}
