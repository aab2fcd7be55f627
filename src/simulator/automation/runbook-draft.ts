import type { StoredResource } from "../estate";
import { asObject } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { operationResult } from "../resource-manager/long-running";
import { requireResource } from "../resource-manager/resource-checks";
import { examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";
import { contentOf, isPublished, setContent } from "./runbook-content";
import { runbookPath, runbookType } from "./runbooks";

const retryAfterInSeconds = 5;
const actions =
  "actions: learn.microsoft.com role-based-access-control/resource-provider-operations (Microsoft.Automation)";

/** The text of a runbook: it is written as a draft and then published. Text, not JSON. */
export const runbookDraftOperations: Operation[] = [
  {
    id: "RunbookDraft_Get",
    method: "GET",
    path: `${runbookPath}/draft`,
    action: `${runbookType}/draft/read`,
    witness: `${examples}/getRunbookDraft.json; ${actions}`,
    handle: (call) => {
      const runbook = runbookAbove(call, 1);
      const { draft, draftCreated, draftModified } = contentOf(call, runbook.id);
      const { creationTime } = asObject(runbook.properties);
      return {
        status: 200,
        body: {
          inEdit: draft !== undefined,
          draftContentLink: null,
          creationTime: draftCreated ?? creationTime,
          lastModifiedTime: draftModified ?? creationTime,
          parameters: {},
          outputTypes: [],
        },
      };
    },
  },
  {
    id: "RunbookDraft_GetContent",
    method: "GET",
    path: `${runbookPath}/draft/content`,
    action: `${runbookType}/draft/content/read`,
    witness: `${examples}/getRunbookDraftContent.json; ${actions}`,
    handle: (call) => {
      const runbook = runbookAbove(call, 2);
      const { draft } = contentOf(call, runbook.id);
      if (draft === undefined) {
        throw notFound("runbook draft", runbook.name);
      }
      return text(draft);
    },
  },
  {
    id: "RunbookDraft_ReplaceContent",
    method: "PUT",
    path: `${runbookPath}/draft/content`,
    action: `${runbookType}/draft/content/write`,
    witness: `${examples}/updateRunbookDraft.json, whose one answer is 202; ${actions}`,
    textBody: true,
    handle: replace,
  },
  {
    id: "RunbookDraft_UndoEdit",
    method: "POST",
    path: `${runbookPath}/draft/undoEdit`,
    action: `${runbookType}/draft/undoEdit/action`,
    witness: `${examples}/undoDraftEditToLastKnownPublishedState.json; ${actions}`,
    handle: (call) => {
      const runbook = runbookAbove(call, 2);
      const { published, draft } = contentOf(call, runbook.id);
      if (published === undefined || draft === undefined) {
        throw badRequest(
          `The runbook '${runbook.name}' has no draft beside what has been published.`,
        );
      }
      setContent(call, runbook.id, { published });
      setState(call, runbook, "Published");
      return { status: 200, body: { statusCode: "OK", requestId: null } };
    },
  },
  {
    id: "Runbook_Publish",
    method: "POST",
    path: `${runbookPath}/publish`,
    action: `${runbookType}/publish/action`,
    witness: `${examples}/publishRunbook.json, whose one answer is 202; ${actions}`,
    handle: publish,
  },
  {
    id: "Runbook_GetContent",
    method: "GET",
    path: `${runbookPath}/content`,
    action: `${runbookType}/content/read`,
    witness: `${examples}/getRunbookContent.json; ${actions}`,
    handle: (call) => {
      const runbook = runbookAbove(call, 1);
      if (!isPublished(runbook)) {
        throw notFound("published content of the runbook", runbook.name);
      }
      return text(contentOf(call, runbook.id).published ?? "");
    },
  },
  operationResult({
    id: "RunbookDraft_GetOperationResult",
    path: `${runbookPath}/draft/operationResults/{id}`,
    action: `${runbookType}/draft/operationResults/read`,
    witness: `${examples}/updateRunbookDraft.json (Location); ${actions}`,
  }),
  operationResult({
    id: "Runbook_GetPublishResult",
    path: `${runbookPath}/publish/operationResults/{id}`,
    action: `${runbookType}/operationResults/read`,
    witness: `${examples}/publishRunbook.json (Location); ${actions}`,
  }),
];

function replace(call: Call): Answer {
  const runbook = runbookAbove(call, 2);
  const content = call.body ?? "";
  if (typeof content !== "string") {
    throw badRequest("The content of a runbook draft is text, not JSON.");
  }
  return call.begin({
    status: 202,
    headers: ["Location"],
    statusPath: `${runbook.id}/draft/operationResults/{id}`,
    durationInSeconds: call.assumptions.automationContentInSeconds,
    retryAfterInSeconds,
    finish: () => {
      const now = call.clock.now().toISOString();
      const before = contentOf(call, runbook.id);
      const stored = call.estate.get(runbook.id);
      if (stored === undefined) {
        throw notFound("runbook", runbook.name);
      }
      if (before.draft !== content) {
        const draftCreated = before.draftCreated ?? now;
        const draft = { draft: content, draftCreated, draftModified: now };
        setContent(call, runbook.id, { ...before, ...draft });
        setState(call, stored, isPublished(stored) ? "Edit" : "New");
      }
      return undefined;
    },
  });
}

function publish(call: Call): Answer {
  const runbook = runbookAbove(call, 1);
  return call.begin({
    status: 202,
    headers: ["Location"],
    statusPath: `${runbook.id}/publish/operationResults/{id}`,
    durationInSeconds: call.assumptions.automationContentInSeconds,
    retryAfterInSeconds,
    finish: () => {
      const stored = call.estate.get(runbook.id);
      if (stored === undefined) {
        throw notFound("runbook", runbook.name);
      }
      const { draft, published = "" } = contentOf(call, runbook.id);
      setContent(call, runbook.id, { published: draft ?? published });
      setState(call, stored, "Published");
      return undefined;
    },
  });
}

function setState(call: Call, runbook: StoredResource, state: string): void {
  const before = asObject(runbook.properties);
  if (before.state !== state) {
    const lastModifiedTime = call.clock.now().toISOString();
    call.estate.put({ ...runbook, properties: { ...before, state, lastModifiedTime } });
  }
}

/** The runbook that stands so many words above a call's path. */
export function runbookAbove(call: Call, words: number): StoredResource {
  const id = call.path.split("/").slice(0, -words).join("/");
  return requireResource({ type: runbookType }, call, id);
}

function text(body: string): Answer {
  return { status: 200, headers: { "content-type": "text/plain" }, body };
}
