import {
  automationScheduleFindings,
  type AutomationScheduleShape,
  type MonthlyOccurrence,
} from "../azure/automation-schedule";
import { scheduleExpiry, scheduleStart, scheduleTime } from "../azure/automation-schedule-start";
import { parentId } from "../azure/resource-id";
import { sameTimeZone } from "../azure/time-zones";
import { asObject } from "../arm/errors";
import type { Properties } from "../plugin/handlers";
import { armUrl, automationAccountApiVersion } from "../arm/api";
import type { AutomationKind, AutomationTask } from "./automation-kind";
import { keepingLinks } from "../arm/automation-links";
import { readWithTime } from "./azure-time";
import { numberOf, sameWords } from "./automation-property";
import { azureObject, defined, objectsIn, textOf, type AzureObject } from "../arm/azure-object";

/** The properties that PATCH changes; for the others the schedule is sent whole, with a start ahead. */
const patched = ["description", "isEnabled"];

/**
 * A schedule whose start is always far enough ahead when it is sent, and stays as it is otherwise: Azure refuses a
 * whole schedule whose start has passed.
 */
export const automationSchedule: AutomationKind = {
  token: "azure-evergreen:index:AutomationSchedule",
  noun: "schedule",
  segment: "schedules",
  nameProperty: "scheduleName",
  properties: {
    frequency: { type: "text", required: true, same: sameWords },
    interval: { type: "number" },
    startTime: { type: "text" },
    expiryTime: { type: "text" },
    timeZone: { type: "text", same: (a, b) => sameTimeZone(textOf(a) ?? "", textOf(b) ?? "") },
    weekDays: { type: "texts", same: sameDays },
    monthDays: { type: "numbers", same: sameDays },
    monthlyOccurrences: { type: "objects", same: sameOccurrences },
    description: { type: "text" },
    isEnabled: { type: "flag" },
  },
  told: ["effectiveStartTime"],
  findings: (inputs) => automationScheduleFindings(shapeOf(inputs), ""),
  isLeftBehind: ({ properties }, inputs) => {
    const held = heldOf(properties, inputs);
    return (
      sameWords(held.frequency, inputs.frequency) && (held.interval ?? 1) === (inputs.interval ?? 1)
    );
  },
  create: async (task, existing) => {
    const told = await putSchedule(task, existing === undefined ? undefined : startOf(existing));
    return inputsDisable(task) ? patchSchedule(task) : told;
  },
  update: async (task, changed, outputs) => {
    if (Object.keys(changed).every((name) => patched.includes(name))) {
      return patchSchedule(task);
    }
    const before = textOf(outputs.effectiveStartTime);
    const { client, id, context } = task;
    await keepingLinks(client, id, "schedule", context.signal, () => putSchedule(task, before));
    return patchSchedule(task);
  },
  read: (object, task) =>
    Promise.resolve({
      held: heldOf(object.properties, task.inputs),
      told: { effectiveStartTime: startOf(object) },
    }),
};

async function putSchedule(task: AutomationTask, before: string | undefined): Promise<Properties> {
  const { client, id, inputs, context } = task;
  const shape = shapeOf(inputs);
  const account = parentId(id) ?? "";
  const { now } = await readWithTime(client, account, automationAccountApiVersion, context.signal);
  const start = scheduleStart(shape, now, before);
  if (shape.frequency === "OneTime" && start <= now) {
    throw new Error(
      `The schedule runs once, at ${shape.startTime ?? ""}, and that has passed. Give a startTime that lies at least 5 minutes ahead.`,
    );
  }
  const expiry = scheduleExpiry(shape);
  const { weekDays, monthDays, monthlyOccurrences } = shape;
  const advancedSchedule = defined({ weekDays, monthDays, monthlyOccurrences });
  const body = {
    name: inputs.scheduleName,
    properties: {
      description: inputs.description ?? "",
      startTime: scheduleTime(start, shape.timeZone),
      ...(expiry !== undefined && { expiryTime: scheduleTime(expiry, shape.timeZone) }),
      frequency: shape.frequency,
      ...(shape.frequency !== "OneTime" && { interval: shape.interval ?? 1 }),
      timeZone: shape.timeZone ?? "UTC",
      ...(Object.keys(advancedSchedule).length > 0 && { advancedSchedule }),
    },
  };
  const answer = await client.put(url(id), body, context.signal);
  return { effectiveStartTime: startOf(azureObject(answer)) };
}

async function patchSchedule({ client, id, inputs, context }: AutomationTask): Promise<Properties> {
  const { description = "", isEnabled = true } = inputs;
  const body = { name: inputs.scheduleName, properties: { description, isEnabled } };
  const answer = await client.patch(url(id), body, context.signal);
  return { effectiveStartTime: startOf(azureObject(answer)) };
}

function inputsDisable({ inputs }: AutomationTask): boolean {
  return inputs.isEnabled === false;
}

function startOf({ properties }: AzureObject): string {
  return textOf(properties.startTime) ?? "";
}

function shapeOf(inputs: Properties): AutomationScheduleShape {
  return inputs as unknown as AutomationScheduleShape;
}

/** Years after which Azure's word for "never" lies. */
const endOfTime = "9999";

function heldOf(properties: Properties, given: Properties): Properties {
  const advanced = asObject(properties.advancedSchedule) ?? {};
  const occurrences = objectsIn(advanced.monthlyOccurrences);
  const timeZone = textOf(properties.timeZone) ?? "UTC";
  return defined({
    frequency: properties.frequency,
    interval: numberOf(properties.interval),
    expiryTime: heldExpiry(textOf(properties.expiryTime), given),
    timeZone,
    weekDays: listOrNone(advanced.weekDays),
    monthDays: listOrNone(advanced.monthDays),
    monthlyOccurrences: occurrences.length > 0 ? occurrences : undefined,
    description: textOf(properties.description),
    isEnabled: properties.isEnabled !== false,
  });
}

/** The expiry as it was given while Azure's is the same moment. */
function heldExpiry(held: string | undefined, given: Properties): string | undefined {
  if (held === undefined || held.startsWith(endOfTime)) {
    return undefined;
  }
  const wanted = scheduleExpiry(shapeOf(given));
  return wanted?.getTime() === new Date(held).getTime() ? textOf(given.expiryTime) : held;
}

function listOrNone(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function sameDays(left: unknown, right: unknown): boolean {
  const sorted = (days: unknown): string =>
    (Array.isArray(days) ? days : [])
      .map((day) => String(day).toLowerCase())
      .sort()
      .join();
  return sorted(left) === sorted(right);
}

function sameOccurrences(left: unknown, right: unknown): boolean {
  const words = (value: unknown): string[] =>
    (Array.isArray(value) ? (value as MonthlyOccurrence[]) : []).map(
      ({ occurrence, day }) => `${occurrence} ${day}`,
    );
  return sameDays(words(left), words(right));
}

function url(id: string): string {
  return armUrl(id, automationAccountApiVersion);
}
