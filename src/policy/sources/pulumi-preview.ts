import { readResources } from "./pulumi-resources";
import { isObject } from "../model/reader";
import { listAt, objectAt, type Source, SourceError } from "./source";

/** Reads what `pulumi preview --json --show-sames` writes. */
export function readPulumiPreview(value: unknown): Source {
  const { steps, changeSummary, config, diagnostics } = objectAt(value, "");
  refuseFailed(listAt(diagnostics, "diagnostics"));
  const read = listAt(steps, "steps").map((step, index) => ({
    step: objectAt(step, `steps[${index}]`),
    path: `steps[${index}].newState`,
  }));
  refuseShortened(
    changeSummary,
    read.map(({ step }) => step.op),
  );
  // A replaced resource has several steps; each that makes something tells the same of it.
  const byUrn = new Map(
    read.flatMap(({ step, path }) =>
      step.newState === undefined || step.newState === null || isTakenAway(step.op)
        ? []
        : [[step.urn, { value: step.newState, path }] as const],
    ),
  );
  const subscription = isObject(config) ? config["azure-native:subscriptionId"] : undefined;
  return {
    kind: "preview",
    ...readResources(
      [...byUrn.values()],
      typeof subscription === "string" ? subscription : undefined,
    ),
  };
}

function isTakenAway(op: unknown): boolean {
  return typeof op === "string" && /^(delete|discard|remove|read-discard)/.test(op);
}

/** A program that failed did not tell of all its resources. */
function refuseFailed(diagnostics: readonly unknown[]): void {
  const index = diagnostics.findIndex((each) => isObject(each) && each.severity === "error");
  if (index >= 0) {
    throw new SourceError(
      `diagnostics[${index}]`,
      "The preview failed, so it does not tell of all resources.",
    );
  }
}

/** Without `--show-sames` Pulumi leaves out what does not change, and rules would miss it. */
function refuseShortened(changeSummary: unknown, ops: readonly unknown[]): void {
  const told = isObject(changeSummary) ? changeSummary.same : undefined;
  const shown = ops.filter((op) => op === "same").length;
  if (typeof told === "number" && told > shown) {
    throw new SourceError(
      "steps",
      `${told - shown} unchanged resources are left out. Make the preview with \`pulumi preview --json --show-sames\`.`,
    );
  }
}
