import { Command } from "commander";
import { patchStatusCommand } from "./status";

/** `evergreen patch`. */
export function patchCommand(): Command {
  return new Command("patch")
    .description("See, assess and install the patches of machines, and set who patches them.")
    .addCommand(patchStatusCommand());
}
