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
  const { duties, unknownRights } = check;
  const who = check.objectId ?? "a principal whose token tells no object id";
  const application = check.clientId === undefined ? "" : ` (application ${check.clientId})`;
  const before = [
    `Signed in as ${who}${application} with ${check.method}.`,
    `Tenant ${check.tenantId}, subscription ${check.subscriptionId}.`,
  ];
  if (unknownRights !== undefined) {
    const why = `The rights at ${check.scope} cannot be read: ${unknownRights}`;
    return { before: [...before, why], tables: [] };
  }
  return {
    before: [...before, `Rights at ${check.scope}:`],
    tables: [
      {
        columns: ["DUTY", "SUFFICES", "WHAT IT DOES"],
        rows: duties.map(({ preset, description, missingActions }) => [
          preset,
          missingActions.length === 0,
          description,
        ]),
      },
      {
        title: "What is missing",
        columns: ["DUTY", "ACTION"],
        rows: duties.flatMap(({ preset, missingActions }) =>
          missingActions.map((action) => [preset, action]),
        ),
      },
    ].filter(({ rows }) => rows.length > 0),
    after: [
      "A duty is a preset of rolePresets, of which the component LeastPrivilegeRole makes a role.",
    ],
  };
}
