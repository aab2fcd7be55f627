import { part, refused, within } from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

const linux = { operatingSystemType: "Linux" };
const monthly = { maintenanceConfigurationId: "@configuration" };
const assessed = { policy: "PeriodicAssessment" };

function keys(args: object): ArgumentChange {
  return { promised: "replaced", before: { first: args }, after: { second: args } };
}

/** The rows for what every assignment says. */
function texts(group: string, args: object): ArgumentChanges {
  const row = (name: string, before: unknown, after: unknown): ArgumentChanges => ({
    [`${group}.*.${name}`]: within("one", name, before, after, args),
  });
  return {
    ...row("displayName", "Ours", "Theirs"),
    ...row("description", "First", "Second"),
    ...row("nonComplianceMessage", "See the wiki.", "See the handbook."),
    ...row("enforced", true, false),
  };
}

/** The rows for the policies with a template. */
function templated(group: string, args: object): ArgumentChanges {
  const row = (name: string, before: unknown, after: unknown, beside = {}): ArgumentChanges => ({
    [`${group}.*.${name}`]: within("one", name, before, after, { ...args, ...beside }),
  });
  return {
    ...texts(group, args),
    ...row("operatingSystemTypes", ["Linux"], ["Windows", "Linux"]),
    ...row("resourceGroups", ["web"], ["data"]),
    ...row("locations", ["westeurope"], ["northeurope"]),
    ...row("tags", { stage: ["one"] }, { stage: ["one", "two"] }),
    ...row("tagOperator", "Any", "All", { tags: { stage: ["one"] } }),
    ...row("effect", "DeployIfNotExists", "Disabled"),
  };
}

function task(name: string, before: unknown, after: unknown): ArgumentChanges {
  return {
    [`remediation.${name}`]: { ...part(name, before, after), promised: "replaced" },
  };
}

export const patchGovernance: ArgumentChanges = {
  scope: { promised: "replaced", before: "@groupId", after: "@otherGroupId" },
  location: refused,
  assessments: keys(linux),
  ...texts("assessments", linux),
  "assessments.*.operatingSystemType": within("one", "operatingSystemType", "Linux", "Windows"),
  "assessments.*.machines": {
    ...within("one", "machines", "Azure", "Arc", linux),
    promised: "replaced",
  },
  "assessments.*.assessmentMode": within(
    "one",
    "assessmentMode",
    "AutomaticByPlatform",
    "ImageDefault",
    linux,
  ),
  "assessments.*.locations": within("one", "locations", ["westeurope"], ["northeurope"], linux),
  "assessments.*.tags": within("one", "tags", { stage: "one" }, { stage: "two" }, linux),
  "assessments.*.tagOperator": within("one", "tagOperator", "Any", "All", {
    ...linux,
    tags: { stage: "one" },
  }),
  schedulePrerequisites: keys({}),
  ...templated("schedulePrerequisites", {}),
  schedules: keys(monthly),
  ...templated("schedules", monthly),
  "schedules.*.maintenanceConfigurationId": {
    ...within("one", "maintenanceConfigurationId", "@configuration", "@otherConfiguration"),
    promised: "replaced",
  },
  audits: keys(assessed),
  ...texts("audits", assessed),
  "audits.*.policy": {
    ...within("one", "policy", "PeriodicAssessment", "Hotpatching"),
    promised: "replaced",
  },
  "audits.*.effect": within("one", "effect", "Audit", "Disabled", assessed),
  notScopes: { promised: "in place", before: ["@network"], after: ["@network", "@otherNetwork"] },
  userAssignedIdentityId: { promised: "replaced", before: "@identity", after: "@otherIdentity" },
  role: { promised: "replaced", before: "Narrow", after: "Documented" },
  ...task("run", "first", "second"),
  ...task("failureThresholdInPercent", 100, 10),
  ...task("parallelDeployments", 10, 5),
  ...task("resourceCount", 500, 100),
  ...task("resourceDiscoveryMode", "ReEvaluateCompliance", "ExistingNonCompliant"),
  ...task("locations", ["westeurope"], ["northeurope"]),
};
