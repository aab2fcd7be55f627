import { Command } from "commander";
import { explainCommand } from "./explain";

/** `evergreen backup`. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("See, explain and mend the backups of machines.")
    .addCommand(explainCommand());
}
