import { Command } from "commander";
import { packageVersion } from "../plugin/package-version";
import { agentUpdateCommand } from "./agent-update/command";
import { backupCommand } from "./backup/command";
import { withCompletion } from "./completion";
import { allExitCodes, exitCodesHelp } from "./exit-codes";
import { withHelp } from "./frame/help";
import { helpCommand } from "./help";
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
  program.helpCommand(false).addCommand(helpCommand(program));
  return withHelp(withCompletion(program));
}
