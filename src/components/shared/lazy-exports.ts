/** A module as Node hands it to itself. */
interface Loader {
  readonly exports: unknown;
  require(path: string): unknown;
}

/**
 * Lets a module export what others hold and load each of them when it is used first: a program pays
 * for the components that it uses alone.
 *
 * @param module - The module that exports.
 * @param names - What is exported, by the path of the module that holds it.
 */
export function loadWhenUsed(
  module: Loader,
  names: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [path, held] of Object.entries(names)) {
    for (const name of held) {
      Object.defineProperty(module.exports, name, {
        enumerable: true,
        get: () => (module.require(path) as Readonly<Record<string, unknown>>)[name],
      });
    }
  }
}
