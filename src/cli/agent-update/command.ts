import { Command } from "commander";
import { repairCommand } from "./repair";
import { runCommand } from "./run";
import { scheduleCommand } from "./schedule";
import { scriptCommand } from "./script";
import { statusCommand } from "./status";
import { disableCommand, enableCommand } from "./switch";

/** `evergreen agent-update`. */
export function agentUpdateCommand(): Command {
  return new Command("agent-update")
    .description("Keep the Site Recovery agents of replicated machines up to date.")
    .addCommand(statusCommand())
    .addCommand(enableCommand())
    .addCommand(disableCommand())
    .addCommand(runCommand())
    .addCommand(repairCommand())
    .addCommand(scheduleCommand())
    .addCommand(scriptCommand());
}
