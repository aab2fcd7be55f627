import { join, sep } from "node:path";

const examplesFolder = join(__dirname, "..");

/** Loads an example by its path in `examples/`, each time anew: it declares its resources while it is loaded. */
export function loadAnew(example: string): unknown {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(examplesFolder + sep) && !file.startsWith(__dirname + sep)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache is keyed by file
      delete require.cache[file];
    }
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be made once
  return require(join(examplesFolder, example));
}
