import { Command } from "commander";
import { utcMinute } from "../../azure/local-time";
import type { PatchExplanation } from "../../operations/patch";
import { exitCodes, exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ScopeOptions,
  withAzureOptions,
  withScopeOptions,
} from "../frame/options";
import type { View } from "../frame/view";

const words = {
  met: "ok",
  notMet: "missing",
  unknown: "unknown",
  notNeeded: "not needed",
} as const;

/** Said plainly. */
const who: Readonly<Record<PatchExplanation["patchedBy"], string>> = {
  Platform: "Azure patches it.",
  Schedule: "A schedule patches it.",
  OperatingSystem: "Its own operating system patches it.",
  Nobody: "Nobody patches it.",
  Unknown: "Who patches it cannot be seen.",
};

type ExplainOptions = AzureOptions & ScopeOptions & { readonly sourceTag?: string };

/** `evergreen patch explain`. */
export function patchExplainCommand(): Command {
  return withScopeOptions(
    withAzureOptions(
      new Command("explain")
        .description(
          "Walk through all that patching one machine takes: what is so, what is missing and what to do.\n" +
            "It changes nothing. What only the machine knows is told as commands to run inside it.",
        )
        .argument("<vm>", "name or id"),
    ),
  )
    .option(
      "--source-tag <name>",
      "tag in which machines tell their patch source; by it those of a set are compared",
    )
    .addHelpText("after", "\nExample:\n  evergreen patch explain web1")
    .addHelpText(
      "after",
      exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
    )
    .action(async (machine: string, options: ExplainOptions) => {
      const { runAzureCommand, scopeFrom } = await import("../frame/azure-command.js");
      const { explainPatching } = await import("../../operations/patch/index.js");
      await runAzureCommand(options, async ({ operation, stack }) => {
        const data = await explainPatching(operation, {
          machine,
          scope: scopeFrom(options, stack),
          ...(options.sourceTag === undefined ? {} : { sourceTag: options.sourceTag }),
        });
        const isWell = data.requirements.every(({ state }) => state !== "notMet");
        return {
          schema: "patch-explanation",
          data,
          view: viewOf(data),
          exitCode: isWell ? exitCodes.done : exitCodes.violations,
        };
      });
    });
}

function viewOf({ name, takenAt, patchedBy, reason, requirements, notes }: PatchExplanation): View {
  const commands = requirements.flatMap(({ name: what, commands: all = [] }) =>
    all.map((command) => `${what}: ${command}`),
  );
  const [first] = requirements.filter(({ state }) => state === "notMet");
  return {
    before: [`${name} at ${utcMinute(takenAt)}: ${who[patchedBy]} ${reason}`],
    tables: [
      {
        columns: ["REQUIREMENT", "STATE", "WHAT IS", "WHAT TO DO"],
        rows: requirements.map(({ name: what, state, found, fix }) => [
          what,
          words[state],
          found,
          fix,
        ]),
        colourOf: (index) => (requirements[index]?.state === "notMet" ? "red" : undefined),
      },
    ],
    after: [
      ...(commands.length === 0 ? [] : ["To run inside the machine:", ...commands]),
      ...notes,
      ...(first?.fix === undefined ? [] : [`First: ${first.fix}`]),
    ],
  };
}
