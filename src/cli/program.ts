import addCompletion from "@bomb.sh/tab/commander";
import { Command } from "commander";
import { packageVersion } from "../plugin/package-version";
import { agentUpdateCommand } from "./agent-update/command";
import { backupCommand } from "./backup/command";
import { allExitCodes, exitCodesHelp } from "./exit-codes";
import { listingCommand } from "./listing";
import { loginCheckCommand } from "./login-check";
import { patchCommand } from "./patch/command";
import { policyCommand } from "./policy/command";
import { schemaCommand } from "./schema";
import { simulateCommand } from "./simulate/command";

/** The whole command line of `evergreen`. */
export function evergreenProgram(): Command {
  const program = new Command("evergreen")
    .description("Azure virtual machines that stay patched, replicated and backed up.")
    .version(packageVersion(), "--version", "print the version")
    .addHelpText("after", exitCodesHelp(...allExitCodes))
    .addCommand(agentUpdateCommand())
    .addCommand(patchCommand())
    .addCommand(backupCommand())
    .addCommand(policyCommand())
    .addCommand(listingCommand())
    .addCommand(loginCheckCommand())
    .addCommand(schemaCommand())
    .addCommand(simulateCommand());
  // `evergreen completion SHELL`, which lists commands, options and their choices by itself.
  addCompletion(program, { completionCommandName: "completion" });
  // Otherwise wrong input would end the process with the code of a failure.
  overrideExits(program);
  return program;
}

function overrideExits(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExits);
}
