import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes";
import { evergreenProgram } from "./program";

/** The command `evergreen`: data on stdout, messages on stderr. */
async function main(args: readonly string[]): Promise<void> {
  try {
    await evergreenProgram().parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
  }
}

// Whoever reads may stop before the end, as head does; the work and its exit code are the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`evergreen: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodes.failed;
});
