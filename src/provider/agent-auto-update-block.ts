import { asObject } from "../arm/errors";
import {
  agentAutoUpdateBody,
  agentAutoUpdateFindings,
  type AgentAutoUpdateSetting,
} from "../azure/agent-auto-update";
import { authenticationTypes, legacyRunAsFindings } from "../azure/agent-updater-account";
import { resourceIdFindings, sameId } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  type CallContext,
  type CheckFailure,
  type Properties,
  type PropertyChange,
} from "../plugin/handlers";
import { automationAccountType } from "../arm/api";
import { defined, textOf, type AzureObject } from "../arm/azure-object";
import { autoUpdateHeld } from "../arm/container-mappings";
import { failureAt, toFailures, unknownPropertyFailures } from "./findings";
import type { ChangeableProperty } from "./site-recovery-kind";

const property = "agentAutoUpdate";
const known = ["status", "automationAccountId", "authenticationType"] as const;
type Field = (typeof known)[number];

/**
 * Whether Site Recovery keeps the mobility agents of a mapping's machines up to date. The service
 * takes a Run As account when it is not told how to sign in, so that is always sent.
 */
export const agentAutoUpdate: ChangeableProperty = {
  name: property,
  normalize: (value) => {
    const fields = value === undefined ? {} : asObject(value);
    return fields === undefined
      ? value
      : { status: "Disabled", authenticationType: authenticationTypes.systemAssigned, ...fields };
  },
  failures: (value, context) => {
    if (isUnknown(value)) {
      return [];
    }
    const fields = asObject(value);
    return fields === undefined
      ? [{ property, reason: `${property} must be an object with status and automationAccountId.` }]
      : fieldFailures(fields, context);
  },
  changes: (left, right) => {
    if (isUnknown(right)) {
      return { [property]: "update" };
    }
    const before = asObject(left) ?? {};
    const after = asObject(right) ?? {};
    const fields: readonly Field[] = after.status === "Disabled" ? ["status"] : known;
    return Object.fromEntries(
      fields.flatMap((field) => {
        const change = changeOf(field, before[field], after[field]);
        return change === undefined ? [] : [[`${property}.${field}`, change]];
      }),
    );
  },
  changeBody: (inputs) => agentAutoUpdateBody(settingIn(inputs)),
};

/** The setting in checked inputs. */
export function settingIn(inputs: Properties): AgentAutoUpdateSetting {
  const { status, automationAccountId, authenticationType } = asObject(inputs[property]) ?? {};
  return {
    status: status === "Enabled" ? "Enabled" : "Disabled",
    automationAccountId: textOf(automationAccountId),
    authenticationType: textOf(authenticationType) ?? authenticationTypes.systemAssigned,
  };
}

/** What to send when a mapping is made. */
export function inputOf(inputs: Properties): Record<string, unknown> {
  const fields = asObject(inputs[property]) ?? {};
  return defined({
    instanceType: "A2A",
    agentAutoUpdateStatus: fields.status,
    automationAccountArmId: fields.status === "Enabled" ? fields.automationAccountId : undefined,
    automationAccountAuthenticationType: fields.authenticationType,
  });
}

/** What Azure holds. */
export function blockHeld(mapping: AzureObject): Properties {
  return defined({ ...autoUpdateHeld(mapping) });
}

function fieldFailures(fields: Properties, context: CallContext): CheckFailure[] {
  const failures = unknownPropertyFailures(fields, known, property);
  for (const field of known) {
    const value = fields[field];
    if (value !== undefined && typeof value !== "string") {
      failures.push(failureAt(`${property}.${field}`, "It must be a text."));
    }
  }
  const { status } = fields;
  if (!isUnknown(status) && status !== "Enabled" && status !== "Disabled") {
    const got = JSON.stringify(status);
    failures.push(
      failureAt(`${property}.status`, `It must be "Enabled" or "Disabled", but it is ${got}.`),
    );
  }
  if (failures.length > 0) {
    return failures;
  }
  return toFailures(fieldFindings(fields), context);
}

function fieldFindings(fields: Properties) {
  const { status, automationAccountId, authenticationType } = fields;
  const account = textOf(automationAccountId);
  const way = isUnknown(authenticationType) ? undefined : textOf(authenticationType);
  return [
    ...(account === undefined || isUnknown(account)
      ? []
      : resourceIdFindings(account, `${property}.automationAccountId`, automationAccountType)),
    ...agentAutoUpdateFindings(
      {
        status: status === "Enabled" ? "Enabled" : "Disabled",
        automationAccountId: account,
        authenticationType: way ?? authenticationTypes.systemAssigned,
      },
      property,
    ),
    ...(status === "Enabled" && way === authenticationTypes.runAs
      ? legacyRunAsFindings(`${property}.authenticationType`)
      : []),
  ];
}

function changeOf(field: Field, before: unknown, after: unknown): PropertyChange | undefined {
  if (containsUnknown(after)) {
    return "update";
  }
  const old = textOf(before);
  const value = textOf(after);
  if (old === undefined || value === undefined) {
    if (old === value) {
      return undefined;
    }
    return old === undefined ? "add" : "delete";
  }
  const same =
    field === "automationAccountId"
      ? sameId(old, value)
      : old.toLowerCase() === value.toLowerCase();
  return same ? undefined : "update";
}
