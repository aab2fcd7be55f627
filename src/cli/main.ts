import { Command, CommanderError } from "commander";
import { exitCodes } from "./exit-codes";
import { packageVersion } from "../plugin/package-version";
import { policyCommand } from "./policy/command";
import { simulateCommand } from "./simulate/command";

/** The command `evergreen`: data on stdout, messages on stderr. */
async function main(args: readonly string[]): Promise<void> {
  const program = new Command("evergreen")
    .description("Azure virtual machines that stay patched, replicated and backed up.")
    .version(packageVersion(), "--version", "print the version")
    .addHelpText(
      "after",
      `\nExit codes: ${exitCodes.done} done, ${exitCodes.failed} failed, ` +
        `${exitCodes.wrongInput} called wrongly, ${exitCodes.violations} rules are broken.`,
    )
    .addCommand(simulateCommand())
    .addCommand(policyCommand());
  // Otherwise wrong input would end the process with the code of a failure.
  overrideExits(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
  }
}

function overrideExits(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExits);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`evergreen: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodes.failed;
});
