import { Command } from "commander";
import { cancelCommand } from "./cancel";
import { diagnoseCommand } from "./diagnose";
import { explainCommand } from "./explain";
import { guestCommand } from "./guest";
import { jobsCommand } from "./jobs";
import { repairCommand } from "./repair";
import { resumeCommand } from "./resume";
import { runCommand } from "./run";
import { statusCommand } from "./status";

/** `evergreen backup`. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("See, explain and mend the backups of machines.")
    .addCommand(statusCommand())
    .addCommand(explainCommand())
    .addCommand(diagnoseCommand())
    .addCommand(guestCommand())
    .addCommand(repairCommand())
    .addCommand(runCommand())
    .addCommand(resumeCommand())
    .addCommand(jobsCommand())
    .addCommand(cancelCommand());
}
