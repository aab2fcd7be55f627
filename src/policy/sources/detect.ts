import { readPulumiPreview } from "./pulumi-preview";
import { readPulumiState } from "./pulumi-state";
import { readResourceGraph } from "./resource-graph";
import { isObject } from "../model/reader";
import { type Source, SourceError } from "./source";

/** Reads a preview, a state or a listing, whichever a text is. */
export function readSource(text: string): Source {
  const value = parse(text.replace(/^\uFEFF/, ""));
  if (Array.isArray(value)) {
    return readResourceGraph(value);
  }
  if (isObject(value)) {
    if ("deployment" in value) {
      return readPulumiState(value);
    }
    if ("steps" in value || "changeSummary" in value) {
      return readPulumiPreview(value);
    }
    if ("data" in value) {
      return readResourceGraph(value);
    }
  }
  throw new SourceError(
    "",
    "It is neither what `pulumi preview --json` or `pulumi stack export` writes nor a listing of Azure Resource Graph.",
  );
}

/** What the parser says of wrong JSON quotes the text, which may hold secrets. */
function parse(text: string): unknown {
  if (text.trim() === "") {
    throw new SourceError("", "It is empty.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError("", "It is no JSON.");
  }
}
