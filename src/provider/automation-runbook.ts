import { runtimeEnvironmentOf } from "../azure/automation-runtimes";
import { runbookFindings, type RunbookShape } from "../azure/automation-runbook";
import { parentId } from "../azure/resource-id";
import { isUnknown, type Properties } from "../plugin/handlers";
import { armUrl, automationAccountApiVersion } from "../arm/api";
import type { AutomationKind, AutomationTask } from "./automation-kind";
import { keepingLinks } from "../arm/automation-links";
import { numberOf, sameWords, textMapOf } from "./automation-property";
import { azureObject, defined, textOf, type AzureObject } from "../arm/azure-object";
import { carryOut } from "./long-running-change";

const contentProperties = ["contentUri", "contentSha256", "contentVersion"];

/**
 * A runbook with its content. It is changed by PATCH and its text by a draft that is published, because a PUT of a
 * runbook drops its links to schedules.
 */
export const automationRunbook: AutomationKind = {
  token: "azure-evergreen:index:AutomationRunbook",
  noun: "runbook",
  segment: "runbooks",
  nameProperty: "runbookName",
  properties: {
    runbookType: { type: "text", required: true, same: sameWords },
    runtimeEnvironment: { type: "text", same: sameWords },
    content: { type: "text" },
    contentUri: { type: "text" },
    contentSha256: { type: "text", same: sameWords },
    contentVersion: { type: "text" },
    description: { type: "text" },
    verboseLogged: { type: "flag" },
    progressLogged: { type: "flag" },
    activityTraceLevel: { type: "number" },
    tags: { type: "textMap" },
  },
  told: ["state"],
  findings: (inputs) => runbookFindings(inputs as unknown as RunbookShape, "", new Date()),
  refusedChange: (before, after) => {
    const [old, wanted] = [textOf(before.runbookType), textOf(after.runbookType)];
    return old === undefined || wanted === undefined || isUnknown(wanted) || sameWords(old, wanted)
      ? undefined
      : {
          property: "runbookType",
          reason: `A runbook cannot become one of another type: it is ${old}, and ${wanted} is asked for. Give the runbook of the other type another name.`,
        };
  },
  isLeftBehind: ({ properties }, inputs) =>
    textOf(properties.state) === "New" && sameWords(properties.runbookType, inputs.runbookType),
  create: async (task) => {
    await putRunbook(task);
    return publishText(task);
  },
  update: async (task, changed) => {
    if (contentProperties.some((name) => name in changed) && task.inputs.contentUri !== undefined) {
      await keepingLinks(task.client, task.id, "runbook", task.context.signal, () =>
        putRunbook(task),
      );
    } else if (Object.keys(changed).some((name) => name !== "content")) {
      // An environment that is no longer named gives way to that of the type.
      const runtimeEnvironment = runtimeEnvironmentOf(String(task.inputs.runbookType));
      const body = bodyOf({ ...defined({ runtimeEnvironment }), ...task.inputs }, {});
      await task.client.patch(url(task.id), body, task.context.signal);
    }
    return publishText(task);
  },
  read: async (object, task) => ({
    held: await heldOf(object, task),
    told: { state: textOf(object.properties.state) ?? "" },
  }),
};

async function putRunbook(task: AutomationTask): Promise<void> {
  const { client, id, inputs, context } = task;
  const account = azureObject(await client.get(url(parentId(id) ?? ""), context.signal));
  const { contentUri, contentSha256, contentVersion, runbookType } = inputs;
  const link = defined({
    uri: contentUri,
    version: contentVersion,
    contentHash:
      contentSha256 === undefined ? undefined : { algorithm: "SHA256", value: contentSha256 },
  });
  const body = {
    location: account.whole.location,
    ...bodyOf(inputs, {
      runbookType,
      ...(contentUri !== undefined && { publishContentLink: link }),
    }),
  };
  await client.put(url(id), body, context.signal);
}

function bodyOf(inputs: Properties, more: Properties): Properties {
  const { runtimeEnvironment, description, verboseLogged, progressLogged, tags } = inputs;
  return {
    tags: textMapOf(tags),
    properties: {
      ...more,
      ...(runtimeEnvironment !== undefined && { runtimeEnvironment }),
      description: description ?? "",
      logVerbose: verboseLogged ?? false,
      logProgress: progressLogged ?? false,
      logActivityTrace: inputs.activityTraceLevel ?? 0,
    },
  };
}

/** Uploads and publishes a text that is not published yet; answers the outputs. */
async function publishText(task: AutomationTask): Promise<Properties> {
  const { client, id, inputs, context, halfMade } = task;
  const { signal } = context;
  const text = inputs.content;
  const isOwn = typeof text === "string";
  try {
    if (isOwn && (await publishedText(task)) !== text) {
      await carryOut(client, {
        request: {
          method: "PUT",
          url: url(id, "draft/content"),
          headers: { "content-type": "text/powershell" },
          body: text,
        },
        signal,
        halfMade,
      });
      const request = { method: "POST" as const, url: url(id, "publish") };
      await carryOut(client, { request, signal, halfMade });
    }
    const { properties } = azureObject(await client.get(url(id), signal));
    return { state: textOf(properties.state) ?? "" };
  } catch (error) {
    signal.throwIfAborted();
    throw halfMade(error instanceof Error ? error.message : String(error));
  }
}

/** What is published; `undefined` when nothing is. */
async function publishedText({ client, id, context }: AutomationTask): Promise<unknown> {
  const answer = await client.getOrUndefined(url(id, "content"), context.signal);
  return answer === undefined ? undefined : (answer.body ?? "");
}

async function heldOf(object: AzureObject, task: AutomationTask): Promise<Properties> {
  const { properties, whole } = object;
  const isGiven = (name: string): boolean => task.inputs[name] !== undefined;
  // What Azure fetched from an address is not compared: it tells no digest of it.
  const text = isGiven("contentUri") ? undefined : await publishedText(task);
  return defined({
    runbookType: properties.runbookType,
    runtimeEnvironment: properties.runtimeEnvironment,
    content: isGiven("contentUri") ? undefined : (text ?? ""),
    description: textOf(properties.description),
    verboseLogged:
      properties.logVerbose === true ? true : isGiven("verboseLogged") ? false : undefined,
    progressLogged:
      properties.logProgress === true ? true : isGiven("progressLogged") ? false : undefined,
    activityTraceLevel: numberOf(properties.logActivityTrace),
    tags: Object.keys(textMapOf(whole.tags)).length > 0 ? textMapOf(whole.tags) : undefined,
  });
}

function url(id: string, below?: string): string {
  return armUrl(id, automationAccountApiVersion, below);
}
