import { lastWebhookExpiry, longestWebhookLifeInYears } from "../../azure/automation-webhook";
import { deterministicGuid } from "../../azure/guid";
import { parentId } from "../../azure/resource-id";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import type { Call, Operation } from "../operation";
import { requireResource } from "../resource-manager/resource-checks";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";
import { stamped } from "./stamped";

const standard = resourceType({
  ...accountChild({
    segment: "webhooks",
    parameter: "webhookName",
    operations: "Webhook",
    deleteNeedsIt: true,
  }),
  required: ["name"],
  validate: (call, body, existing) => {
    const account = parentId(call.path) ?? "";
    const runbook = asText(valueAt(body, "properties.runbook.name")) ?? "";
    if (call.estate.get(`${account}/runbooks/${runbook}`) === undefined) {
      throw notFound("runbook", runbook);
    }
    if (existing === undefined) {
      requireExpiry(call, asText(valueAt(body, "properties.expiryTime")) ?? "");
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          isEnabled: sent.isEnabled ?? before.isEnabled ?? true,
          expiryTime: before.expiryTime ?? sent.expiryTime,
          runbook: { name: valueAt(sent, "runbook.name") },
          uri: "",
          parameters: sent.parameters ?? null,
          runOn: sent.runOn ?? null,
          description: asText(sent.description) ?? "",
          lastInvokedTime: null,
          lastModifiedBy: "",
        }),
      ),
    };
  },
});

/** Webhooks. The address is answered by the request that makes one, never again, and is not kept. */
export const webhookOperations: Operation[] = [
  ...standard.map((operation) => (operation.method === "PUT" ? tellsOnce(operation) : operation)),
  {
    id: "Webhook_GenerateUri",
    method: "POST",
    path: `${accountPath}/webhooks/generateUri`,
    action: `${accountType}/webhooks/action`,
    witness: `${examples}/generateWebhookUri.json`,
    handle: (call) => {
      const account = call.path.split("/").slice(0, -2).join("/");
      requireResource({ type: accountType }, call, account);
      return { status: 200, body: newUri(call, account) };
    },
  },
];

function tellsOnce(put: Operation): Operation {
  return {
    ...put,
    handle: async (call) => {
      const isNew = call.estate.get(call.path) === undefined;
      const answer = await put.handle(call);
      if (!isNew) {
        return answer;
      }
      const webhook = asObject(answer.body);
      const sent = asText(valueAt(call.body, "properties.uri"));
      const uri = sent ?? newUri(call, parentId(call.path) ?? "");
      return {
        ...answer,
        body: { ...webhook, properties: { ...asObject(webhook.properties), uri } },
      };
    },
  };
}

function newUri(call: Call, account: string): string {
  const now = call.clock.now().toISOString();
  const id = deterministicGuid("webhooks", account);
  const token = deterministicGuid("webhook", call.path, now, String(call.estate.version));
  return `https://${id}.webhook.automation.simulated/webhooks?token=${token.replaceAll("-", "")}%3d`;
}

function requireExpiry(call: Call, text: string): void {
  const expiry = new Date(text);
  const now = call.clock.now();
  if (Number.isNaN(expiry.getTime()) || expiry <= now || expiry > lastWebhookExpiry(now)) {
    throw badRequest(
      `The expiryTime '${text}' of the webhook is not a time in the next ${longestWebhookLifeInYears} years.`,
    );
  }
}
