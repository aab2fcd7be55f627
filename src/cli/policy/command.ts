import { Command, Option } from "commander";
import { exitCodesHelp } from "../exit-codes";
import type { CheckOptions } from "./check";

/** `evergreen policy`: the rules of the policy pack, without Pulumi's engine. */
export function policyCommand(): Command {
  return new Command("policy")
    .description("Judge what is to be deployed, or is, by the rules of the policy pack.")
    .addCommand(checkCommand());
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Judge a preview, a state or a listing, and tell which rules it breaks.\n" +
        "FILE is what `pulumi preview --json --show-sames`, `pulumi stack export` or\n" +
        "`az graph query` wrote; - is stdin.",
    )
    .argument("<file>", "the file to judge, or - for stdin")
    .addOption(
      new Option("--preset <name>", "levels of the rules that are not configured")
        .choices(["baseline", "strict", "migration"])
        .default("baseline"),
    )
    .option(
      "--config <file>",
      "levels, parameters and exemptions, as for Pulumi's --policy-pack-config",
    )
    .addOption(
      new Option("--output <format>", "what is written on stdout")
        .choices(["table", "json", "sarif", "junit"])
        .default("table"),
    )
    .addHelpText(
      "after",
      [
        "",
        "What was found goes to stdout, messages go to stderr. Where mandatory rules are",
        "broken, it ends with 3.",
        "",
        "Examples:",
        "  pulumi stack export | evergreen policy check - --preset strict",
        "  evergreen policy check estate.json --output sarif > evergreen.sarif",
        exitCodesHelp("done", "failed", "wrongInput", "violations"),
      ].join("\n"),
    )
    .action(async (file: string, options: CheckOptions) => {
      // The rules are many; other commands need not wait for them.
      const { check } = await import("./check.js");
      process.exitCode = check(file, options);
    });
}
