import {
  automationScheduleFindings,
  type AutomationScheduleShape,
} from "../../azure/automation-schedule";
import { certificateFindings } from "../../azure/automation-certificate";
import { accountKeyFindings, connectionFindings } from "../../azure/automation-links";
import { propertyPath, type Finding } from "../../azure/finding";
import { runbookFindings } from "../../azure/automation-runbook";
import type { DeclaredResource } from "../model/declared-resource";

const account = "Microsoft.Automation/automationAccounts";
export const runbookType = `${account}/runbooks`;
export const scheduleType = `${account}/schedules`;
export const variableType = `${account}/variables`;
export const credentialType = `${account}/credentials`;
export const certificateType = `${account}/certificates`;
export const connectionType = `${account}/connections`;
export const webhookType = `${account}/webhooks`;
export const runtimeEnvironmentType = `${account}/runtimeEnvironments`;
export const runAsAssetsType = `${account}/runAsAssets`;
export const runAsCertificateType = `${account}/runAsCertificate`;
export const diagnosticSettingType = "Microsoft.Insights/diagnosticSettings";

/** All that is wrong with what a runbook runs in; its text is read where it is judged. */
export function runtimeFindings({ inputs }: DeclaredResource, now: Date): Finding[] {
  const runbookType = inputs.text("runbookType");
  return runbookType === undefined
    ? []
    : runbookFindings(
        { runbookType, runtimeEnvironment: inputs.text("runtimeEnvironment") },
        "",
        now,
      );
}

/** When a schedule runs, and where its days stand: azure-native keeps them in `advancedSchedule`. */
function scheduleOf({ inputs, isEvergreen }: DeclaredResource): {
  readonly schedule: AutomationScheduleShape;
  readonly daysPath: string;
} {
  const days = isEvergreen ? inputs : inputs.object("advancedSchedule");
  return {
    daysPath: isEvergreen ? "" : "advancedSchedule",
    schedule: {
      frequency: inputs.text("frequency") ?? "",
      interval: inputs.number("interval"),
      startTime: localOrUtc(inputs.text("startTime"), isEvergreen),
      expiryTime: localOrUtc(inputs.text("expiryTime"), isEvergreen),
      timeZone: inputs.text("timeZone"),
      ...(days?.has("weekDays") === true && { weekDays: days.texts("weekDays") }),
      ...(days?.has("monthDays") === true && { monthDays: days.numbers("monthDays") }),
      ...(days?.has("monthlyOccurrences") === true && {
        monthlyOccurrences: days.objects("monthlyOccurrences").map((each) => ({
          occurrence: each.number("occurrence") ?? 0,
          day: each.text("day") ?? "",
        })),
      }),
    },
  };
}

/** azure-native's times have an offset; the rules look at local times, for which UTC does. What is no time is left to Azure. */
function localOrUtc(time: string | undefined, isLocal: boolean): string | undefined {
  if (time === undefined || isLocal) {
    return time;
  }
  const moment = new Date(time);
  return Number.isNaN(moment.getTime())
    ? undefined
    : moment.toISOString().slice(0, 16).replace("T", " ");
}

/** All that is wrong with a schedule by itself, with the paths of its own kind of resource. */
export const scheduleFindings = oncePerResource((resource) => {
  const { schedule, daysPath } = scheduleOf(resource);
  const isDays = /^(weekDays|monthDays|monthlyOccurrences)/;
  return automationScheduleFindings(schedule, "").map((finding) => ({
    ...finding,
    propertyPath: isDays.test(finding.propertyPath)
      ? propertyPath(daysPath, finding.propertyPath)
      : finding.propertyPath,
  }));
});

/** All that is wrong with a certificate asset. */
export const certificateAssetFindings = oncePerResource(({ inputs }) => {
  const base64 = inputs.text("base64Value");
  return base64 === undefined ? [] : certificateFindings(base64, "base64Value", new Date());
});

/** All that is wrong with the key of an account; nothing where Microsoft's keys encrypt it. */
export function ownKeyFindings({ inputs }: DeclaredResource): Finding[] {
  const key = inputs.object("encryption.keyVaultProperties");
  const source = inputs.text("encryption.keySource");
  if (key === undefined || source?.toLowerCase() !== "microsoft.keyvault") {
    return [];
  }
  const identity = "encryption.identity.userAssignedIdentity";
  return accountKeyFindings(
    { hasVersion: key.has("keyVersion"), hasUserAssignedIdentity: inputs.has(identity) },
    "",
  ).map((finding) => ({
    ...finding,
    propertyPath: finding.propertyPath === "keyUri" ? `${key.path}.keyVersion` : identity,
  }));
}

/** All that is wrong with the type and the fields of a connection. Only the names of fields are read: values may be secrets. */
export function connectionShapeFindings({ inputs }: DeclaredResource): Finding[] {
  const names = inputs.object("fieldDefinitionValues")?.keys() ?? [];
  return connectionFindings(
    inputs.text("connectionType.name") ?? "",
    Object.fromEntries(names.map((name) => [name, ""])),
    "",
  ).map((finding) => ({
    ...finding,
    propertyPath:
      finding.propertyPath === "fields" ? "fieldDefinitionValues" : "connectionType.name",
  }));
}

/** What several rules take their findings from is found once: opening a certificate takes as long as all the rest. */
function oncePerResource(
  find: (resource: DeclaredResource) => Finding[],
): (resource: DeclaredResource) => Finding[] {
  const found = new WeakMap<DeclaredResource, Finding[]>();
  return (resource) => {
    const findings = found.get(resource) ?? find(resource);
    found.set(resource, findings);
    return findings;
  };
}
