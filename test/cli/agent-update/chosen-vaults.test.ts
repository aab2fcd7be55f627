import assert from "node:assert/strict";
import type { CommandContext } from "../../../src/cli/frame/azure-command";
import { vaultChoiceFrom, type VaultOptions } from "../../../src/cli/agent-update/vault-options";
import { withTwoMappings } from "../../provider/vault-mappings-estate";
import { subscriptionId } from "../../simulator/caller";
import { account, autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";

type Stack = Partial<NonNullable<CommandContext["stack"]>>;

function chosen(
  options: VaultOptions & { readonly subscription?: readonly string[] },
  stack?: Stack,
): unknown {
  const none = { machineIds: [], vaultIds: [], resourceGroups: [], subscriptions: [] };
  return vaultChoiceFrom(options, {
    stack: stack === undefined ? undefined : { ...none, ...stack },
  });
}

describe("The vaults that options choose", () => {
  it("are those that are named, by option and stack, else those of groups, else all", () => {
    assert.deepEqual(chosen({}), {});
    assert.deepEqual(chosen({ subscription: ["s"] }), { subscriptions: ["s"] });
    assert.deepEqual(chosen({ resourceGroup: ["rg"], subscription: ["s"] }), {
      resourceGroups: ["rg"],
      subscriptions: ["s"],
    });
    assert.deepEqual(chosen({ vault: ["a"] }, { vaultIds: ["b"], resourceGroups: ["rg"] }), {
      vaultIds: ["a", "b"],
    });
    assert.deepEqual(chosen({}, { resourceGroups: ["rg"], subscriptions: ["s"] }), {
      resourceGroups: ["rg"],
      subscriptions: ["s"],
    });
  });

  it("are never all of a subscription for a stack that names none", () => {
    assert.throws(() => chosen({}, { machineIds: ["m"], subscriptions: ["s"] }), {
      message:
        "The outputs of the stack name virtual machines, but no vault or resource group. Export the id of one.",
    });
  });

  it("are not named and chosen by group at once", () => {
    assert.throws(() => chosen({ vault: [vault], resourceGroup: ["rg"] }), {
      message:
        "The vaults are named already (vault1), and --resource-group would choose others. Give one of the two.",
    });
  });
});

describe("evergreen agent-update, with vaults that a resource group chooses", () => {
  let served: ServedFleet;

  before(async () => {
    served = await serveFleet(await withTwoMappings(autoUpdate), "Owner");
  });

  after(() => served.close());

  const commands: readonly (readonly [args: readonly string[], exitCode: number, told: RegExp])[] =
    [
      [["status"], 3, /"name": "vault1"/],
      [["repair", "--plan"], 0, /"name": "vault1\/account1"/],
      [["schedule", "show"], 0, /"vaultId": ".*\/vault1"/],
      [["schedule", "set", "--time", "02:30", "--plan"], 0, /"change": "Start at 02:30 /],
      [["disable", "--plan"], 0, /"name": "vault1\/west\/container1\/mapping1"/],
      [
        ["enable", "--automation-account", account, "--plan"],
        0,
        /"reason": "Agent auto-update is already enabled in this way and healthy\."/,
      ],
    ];

  for (const [args, exitCode, told] of commands) {
    it(`does ${args[0] ?? ""} ${args[1] ?? ""} for all of them`, async () => {
      const group = await served.run("agent-update", ...args, "--json", "--resource-group", "RG");
      assert.equal(group.exitCode, exitCode, group.stderr);
      assert.match(group.stdout, told);
    });
  }

  it("refuses a group without vaults", async () => {
    const choice = ["--resource-group", "nope", "--subscription", subscriptionId];
    const none = await served.run("agent-update", "repair", ...choice);
    assert.deepEqual([none.exitCode, none.stdout], [2, ""]);
    assert.ok(
      none.stderr.includes(
        `There is no Recovery Services vault in subscription ${subscriptionId}, resource group nope, or none that you may read. Name a vault, another subscription or another resource group. [EVG-SCOPE-011]`,
      ),
      none.stderr,
    );
  });

  it("switches nothing of all vaults on or off", async () => {
    for (const command of [["disable"], ["enable", "--automation-account", account]]) {
      const { exitCode, stderr } = await served.run("agent-update", ...command, "--yes");
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^evergreen: No vault is chosen\. Give --vault or --resource-group, or a stack whose outputs name one\.$/m,
      );
    }
  });
});
