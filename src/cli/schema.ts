import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, Command } from "commander";
import { exitCodesHelp } from "./exit-codes";
import { schemas } from "./schemas";

/** `evergreen schema NAME`: what `--json` writes. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description(
      "Print the JSON schema of what a command writes with --json.\n" +
        "It is draft 7 of JSON Schema; the last part of a result's $schema names it.",
    )
    .addArgument(new Argument("<name>", "name of the schema").choices(Object.keys(schemas).sort()))
    .addHelpText(
      "after",
      ["", "Example:", "  evergreen schema patch-status", exitCodesHelp("done", "wrongInput")].join(
        "\n",
      ),
    )
    .action((name: string) => {
      process.stdout.write(readFileSync(join(__dirname, "../schemas", `${name}.json`), "utf8"));
    });
}
