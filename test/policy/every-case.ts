import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RuleCases } from "./program";

const folder = join(__dirname, "cases");
const load = createRequire(__filename);

/** The cases of all rules, one file of `cases` each. */
export const everyCase: readonly RuleCases[] = readdirSync(folder, {
  recursive: true,
  encoding: "utf8",
})
  .filter((file) => file.endsWith(".ts"))
  .sort()
  .map((file) => (load(join(folder, file)) as { readonly cases: RuleCases }).cases);
