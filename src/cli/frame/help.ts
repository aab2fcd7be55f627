import { type Command, Help, Option } from "commander";

/** Headings of the options that commands share, in the order in which help shows them, below the command's own. */
export const optionGroups = {
  scope: "Which machines:",
  change: "Carrying it out:",
  general: "Azure and output:",
} as const;

const order: readonly string[] = Object.values(optionGroups);

/** Calls that would go on as a question: what does the command take? */
const questions = [
  "commander.unknownCommand",
  "commander.unknownOption",
  "commander.missingArgument",
  "commander.excessArguments",
  "commander.optionMissingArgument",
  "commander.missingMandatoryOptionValue",
];

/**
 * How commands show their help and end when they are called wrongly: below a list only the first
 * sentence of each, a command's own options first, and where to read on after a wrong call.
 */
export function withHelp(command: Command): Command {
  command
    .configureHelp({
      commandDescription: (each) => reflowed(each.description()),
      subcommandDescription: (each) => firstSentence(each.description()),
      groupItems: ownFirst,
    })
    // Otherwise wrong input would end the process with the code of a failure.
    .exitOverride((error) => {
      if (questions.includes(error.code)) {
        process.stderr.write(`\`${pathOf(command)} --help\` tells what it takes.\n`);
      }
      throw error;
    });
  if (command.options.some(({ helpGroupHeading }) => helpGroupHeading === optionGroups.general)) {
    const help = new Option("-h, --help", "display help for command");
    command.addHelpOption(help.helpGroup(optionGroups.general));
  }
  command.commands.forEach(withHelp);
  return command;
}

/** What a command is called by: `evergreen patch status`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** What a command does, in the one line that a list has for it. */
export function firstSentence(description: string): string {
  const [sentence = description] = /^.*?\.(?=\s|$)/s.exec(description) ?? [];
  return sentence.replaceAll("\n", " ");
}

/** A description as paragraphs: lines end where the terminal does, or with a sentence. */
function reflowed(description: string): string {
  return description.replace(/(?<!\.)\n/g, " ");
}

function ownFirst<Item extends Command | Option>(
  unsorted: Item[],
  visible: Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Help().groupItems(unsorted, visible, groupOf);
  return new Map([...groups].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
}
