import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";

/** What keeps a result from its own schema, which `$schema` names; `null` where nothing does. */
export function schemaErrors(json: string): unknown {
  const result = JSON.parse(json) as { readonly $schema: string };
  const name = result.$schema.replace("urn:azure-evergreen:", "");
  const file = join(__dirname, "../../dist/schemas", `${name}.json`);
  const ajv = new Ajv({ strict: false });
  return ajv.validate(JSON.parse(readFileSync(file, "utf8")) as object, result) ? null : ajv.errors;
}
