import { Command } from "commander";
import { patchAssessCommand } from "./assess";
import { patchInstallCommand } from "./install";
import { patchModeCommand } from "./mode";
import { patchStatusCommand } from "./status";

/** `evergreen patch`. */
export function patchCommand(): Command {
  return new Command("patch")
    .description("See, assess and install the patches of machines, and set who patches them.")
    .addCommand(patchStatusCommand())
    .addCommand(patchAssessCommand())
    .addCommand(patchInstallCommand())
    .addCommand(patchModeCommand());
}
