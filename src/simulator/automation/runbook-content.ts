import { runAsConnectionName } from "../../azure/run-as-account";
import type { StoredResource } from "../estate";
import { asObject } from "../json";
import type { Platform } from "../operation";

/** The text of a runbook: what runs, and what is being written. */
export interface RunbookContent {
  readonly published?: string;
  readonly draft?: string;
  /** ISO date and time at which the draft was begun and last written. */
  readonly draftCreated?: string;
  readonly draftModified?: string;
}

export function contentOf(platform: Platform, runbookId: string): RunbookContent {
  return contents(platform).get(runbookId.toLowerCase()) ?? {};
}

export function setContent(platform: Platform, runbookId: string, content: RunbookContent): void {
  contents(platform).set(runbookId.toLowerCase(), content);
}

export function forgetContent(platform: Platform, runbookId: string): void {
  contents(platform).delete(runbookId.toLowerCase());
}

export function publishedContent(platform: Platform, runbookId: string): string {
  return contentOf(platform, runbookId).published ?? "";
}

/** Whether a runbook has something that can run; `Edit` is a draft beside what was published. */
export function isPublished(runbook: StoredResource): boolean {
  return ["Published", "Edit"].includes(String(asObject(runbook.properties).state));
}

/** The texts that a script writes without working anything out: `Write-Output "text"` and `print("text")`. */
export function writtenLines(script: string): string[] {
  return script
    .split(/\r?\n/)
    .map(
      (line) =>
        /^\s*(?:Write-Output|print\()\s*(["'])((?:(?!\1|\$).)*)\1\s*\)?\s*$/i.exec(line)?.[2],
    )
    .filter((text) => text !== undefined);
}

/** Whether a script signs in with the connection of the Run As account, as Azure's sample runbooks do. */
export function signsInAsRunAs(script: string): boolean {
  return new RegExp(`Get-AutomationConnection[^\\n]*${runAsConnectionName}`, "i").test(script);
}

function contents(platform: Platform): Map<string, RunbookContent> {
  return platform.estate.notes<RunbookContent>("content of runbooks");
}
