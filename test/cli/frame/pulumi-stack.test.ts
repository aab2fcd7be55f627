import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { scopeFrom } from "../../../src/cli/frame/azure-command";
import { outputsIn, readStackOutputs } from "../../../src/cli/frame/pulumi-stack";
import { WrongInput } from "../../../src/cli/frame/wrong-input";

const subscription = "11111111-2222-4333-8444-555555555555";
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const machine = `${group}/providers/Microsoft.Compute/virtualMachines/web1`;
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/vault1`;

describe("the scope of a Pulumi stack", () => {
  let folder: string;
  const path = process.env.PATH;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "azure-evergreen-stack-"));
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a command `pulumi` of the test's own on the PATH. */
  function pulumiThat(...script: string[]): void {
    const file = join(folder, "pulumi");
    writeFileSync(file, ["#!/bin/sh", ...script].join("\n"));
    chmodSync(file, 0o755);
    process.env.PATH = `${folder}${delimiter}${path ?? ""}`;
  }

  it("is read with the pulumi command, in the folder that was named", async () => {
    pulumiThat(`printf '%s ' "$@" "$PWD" > ${folder}/asked`, `echo '{"id": "${machine}"}'`);
    const outputs = await readStackOutputs("prod", folder);
    assert.deepEqual(outputs, {
      machineIds: [machine],
      vaultIds: [],
      resourceGroups: [],
      subscriptions: [subscription],
    });
    assert.equal(
      readFileSync(join(folder, "asked"), "utf8").trim(),
      `stack output --json --non-interactive --stack prod ${folder}`,
    );
  });

  it("is every id in the outputs, however deep, each once", () => {
    const outputs = outputsIn(
      {
        fleet: [{ id: machine, group }, { id: machine }],
        vault,
        url: "https://x",
        count: 3,
        no: null,
      },
      "prod",
    );
    assert.deepEqual(outputs, {
      machineIds: [machine],
      vaultIds: [vault],
      resourceGroups: ["rg"],
      subscriptions: [subscription],
    });
    assert.deepEqual(outputsIn({ group }, "prod").subscriptions, [subscription]);
  });

  it("is refused when the stack cannot be read, with what pulumi says", async () => {
    const refused = (message: string) => (error: unknown) => {
      assert.ok(error instanceof WrongInput);
      assert.equal(error.message, message);
      return true;
    };
    pulumiThat("echo \"error: no stack named 'prod' found\" >&2", "exit 255");
    await assert.rejects(
      readStackOutputs("prod"),
      refused(`The outputs of the stack "prod" cannot be read: error: no stack named 'prod' found`),
    );
    pulumiThat("echo warning: logged out");
    await assert.rejects(
      readStackOutputs("prod"),
      refused('The outputs of the stack "prod" cannot be read: `pulumi` wrote no JSON.'),
    );
    await assert.rejects(
      readStackOutputs("prod", join(folder, "none")),
      refused(`There is no folder "${join(folder, "none")}" (--pulumi-cwd).`),
    );
    process.env.PATH = folder;
    rmSync(join(folder, "pulumi"));
    await assert.rejects(
      readStackOutputs("prod"),
      refused(
        'The outputs of the stack "prod" cannot be read: there is no `pulumi` command on the PATH.',
      ),
    );
    assert.throws(
      () => outputsIn({ url: "https://x", secret: "[secret]" }, "prod"),
      refused(
        'The outputs of the stack "prod" name no virtual machine, vault or resource group. Export the id of one.',
      ),
    );
  });

  it("narrows other options, goes by groups only where no machines are named, and never by nothing", () => {
    const scope = (outputs: object, options = {}, vaults: readonly string[] = []) =>
      scopeFrom(options, outputsIn(outputs, "prod"), vaults);
    assert.deepEqual(scope({ machine, group }, { name: ["web1"] }), {
      subscriptions: [subscription],
      ids: [machine],
      names: ["web1"],
    });
    assert.deepEqual(scope({ group, vault }), {
      subscriptions: [subscription],
      resourceGroups: ["rg"],
    });
    assert.deepEqual(scope({ vault }, {}, [vault]), { subscriptions: [subscription] });
    assert.throws(() => scope({ vault }), {
      message:
        "The outputs of the stack name vaults, but no virtual machine or resource group. Export the id of one.",
    });
    assert.deepEqual(scopeFrom({}, undefined), {});
  });
});
