import { Command } from "commander";
import { exitCodesHelp } from "./exit-codes";
import { type AzureOptions, withAzureOptions } from "./frame/options";
import { counted } from "./frame/printable";

/** `evergreen listing`: a fleet as a file. */
export function listingCommand(): Command {
  return withAzureOptions(
    new Command("listing").description(
      "Write what Azure Resource Graph knows of a fleet, for --from of other commands.\n" +
        "It is always JSON, and holds ids, names, tags and settings, but no secrets.",
    ),
    ["json"],
  )
    .option(
      "--patches",
      "list the patches that each machine lacks too, which `patch install --from` names; a request for each thousand",
    )
    .addHelpText(
      "after",
      [
        "",
        "Example:",
        "  evergreen listing > fleet.json && evergreen patch status --from fleet.json",
        exitCodesHelp("done", "failed", "wrongInput", "interrupted"),
      ].join("\n"),
    )
    .action(async (options: AzureOptions & { readonly patches?: boolean }) => {
      const { runAzureCommand } = await import("./frame/azure-command.js");
      const { listFleet } = await import("../operations/listing.js");
      await runAzureCommand(options, async ({ operation }) => {
        const { subscription, patches = false } = options;
        const data = await listFleet(operation, {
          ...(subscription === undefined ? {} : { subscriptions: subscription }),
          withPatches: patches,
        });
        const machines = data.queries.machines?.length ?? 0;
        operation.onProgress?.({
          kind: "message",
          text: `${counted(machines, "machine")} listed.`,
        });
        return { schema: "listing", data, view: { tables: [] } };
      });
    });
}
