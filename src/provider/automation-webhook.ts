import { webhookExpiryFindings } from "../azure/automation-webhook";
import { jobParameterFindings } from "../azure/automation-links";
import { parentId } from "../azure/resource-id";
import { asObject } from "../arm/errors";
import type { Properties } from "../plugin/handlers";
import { armUrl, automationAccountApiVersion } from "../arm/api";
import type { AutomationKind, AutomationTask } from "./automation-kind";
import { readWithTime } from "./azure-time";
import { sameWords, textMapOf } from "./automation-property";
import { defined, textOf } from "../arm/azure-object";

/**
 * A webhook. Its address is asked of Azure before the webhook is made with it, and kept as a secret: no later answer
 * tells it.
 */
export const automationWebhook: AutomationKind = {
  token: "azure-evergreen:index:AutomationWebhook",
  noun: "webhook",
  segment: "webhooks",
  nameProperty: "webhookName",
  properties: {
    runbookName: { type: "text", required: true, fixed: true, same: sameWords },
    expiryTime: { type: "text", required: true, fixed: true, same: sameMoment },
    isEnabled: { type: "flag" },
    parameters: { type: "textMap" },
    runOn: { type: "text", same: sameWords },
  },
  told: ["uri"],
  lasting: ["uri"],
  findings: ({ expiryTime, parameters }) => [
    ...webhookExpiryFindings(String(expiryTime), "expiryTime", new Date()),
    ...jobParameterFindings(textMapOf(parameters), "parameters"),
  ],
  isLeftBehind: () => false,
  create: async (task) => {
    const { client, id, inputs, context } = task;
    const account = parentId(id) ?? "";
    const { now } = await readWithTime(
      client,
      account,
      automationAccountApiVersion,
      context.signal,
    );
    if (new Date(String(inputs.expiryTime)) <= now) {
      throw new Error(
        `The webhook would have expired: its expiryTime is ${String(inputs.expiryTime)}, and it is ${now.toISOString()}. Give a later time.`,
      );
    }
    const made = await client.post(
      url(`${account}/webhooks/generateUri`),
      undefined,
      context.signal,
    );
    const uri = textOf(made.body);
    if (uri === undefined) {
      throw new Error("Azure answered no address for the webhook.");
    }
    const { expiryTime, runbookName } = inputs;
    const more = { uri, expiryTime, runbook: { name: runbookName } };
    await client.put(url(id), bodyOf(inputs, more), context.signal);
    return { uri };
  },
  update: async (task, _changed, outputs) => {
    const { client, id, inputs, context } = task;
    await client.patch(url(id), bodyOf(inputs, {}), context.signal);
    return { uri: outputs.uri ?? "" };
  },
  read: ({ properties }, _task: AutomationTask, outputs) =>
    Promise.resolve({
      held: heldOf(properties),
      told: { uri: outputs.uri ?? "" },
    }),
};

function bodyOf(inputs: Properties, more: Properties): Properties {
  const { webhookName, isEnabled = true, parameters, runOn = "" } = inputs;
  return {
    name: webhookName,
    properties: { ...more, isEnabled, parameters: textMapOf(parameters), runOn },
  };
}

function heldOf(properties: Properties): Properties {
  const parameters = textMapOf(properties.parameters);
  return defined({
    runbookName: asObject(properties.runbook)?.name,
    expiryTime: properties.expiryTime,
    isEnabled: properties.isEnabled !== false,
    parameters: Object.keys(parameters).length > 0 ? parameters : undefined,
    runOn: textOf(properties.runOn),
  });
}

function sameMoment(left: unknown, right: unknown): boolean {
  return new Date(String(left)).getTime() === new Date(String(right)).getTime();
}

function url(id: string): string {
  return armUrl(id, automationAccountApiVersion);
}
