import { Command } from "commander";
import { cancelCommand } from "./cancel";
import { diagnoseCommand } from "./diagnose";
import { explainCommand } from "./explain";
import { jobsCommand } from "./jobs";
import { resumeCommand } from "./resume";
import { runCommand } from "./run";

/** `evergreen backup`. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("See, explain and mend the backups of machines.")
    .addCommand(explainCommand())
    .addCommand(diagnoseCommand())
    .addCommand(runCommand())
    .addCommand(resumeCommand())
    .addCommand(jobsCommand())
    .addCommand(cancelCommand());
}
