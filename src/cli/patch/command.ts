import { Command } from "commander";
import { assessCommand } from "./assess";
import { patchExplainCommand } from "./explain";
import { installCommand } from "./install";
import { modeCommand } from "./mode";
import { patchStatusCommand } from "./status";

/** `evergreen patch`. */
export function patchCommand(): Command {
  return new Command("patch")
    .description("See, assess and install the patches of machines, and set who patches them.")
    .addCommand(patchStatusCommand())
    .addCommand(patchExplainCommand())
    .addCommand(assessCommand())
    .addCommand(installCommand())
    .addCommand(modeCommand());
}
