import assert from "node:assert/strict";
import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import { permission } from "../../../src/azure/permissions";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const group = `${subscription}/resourceGroups/rg`;
const source = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
const topics = `${group}/providers/Microsoft.EventGrid/systemTopics`;
const topic = `${topics}/topic1`;
const hook = `${topic}/eventSubscriptions/hook`;
const topicBody = {
  location: "West Europe",
  properties: { source, topicType: "Microsoft.Maintenance.MaintenanceConfigurations" },
};
const address = "https://example.com/hook";

function send(caller: Caller, method: HttpMethod, id: string, body?: object): Promise<ArmResponse> {
  return caller.send(method, `${id}?api-version=2025-02-15`, body);
}

function webhook(endpointUrl: string, more: object = {}): object {
  return {
    properties: { destination: { endpointType: "WebHook", properties: { endpointUrl } }, ...more },
  };
}

async function withSource(): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  await owner.send("PUT", `${source}?api-version=2023-01-31`, { location: "westeurope" });
  return { azure, owner };
}

describe("simulated system topics", () => {
  it("are one for each source, in its region, and keep it", async () => {
    const { owner } = await withSource();
    assert.equal((await send(owner, "PUT", topic, topicBody)).status, 201);
    const { properties } = (await send(owner, "GET", topic)).body as { properties: object };
    const { metricResourceId, ...known } = properties as Record<string, unknown>;
    assert.match(String(metricResourceId), /^[0-9a-f-]{36}$/);
    assert.deepEqual(known, { ...topicBody.properties, provisioningState: "Succeeded" });

    const refused = async (id: string, body: object): Promise<string> => {
      const { status, code, message } = errorOf(await send(owner, "PUT", id, body));
      assert.deepEqual([status, code], [400, "InvalidRequest"]);
      return message;
    };
    assert.equal(
      await refused(`${topics}/topic2`, topicBody),
      `There is an existing tracked system topic for the given source ${source}. Only one system topic is allowed per source.`,
    );
    assert.equal(
      await refused(topic, {
        ...topicBody,
        properties: { ...topicBody.properties, source: group },
      }),
      "The source of a system topic cannot be changed.",
    );
    assert.equal(
      await refused(`${topics}/topic_3`, topicBody),
      '"topic_3" is no name of a system topic: those have 3 to 128 letters, digits and hyphens.',
    );
    assert.equal((await send(owner, "DELETE", topic)).status, 200);
    assert.equal(
      await refused(topic, { ...topicBody, location: "northeurope" }),
      `System topic's location must match with location of the source resource ${source}.`,
    );
  });

  it("need a right at their source", async () => {
    const { azure, owner } = await withSource();
    const writer = callerOf(azure, {
      roleName: "Topics",
      description: "Writes system topics.",
      permission: permission({ actions: ["Microsoft.EventGrid/systemTopics/write"] }),
    });
    await owner.wait(600);
    assert.deepEqual(errorOf(await send(writer, "PUT", topic, topicBody)), {
      status: 400,
      code: "InvalidRequest",
      message: `The user does not have permission to perform the operation on the resource ${source}.`,
    });
  });
});

describe("simulated event subscriptions", () => {
  it("have Azure's defaults, and tell and keep no more of an address than what stands before its query", async () => {
    const { azure, owner } = await withSource();
    await send(owner, "PUT", topic, topicBody);
    const made = await send(owner, "PUT", hook, webhook(`${address}?token=secret`));
    const expected = {
      id: hook,
      name: "hook",
      type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      properties: {
        topic,
        destination: { endpointType: "WebHook", properties: { endpointBaseUrl: address } },
        filter: {},
        labels: null,
        eventDeliverySchema: "EventGridSchema",
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
        provisioningState: "Succeeded",
      },
    };
    assert.deepEqual([made.status, made.body], [201, expected]);
    const list = await send(owner, "GET", `${topic}/eventSubscriptions`);
    assert.deepEqual(list.body, { value: [expected] });
    assert.equal(JSON.stringify(azure.estate.all()).includes("secret"), false);

    await send(owner, "DELETE", topic);
    assert.equal((await send(owner, "GET", hook)).status, 404);
  });

  it("are refused for a wrong address or name", async () => {
    const { owner } = await withSource();
    await send(owner, "PUT", topic, topicBody);
    for (const wrong of ["", "http://example.com/hook"]) {
      assert.deepEqual(errorOf(await send(owner, "PUT", hook, webhook(wrong))), {
        status: 400,
        code: "InvalidRequest",
        message:
          "Invalid event subscription request: Supplied URL is invalid. It cannot be null or empty and should be a proper HTTPS URL like https://www.example.com.",
      });
    }
    const odd = await send(owner, "PUT", `${topic}/eventSubscriptions/a.b`, webhook(address));
    assert.equal(
      errorOf(odd).message,
      '"a.b" is no name of an event subscription: those have 3 to 64 letters, digits and hyphens.',
    );
  });

  it("need rights at the source, and at a handler that is no webhook", async () => {
    const { azure, owner } = await withSource();
    await send(owner, "PUT", topic, topicBody);
    const grant = (...actions: string[]): Caller =>
      callerOf(azure, {
        roleName: `Subscriptions ${actions.length}`,
        description: "Writes event subscriptions.",
        permission: permission({
          actions: ["Microsoft.EventGrid/systemTopics/eventSubscriptions/write", ...actions],
        }),
      });
    const resourceId = `${group}/providers/Microsoft.Web/sites/app/functions/start`;
    const body = {
      properties: { destination: { endpointType: "AzureFunction", properties: { resourceId } } },
    };
    const nobody = grant();
    const halfway = grant("Microsoft.EventGrid/eventSubscriptions/write");
    const able = grant(
      "Microsoft.EventGrid/eventSubscriptions/write",
      "Microsoft.Web/sites/functions/write",
    );
    await owner.wait(600);
    for (const [caller, action] of [
      [nobody, "Microsoft.EventGrid/eventSubscriptions/write"],
      [halfway, "Microsoft.Web/sites/functions/write"],
    ] as const) {
      const { status, code, message } = errorOf(await send(caller, "PUT", hook, body));
      assert.deepEqual([status, code], [403, "LinkedAuthorizationFailed"]);
      assert.ok(message.includes(`action(s) '${action}`), message);
    }
    assert.equal((await send(able, "PUT", hook, body)).status, 201);
  });
});
