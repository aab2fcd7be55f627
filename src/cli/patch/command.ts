import { Command } from "commander";

/** `evergreen patch`. */
export function patchCommand(): Command {
  return new Command("patch").description(
    "See, assess and install the patches of machines, and set who patches them.",
  );
}
