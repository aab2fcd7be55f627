import { Command } from "commander";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import type { GivenOptions } from "./options";

/** `evergreen simulate`: serves a simulated Azure on loopback until it is told to end. */
export function simulateCommand(): Command {
  return new Command("simulate")
    .description("Serve a simulated Azure over HTTPS on loopback until SIGTERM or SIGINT.")
    .option("--port <number>", "port to listen on (default: a free one)")
    .option(
      "--directory <directory>",
      "where ca.pem and environment.json are written (default: a temporary one, removed at the end)",
    )
    .option("--load <file>", "begin with a saved estate")
    .option("--save <file>", "save the estate into this file at the end")
    .option(
      "--clock <pace>",
      "`real`, or how many times as fast as real time the clock runs",
      "real",
    )
    .option(
      "--limits <how>",
      "`enforced` or `off`: Azure's limits of requests, answered with 429",
      "enforced",
    )
    .option(
      "--pulumi <directory>",
      "write the project lines and the environment that an unchanged Pulumi program needs",
    )
    .addHelpText(
      "after",
      "\nOne line of JSON on stdout tells when it is ready; messages go to stderr.\n" +
        exitCodesHelp("done", "failed", "wrongInput"),
    )
    .action(async (given: GivenOptions) => {
      // The simulated Azure is large; other commands need not wait for it.
      const { readOptions } = await import("./options.js");
      const { simulate } = await import("./simulate.js");
      const read = readOptions(given);
      if ("problems" in read) {
        for (const problem of read.problems) {
          process.stderr.write(`evergreen simulate: ${problem}\n`);
        }
        process.exitCode = exitCodes.wrongInput;
        return;
      }
      process.exitCode = await simulate(read.options);
    });
}
