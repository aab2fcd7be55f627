import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { schemas } from "./schemas";

/** `evergreen schema NAME`: what `--json` writes. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON schema of what a command writes with --json.")
    .addArgument(
      new Argument("<name>", "as it stands in the result's $schema").choices(Object.keys(schemas)),
    )
    .action((name: string) => {
      process.stdout.write(readFileSync(join(__dirname, "../schemas", `${name}.json`), "utf8"));
    });
}
