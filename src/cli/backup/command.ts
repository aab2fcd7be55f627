import { Command } from "commander";

/** `evergreen backup`. */
export function backupCommand(): Command {
  return new Command("backup").description("See, explain and mend the backups of machines.");
}
