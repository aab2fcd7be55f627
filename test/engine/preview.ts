/** One step of `pulumi preview --json`. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
}

/** The steps of `pulumi preview --json` that do something. */
export function changingSteps(output: string): PreviewStep[] {
  const preview = JSON.parse(output) as { readonly steps?: readonly PreviewStep[] };
  return (preview.steps ?? []).filter(({ op }) => op !== "same" && op !== "read");
}

/** The token of the resource itself, of a URN whose type names its parents too. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The name of a URN's resource. */
export function nameOf(urn: string): string {
  return urn.split("::")[3] ?? "";
}
