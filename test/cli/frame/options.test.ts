import assert from "node:assert/strict";
import { Command, CommanderError } from "commander";
import {
  withAzureOptions,
  withChangeOptions,
  withListingOption,
  withScopeOptions,
} from "../../../src/cli/frame/options";

/** What a command with all of the frame's options reads, or the message with which it refuses. */
function read(...args: string[]): Record<string, unknown> | string {
  let [message, options]: [string, Record<string, unknown>] = ["", {}];
  const command = withListingOption(
    withChangeOptions(withScopeOptions(withAzureOptions(new Command("work"))), 7),
  )
    .exitOverride()
    .configureOutput({ writeErr: (text) => (message += text) })
    .action((given: Record<string, unknown>) => {
      options = given;
    });
  try {
    command.parse(args, { from: "user" });
    return options;
  } catch (error) {
    assert.ok(error instanceof CommanderError && error.exitCode === 1);
    return message;
  }
}

describe("options of commands", () => {
  it("have defaults that change nothing", () => {
    assert.deepEqual(read(), { output: "table", timeout: 160, atMost: 7 });
  });

  it("take several subscriptions", () => {
    const ids = ["11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"];
    assert.deepEqual(read("--subscription", ...ids), {
      output: "table",
      timeout: 160,
      atMost: 7,
      subscription: ids,
    });
  });

  it("choose machines by several groups, names and tags, whose values may hold anything", () => {
    const chosen = read(
      ...["--resource-group", "a", "b", "--name", "web1", "--tag", "env=prod", "rule=a=b", "--tag"],
      "empty=",
    );
    assert.deepEqual(chosen, {
      output: "table",
      timeout: 160,
      atMost: 7,
      resourceGroup: ["a", "b"],
      name: ["web1"],
      tag: { env: "prod", rule: "a=b", empty: "" },
    });
  });

  for (const [args, message] of [
    [
      ["--timeout", "0"],
      "error: option '--timeout <minutes>' argument '0' is invalid. It must be a whole number, at least 1.\n",
    ],
    [
      ["--at-most", "1e3"],
      "error: option '--at-most <count>' argument '1e3' is invalid. It must be a whole number, at least 1.\n",
    ],
    [
      ["--at-most", "9007199254740993"],
      "error: option '--at-most <count>' argument '9007199254740993' is invalid. It must be a whole number, at least 1.\n",
    ],
    [
      ["--tag", "=prod"],
      "error: option '--tag <name=value...>' argument '=prod' is invalid. It must be name=value.\n",
    ],
    [
      ["--output", "xml"],
      "error: option '--output <format>' argument 'xml' is invalid. Allowed choices are table, json, csv, markdown.\n",
    ],
    [
      ["--json", "--output", "csv"],
      "error: option '--json' cannot be used with option '--output <format>'\n",
    ],
    [
      ["--subscription", "11111111-2222-4333-8444-555555555555", "prod"],
      "error: option '--subscription <id...>' argument 'prod' is invalid. It is not the id of a subscription, which is a GUID. Give it as \"az account list\" prints it, without \"/subscriptions/\".\n",
    ],
    [["--nmae", "web1"], "error: unknown option '--nmae'\n(Did you mean --name?)\n"],
    [["--subscription"], "error: option '--subscription <id...>' argument missing\n"],
  ] as const) {
    it(`refuse ${args.join(" ")}`, () => {
      assert.equal(read(...args), message);
    });
  }
});
