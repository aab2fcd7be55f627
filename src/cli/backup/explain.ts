import { Command } from "commander";
import type { BackupExplanation } from "../../operations/backup/explain";
import { exitCodesHelp } from "../exit-codes";
import { type AzureOptions, withOutputOptions } from "../frame/options";
import type { View } from "../frame/view";

/** `evergreen backup explain CODE`. */
export function explainCommand(): Command {
  return withOutputOptions(
    new Command("explain")
      .description(
        "Explain a code of Azure Backup: causes, what to do in which order, and what of it\n" +
          "`evergreen backup diagnose` finds by itself. Azure is not asked.",
      )
      .argument("<code>", "for example UserErrorRpCollectionLimitReached; case does not count"),
  )
    .addHelpText("after", exitCodesHelp("done", "wrongInput"))
    .action(async (code: string, options: Pick<AzureOptions, "output" | "json">) => {
      const { runLocally, writeResult } = await import("../frame/azure-command.js");
      const { explainBackupError } = await import("../../operations/backup/explain.js");
      await runLocally(() => {
        const data = explainBackupError(code);
        return writeResult(options, {
          schema: "backup-explanation",
          data,
          view: viewOf(data, options),
        });
      });
    });
}

function viewOf(
  { code, meaning, causes, source }: BackupExplanation,
  { output }: Pick<AzureOptions, "output">,
): View {
  if (output === "csv") {
    // A table there has no title, so the cause stands in each row.
    return {
      tables: [
        {
          columns: ["CAUSE", "STEP", "WHAT TO DO"],
          rows: causes.flatMap(({ cause, steps }) =>
            steps.map((step, number) => [cause, number + 1, step]),
          ),
        },
      ],
    };
  }
  return {
    before: [`${code}: ${meaning}`],
    tables: causes.map(({ cause, steps, checks }, index) => ({
      title: causes.length === 1 ? cause : `${index + 1}. ${cause}`,
      columns: ["STEP", "WHAT TO DO"],
      rows: [
        ...steps.map((step, number) => [number + 1, step]),
        [
          "found by",
          checks.length === 0
            ? "the guest alone"
            : `\`evergreen backup diagnose\`: ${checks.map(({ title }) => title).join("; ")}`,
        ],
      ],
    })),
    after: [`Source: ${source}`],
  };
}
