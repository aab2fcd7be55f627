import { Command } from "commander";
import { runCommand } from "./run";
import { scheduleCommand } from "./schedule";
import { scriptCommand } from "./script";
import { disableCommand, enableCommand } from "./switch";

/** `evergreen agent-update`. */
export function agentUpdateCommand(): Command {
  return new Command("agent-update")
    .description("Keep the Site Recovery agents of replicated machines up to date.")
    .addCommand(enableCommand())
    .addCommand(disableCommand())
    .addCommand(runCommand())
    .addCommand(scheduleCommand())
    .addCommand(scriptCommand());
}
