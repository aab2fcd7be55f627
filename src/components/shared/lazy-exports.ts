/**
 * Lets a module load what it exports when it is used first: a program pays for the components that it
 * uses alone.
 *
 * @param exported - The module's `exports`.
 * @param names - What is exported from there, as values.
 */
export function loadWhenUsed<T extends object>(
  exported: object,
  names: readonly (keyof T & string)[],
  load: () => T,
): void {
  for (const name of names) {
    Object.defineProperty(exported, name, { enumerable: true, get: () => load()[name] });
  }
}
