import { Argument, Command } from "commander";

/** `evergreen help [COMMAND…]`: help of a command however deep; commander's own looks at its first word alone. */
export function helpCommand(program: Command): Command {
  return new Command("help")
    .description("Display the help of a command.")
    .addArgument(new Argument("[command...]", "for example patch status"))
    .action((names: readonly string[]) => {
      const found = names.reduce<Command | undefined>(
        (command, name) => command?.commands.find((each) => each.name() === name),
        program,
      );
      if (found === undefined) {
        program.error(`error: unknown command '${names.join(" ")}'`, {
          code: "commander.unknownCommand",
        });
      }
      found.outputHelp();
    });
}
