import addCompletion from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { exitCodesHelp } from "./exit-codes";
import { firstSentence } from "./frame/help";

const name = "completion";

/** Adds `evergreen completion SHELL`, which lists the commands, options and choices that are there by then. */
export function withCompletion(program: Command): Command {
  const completed = addCompletion(program, { completionCommandName: name });
  // A shell takes a second line of a description for another choice.
  for (const command of completed.commands.values()) {
    command.description = firstSentence(command.description);
  }
  program.commands
    .find((command) => command.name() === name)
    ?.description("Print a script that lets a shell complete commands, options and their choices.")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  source <(evergreen completion bash)      # in ~/.bashrc, below bash-completion",
        "  source <(evergreen completion zsh)       # in ~/.zshrc, below compinit",
        "  evergreen completion fish > ~/.config/fish/completions/evergreen.fish",
        "  evergreen completion powershell | Out-String | Invoke-Expression",
        exitCodesHelp("done", "wrongInput"),
      ].join("\n"),
    );
  return program;
}
