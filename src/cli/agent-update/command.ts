import { Command } from "commander";

/** `evergreen agent-update`. */
export function agentUpdateCommand(): Command {
  return new Command("agent-update").description(
    "Keep the Site Recovery agents of replicated machines up to date.",
  );
}
