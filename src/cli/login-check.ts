import { Command } from "commander";
import { exitCodes, exitCodesHelp } from "./exit-codes";
import { type AzureOptions, withAzureOptions } from "./frame/options";
import type { View } from "./frame/view";
import { WrongInput } from "./frame/wrong-input";
import type { LoginCheck } from "../operations/login-check";

type LoginCheckOptions = AzureOptions & { readonly scope?: string };

/** `evergreen login-check`: who is signed in, and what the rights suffice for. */
export function loginCheckCommand(): Command {
  return withAzureOptions(
    new Command("login-check").description(
      "Tell who is signed in, how, and for what the rights suffice. It changes nothing.",
    ),
  )
    .option("--scope <id>", "where the rights are looked at; the default is the subscription")
    .addHelpText(
      "after",
      [
        "",
        "Example:",
        "  evergreen login-check --scope /subscriptions/ID/resourceGroups/NAME",
        exitCodesHelp("done", "failed", "wrongInput", "interrupted"),
      ].join("\n"),
    )
    .action(async (options: LoginCheckOptions) => {
      const { runAzureCommand } = await import("./frame/azure-command.js");
      const { checkLogin } = await import("../operations/login-check.js");
      await runAzureCommand(options, async ({ operation }) => {
        const { scope, subscription = [] } = options;
        if (subscription.length > 1) {
          throw new WrongInput(
            "--subscription: The rights are looked at in one subscription at a time. Name one.",
          );
        }
        const data = await checkLogin(operation, scope === undefined ? {} : { scope });
        const exitCode = data.unknownRights === undefined ? exitCodes.done : exitCodes.failed;
        return { schema: "login-check", data, view: viewOf(data), exitCode };
      });
    });
}

function viewOf(check: LoginCheck): View {
  return {
    before: [
      `Signed in as ${check.objectId ?? "a principal whose token tells no object id"}` +
        `${check.clientId === undefined ? "" : ` (application ${check.clientId})`} with ${check.method}, ` +
        `tenant ${check.tenantId}, subscription ${check.subscriptionId}.`,
      check.unknownRights === undefined
        ? `Rights at ${check.scope}:`
        : `The rights at ${check.scope} cannot be read: ${check.unknownRights}`,
    ],
    tables:
      check.duties.length === 0
        ? []
        : [
            {
              columns: ["DUTY", "SUFFICES", "MISSING"],
              rows: check.duties.map(({ preset, missingActions }) => [
                preset,
                missingActions.length === 0,
                missingActions.join(", "),
              ]),
            },
          ],
  };
}
