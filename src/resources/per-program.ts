import * as pulumi from "@pulumi/pulumi";

const withoutMonitor = {};

/** Something that each program has one of. One process can run several programs; each has a monitor of its own. */
export function perProgram<T>(make: () => T): () => T {
  const programs = new WeakMap<object, T>();
  return () => {
    const monitor = pulumi.runtime.getMonitor() ?? withoutMonitor;
    const known = programs.get(monitor) ?? make();
    programs.set(monitor, known);
    return known;
  };
}

/** Waits until the program has run through. What it makes after its first `await` comes too late. */
export async function programHasRun(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
