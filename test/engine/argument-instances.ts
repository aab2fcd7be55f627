import { componentChanges } from "./argument-changes";
import type { ArgumentChange } from "./argument-changes/types";

/** A component that is there to be changed in one argument. */
export interface Instance {
  /** Its Pulumi name, no start of another's. */
  readonly name: string;
  readonly component: string;
  readonly argument: string;
  readonly change: ArgumentChange;
}

/** The instances of some components: one for each argument that can be changed. */
export function instancesOf(components: readonly string[]): Instance[] {
  return components.flatMap((component) =>
    Object.entries(componentChanges[component] ?? {}).flatMap(([argument, change], index) =>
      change.promised === "refused"
        ? []
        : [
            {
              name: `${component.replace(/[a-z]+/g, "").toLowerCase()}${String(index + 10)}`,
              component,
              argument,
              change,
            },
          ],
    ),
  );
}
