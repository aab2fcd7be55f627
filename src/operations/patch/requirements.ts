import { lastScheduledRun } from "./last-scheduled-run";
import { agent, agentVersion, extension, image, osProfile, power } from "./machine-requirements";
import type { ExplainedMachine, PatchRequirement } from "./requirement";
import { assessmentMode, mode, rebootSetting, schedule } from "./setting-requirements";
import {
  connectivity,
  lastAssessment,
  oneSource,
  patchSource,
  wayOut,
  windowsUpdate,
} from "./source-requirements";

/**
 * All that patching a machine takes, in the order in which one looks at it.
 *
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching (requirements),
 * update-manager/prerequsite-for-schedule-patching.
 */
export function patchRequirements(explained: ExplainedMachine): PatchRequirement[] {
  return [
    osProfile(explained),
    power(explained),
    agent(explained),
    agentVersion(explained),
    image(explained),
    mode(explained),
    schedule(explained),
    ...lastScheduledRun(explained),
    assessmentMode(explained),
    lastAssessment(explained),
    ...windowsUpdate(explained),
    extension(explained),
    rebootSetting(explained),
    connectivity(explained),
    ...wayOut(explained),
    patchSource(explained),
    ...oneSource(explained),
  ];
}
