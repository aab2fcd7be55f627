import { deterministicGuid } from "../../azure/guid";
import { normalizeRegion } from "../../azure/regions";
import { followAssessment } from "../compute/patch-assessment";
import { configurationName, operatingSystemOf } from "../compute/patch-settings";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, mergePatch, valueAt } from "../json";
import { indexAssignment } from "../maintenance/assignment-index";
import { assignmentType } from "../maintenance/maintenance-paths";
import type { Platform } from "../operation";
import { plan, type PlannedKind, resumePlans } from "../planned-steps";
import { followPlatformPatching } from "../platform-patching/patch-nights";
import {
  changeFor,
  type MachineChange,
  nonCompliantMachines,
  rightsFor,
} from "./remediation-targets";

/** What became of one machine. */
export interface RemediatedMachine {
  readonly machineId: string;
  readonly status: "Succeeded" | "Failed";
  readonly error?: { readonly code: string; readonly message: string };
  readonly at: string;
}

const evaluationInSeconds = 30;
const deploymentInSeconds = 60;
/** Source: learn.microsoft.com governance/policy/concepts/remediation-structure. */
const keptInSeconds = 60 * 24 * 3600;
const defaultCount = 500;
const defaultParallel = 10;

const steps: PlannedKind = {
  subject: "remediations",
  change: "a remediation task changes what is not as its policy wants it",
  run: (platform, id, step) => {
    const remediation = platform.estate.get(id);
    if (remediation !== undefined) {
      (step === "evaluate" ? evaluate : goOn)(platform, remediation);
    }
  },
};

const removal: PlannedKind = {
  subject: "remediations that are kept",
  change: "a remediation task is removed 60 days after its last change",
  run: (platform, id) => {
    platform.estate.delete(id);
    machinesOf(platform).delete(id.toLowerCase());
    waitingOf(platform).delete(id.toLowerCase());
  },
};

export function beginRemediation(platform: Platform, remediation: StoredResource): void {
  machinesOf(platform).set(remediation.id.toLowerCase(), []);
  plan(platform, steps, remediation.id, "evaluate", evaluationInSeconds);
}

export function resumeRemediations(platform: Platform): void {
  resumePlans(platform, steps);
  resumePlans(platform, removal);
}

/** Ends a task: what it did stays, what it did not do stays undone. */
export function endRemediation(
  platform: Platform,
  remediation: StoredResource,
  provisioningState: string,
): StoredResource {
  const ended = changed(platform, remediation, { provisioningState });
  waitingOf(platform).delete(remediation.id.toLowerCase());
  plan(platform, removal, remediation.id, "remove", keptInSeconds);
  return ended;
}

export function isActive(remediation: StoredResource): boolean {
  const state = asText(valueAt(remediation, "properties.provisioningState")) ?? "";
  return state === "Accepted" || state === "Evaluating";
}

/** The machines that a task has come to, by the task's id. */
export function machinesOf(platform: Platform): Map<string, readonly RemediatedMachine[]> {
  return platform.estate.notes<readonly RemediatedMachine[]>("remediated machines");
}

function waitingOf(platform: Platform): Map<string, readonly string[]> {
  return platform.estate.notes<readonly string[]>("machines to be remediated");
}

function assignmentOf(platform: Platform, remediation: StoredResource): StoredResource | undefined {
  return platform.estate.get(asText(valueAt(remediation, "properties.policyAssignmentId")) ?? "");
}

function evaluate(platform: Platform, remediation: StoredResource): void {
  const { resourceCount, filters, resourceDiscoveryMode } = asObject(remediation.properties);
  const assignment = assignmentOf(platform, remediation);
  const scope = remediation.id.slice(0, remediation.id.toLowerCase().lastIndexOf("/providers/"));
  const locations = asArray(asObject(filters).locations).map((each) =>
    normalizeRegion(String(each)),
  );
  const machines =
    assignment === undefined ||
    (resourceDiscoveryMode !== "ReEvaluateCompliance" && !isEvaluated(platform, assignment))
      ? []
      : nonCompliantMachines(platform, assignment, scope)
          .filter(
            ({ location }) =>
              locations.length === 0 || locations.includes(normalizeRegion(String(location))),
          )
          .slice(0, typeof resourceCount === "number" ? resourceCount : defaultCount);
  waitingOf(platform).set(
    remediation.id.toLowerCase(),
    machines.map(({ id }) => id),
  );
  const evaluated = changed(platform, remediation, {
    provisioningState: "Evaluating",
    deploymentStatus: {
      totalDeployments: machines.length,
      successfulDeployments: 0,
      failedDeployments: 0,
    },
  });
  if (machines.length === 0) {
    endRemediation(platform, evaluated, "Succeeded");
  } else {
    plan(platform, steps, remediation.id, "deploy", deploymentInSeconds);
  }
}

/** Whether Azure knows by itself how an assignment's machines stand: not before it has looked once. */
function isEvaluated({ clock, assumptions }: Platform, assignment: StoredResource): boolean {
  const since = Date.parse(asText(valueAt(assignment, "properties.metadata.createdOn")) ?? "");
  return clock.now().getTime() - since >= assumptions.policyEvaluationInMinutes * 60_000;
}

function goOn(platform: Platform, remediation: StoredResource): void {
  const key = remediation.id.toLowerCase();
  const { parallelDeployments, failureThreshold, deploymentStatus } = asObject(
    remediation.properties,
  );
  const parallel = typeof parallelDeployments === "number" ? parallelDeployments : defaultParallel;
  const waiting = waitingOf(platform).get(key) ?? [];
  const done = [
    ...(machinesOf(platform).get(key) ?? []),
    ...waiting.slice(0, parallel).map((id) => remediate(platform, remediation, id)),
  ];
  machinesOf(platform).set(key, done);
  waitingOf(platform).set(key, waiting.slice(parallel));
  const failed = done.filter(({ status }) => status === "Failed").length;
  const total = Number(asObject(deploymentStatus).totalDeployments);
  const told = changed(platform, remediation, {
    deploymentStatus: {
      totalDeployments: total,
      successfulDeployments: done.length - failed,
      failedDeployments: failed,
    },
  });
  const { percentage = 1 } = asObject(failureThreshold) as { percentage?: number };
  if (failed / total > percentage) {
    endRemediation(platform, told, "Failed");
  } else if (waiting.length > parallel) {
    plan(platform, steps, remediation.id, "deploy", deploymentInSeconds);
  } else {
    endRemediation(platform, told, failed > 0 ? "Complete" : "Succeeded");
  }
}

function remediate(
  platform: Platform,
  remediation: StoredResource,
  machineId: string,
): RemediatedMachine {
  const told = { machineId, at: platform.clock.now().toISOString() };
  const assignment = assignmentOf(platform, remediation);
  const machine = platform.estate.get(machineId);
  const change = assignment && machine && changeFor(platform, assignment, machine);
  if (assignment === undefined || machine === undefined || change === undefined) {
    return { ...told, status: "Succeeded" };
  }
  const principalId = principalOf(assignment);
  const lacking = rightsFor(machine, change).find(
    ({ action, scope }) => !platform.holds(principalId, action, scope),
  );
  if (lacking !== undefined) {
    return {
      ...told,
      status: "Failed",
      error: {
        code: "AuthorizationFailed",
        message:
          `The client '${principalId}' with object id '${principalId}' does not have authorization to perform ` +
          `action '${lacking.action}' over scope '${lacking.scope}' or the scope is invalid. If access was ` +
          `recently granted, please refresh your credentials.`,
      },
    };
  }
  apply(platform, machine, change);
  return { ...told, status: "Succeeded" };
}

function principalOf(assignment: StoredResource): string {
  const identity = asObject(assignment.identity);
  const [assigned] = Object.values(asObject(identity.userAssignedIdentities));
  return asText(identity.principalId) ?? asText(asObject(assigned).principalId) ?? "";
}

function apply(platform: Platform, machine: StoredResource, change: MachineChange): void {
  if (Object.keys(change.patchSettings).length > 0) {
    const name = configurationName(operatingSystemOf(machine));
    const osProfile = { [name]: { patchSettings: change.patchSettings } };
    const properties = mergePatch(machine.properties, { osProfile });
    const changedMachine = { ...machine, properties };
    platform.estate.put(changedMachine);
    followAssessment(platform, changedMachine);
    followPlatformPatching(platform, changedMachine);
  }
  const { maintenanceConfigurationId } = change;
  if (maintenanceConfigurationId !== undefined) {
    const unique = deterministicGuid(maintenanceConfigurationId.toLowerCase());
    const name = `${unique.replaceAll("-", "").slice(0, 13)}-AzPolicy`;
    const assigned: StoredResource = {
      id: `${machine.id}/providers/${assignmentType}/${name}`,
      name,
      type: assignmentType,
      location: machine.location,
      properties: { maintenanceConfigurationId, resourceId: machine.id },
    };
    platform.estate.put(assigned);
    indexAssignment(platform, "machine", assigned, undefined);
  }
}

function changed(
  platform: Platform,
  remediation: StoredResource,
  properties: JsonObject,
): StoredResource {
  const now: StoredResource = {
    ...remediation,
    properties: {
      ...asObject(remediation.properties),
      ...properties,
      lastUpdatedOn: platform.clock.now().toISOString(),
    },
  };
  platform.estate.put(now);
  return now;
}
