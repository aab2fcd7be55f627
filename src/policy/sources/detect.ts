import { readPulumiPreview } from "./pulumi-preview";
import { readPulumiState } from "./pulumi-state";
import { readResourceGraph } from "./resource-graph";
import { isObject, type Source, SourceError } from "./source";

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

/** What the parser says of wrong JSON quotes the text, which may hold secrets; only the place is told. */
function parse(text: string): unknown {
  if (text.trim() === "") {
    throw new SourceError("", "It is empty.");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const before = position === undefined ? undefined : text.slice(0, Number(position)).split("\n");
    const place =
      before === undefined
        ? ""
        : `, from line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} on`;
    throw new SourceError("", `It is no JSON${place}.`);
  }
}
