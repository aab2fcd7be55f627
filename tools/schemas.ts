// Writes the JSON schema of each result of the command into dist/schemas.

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import { schemas } from "../src/cli/schemas";

const root = resolve(__dirname, "..");
const folder = join(root, "dist/schemas");
const generator = createGenerator({
  path: join(root, "src/operations/index.ts"),
  tsconfig: join(root, "tsconfig.build.json"),
  skipTypeCheck: true,
  additionalProperties: true,
});

mkdirSync(folder, { recursive: true });
for (const [name, type] of Object.entries(schemas)) {
  const schema = { $id: `urn:azure-evergreen:${name}`, ...generator.createSchema(type) };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
