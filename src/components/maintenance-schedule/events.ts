import { SystemTopic, SystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid";
import * as pulumi from "@pulumi/pulumi";
import {
  eventSubscriptionNameFindings,
  maintenanceEvents,
  systemTopicNameFindings,
  timeToLiveFindings,
  webhookAddressFindings,
} from "../../azure/event-grid";
import { resourceIdFindings } from "../../azure/resource-id";
import { excludedArgumentFindings, missingArgumentFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import { rule, ruleOn, type Rule } from "../shared/inputs";

/** Who is told of a run: a webhook or an Azure function. */
export interface MaintenanceScheduleEventHandlerArgs {
  /** Address of a webhook, such as one of an `AutomationAccount`'s `webhookUris`. Required unless `azureFunctionId` is given. It is a secret. */
  webhookUri?: pulumi.Input<string>;
  /** Id of an Azure function that Event Grid triggers, `…/providers/Microsoft.Web/sites/{app}/functions/{function}`. Defaults to none. */
  azureFunctionId?: pulumi.Input<string>;
  /** For how many minutes Event Grid tries to deliver, 1 to 1440. Defaults to `30` for pre events, none of which then comes after the window has opened, and to `1440` for post events. */
  timeToLiveInMinutes?: pulumi.Input<number>;
}

type Handlers = Record<string, MaintenanceScheduleEventHandlerArgs>;

/** What a schedule says of its events. */
export interface EventArguments {
  readonly preEvents?: Handlers;
  readonly postEvents?: Handlers;
  readonly systemTopicName?: pulumi.Input<string>;
}

interface Kind {
  readonly argument: "preEvents" | "postEvents";
  readonly prefix: string;
  readonly eventType: string;
  readonly timeToLiveInMinutes: number;
}

const kinds: readonly Kind[] = [
  {
    argument: "preEvents",
    prefix: "pre",
    eventType: maintenanceEvents.before,
    timeToLiveInMinutes: 30,
  },
  {
    argument: "postEvents",
    prefix: "post",
    eventType: maintenanceEvents.after,
    timeToLiveInMinutes: 1440,
  },
];

/** The rules on who is told: a handler for each key, and names that Event Grid takes. */
export function eventRules(name: string, args: EventArguments): Rule[] {
  const handlers = handlersOf(args);
  return [
    ...(handlers.length === 0
      ? []
      : ruleOn(args.systemTopicName ?? topicName(name), (known) =>
          systemTopicNameFindings(known, "systemTopicName"),
        )),
    ...handlers.flatMap(([{ argument, prefix }, key, handler]) => {
      const path = `${argument}.${key}`;
      return [
        rule({}, () => [
          ...eventSubscriptionNameFindings(`${prefix}-${key}`, path),
          ...missingArgumentFindings(handler, "webhookUri", "azureFunctionId", path),
          ...excludedArgumentFindings(
            handler,
            "webhookUri",
            ["azureFunctionId"],
            "an event subscription has one handler",
            path,
          ),
        ]),
        ...ruleOn(handler.webhookUri, (known) =>
          webhookAddressFindings(known, `${path}.webhookUri`),
        ),
        ...ruleOn(handler.azureFunctionId, (known) =>
          resourceIdFindings(known, `${path}.azureFunctionId`, "Microsoft.Web/sites/functions"),
        ),
        ...ruleOn(handler.timeToLiveInMinutes, (known) =>
          timeToLiveFindings(known, `${path}.timeToLiveInMinutes`),
        ),
      ];
    }),
  ];
}

/** The arguments as they stand in the state: addresses marked secret. */
export function withSecretAddresses<A extends EventArguments>(args: A): A {
  const marked = (handlers: Handlers): Handlers =>
    Object.fromEntries(
      Object.entries(handlers).map(([key, handler]) => [
        key,
        handler.webhookUri === undefined
          ? handler
          : { ...handler, webhookUri: pulumi.secret(handler.webhookUri) },
      ]),
    );
  const { preEvents, postEvents } = args;
  return {
    ...args,
    ...(preEvents !== undefined && { preEvents: marked(preEvents) }),
    ...(postEvents !== undefined && { postEvents: marked(postEvents) }),
  };
}

/** What the events of a schedule stand at. */
export interface EventSource {
  /** Name of the component. */
  readonly name: string;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string> | undefined;
  readonly maintenanceConfigurationId: pulumi.Input<string>;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** Makes `${name}-events` and an event subscription for each handler; nothing when there is none. */
export function subscribeToEvents(
  args: EventArguments,
  source: EventSource,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  const handlers = handlersOf(args);
  if (handlers.length === 0) {
    return [];
  }
  const { name, resourceGroupName } = source;
  const topic = new SystemTopic(
    topicName(name),
    {
      resourceGroupName,
      ...(args.systemTopicName !== undefined && { systemTopicName: args.systemTopicName }),
      // Event Grid takes no other region than the schedule's.
      location: source.location,
      source: source.maintenanceConfigurationId,
      topicType: maintenanceEvents.topicType,
      tags: source.tags,
    },
    // A topic keeps its source, and a source has one topic.
    { ...opts, replaceOnChanges: ["source"], deleteBeforeReplace: true },
  );
  const systemTopicName = topic.id.apply((id) => id.slice(id.lastIndexOf("/") + 1));
  return [
    topic,
    ...handlers.map(
      ([kind, key, handler]) =>
        new SystemTopicEventSubscription(
          `${name}-${kind.prefix}-${key}`,
          {
            resourceGroupName,
            systemTopicName,
            eventSubscriptionName: `${kind.prefix}-${key}`,
            destination: destinationOf(handler),
            eventDeliverySchema: "EventGridSchema",
            filter: { includedEventTypes: [kind.eventType] },
            retryPolicy: {
              eventTimeToLiveInMinutes: handler.timeToLiveInMinutes ?? kind.timeToLiveInMinutes,
            },
          },
          opts,
        ),
    ),
  ];
}

function destinationOf({ webhookUri, azureFunctionId }: MaintenanceScheduleEventHandlerArgs) {
  return webhookUri === undefined
    ? {
        endpointType: "AzureFunction" as const,
        ...(azureFunctionId !== undefined && { resourceId: azureFunctionId }),
      }
    : { endpointType: "WebHook" as const, endpointUrl: pulumi.secret(webhookUri) };
}

function handlersOf(
  args: EventArguments,
): [kind: Kind, key: string, handler: MaintenanceScheduleEventHandlerArgs][] {
  return kinds.flatMap((kind) =>
    Object.entries(args[kind.argument] ?? {}).map(
      ([key, handler]): [Kind, string, MaintenanceScheduleEventHandlerArgs] => [kind, key, handler],
    ),
  );
}

/** Pulumi's name of the topic, with which its name in Azure begins. */
function topicName(name: string): string {
  return `${name}-events`;
}
