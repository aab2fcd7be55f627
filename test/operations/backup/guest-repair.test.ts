import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import {
  guestStepsOf,
  planGuestRepair,
  repairInGuest,
  type GuestStepsInput,
} from "../../../src/operations/backup/index";
import type { GuestCommand, SimulatedAzure } from "../../../src/simulator/index";
import { backUp, read } from "../../simulator/backup/backed-up-estate";
import { machine, machineBody, send, withNetwork } from "../../simulator/compute/small-estate";
import type { Caller } from "../../simulator/caller";
import { operator, withBackedUpMachine, type Operator } from "./estate";

const done = "evergreen: step done\n";

interface Estate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
  readonly operator: Operator;
}

async function withMachine(body: object = machineBody()): Promise<Estate> {
  const { azure, owner } = await withNetwork();
  await send(owner, "PUT", machine, body);
  await owner.wait(600);
  return { azure, owner, operator: operator(azure) };
}

/** Every script comes to its end, and is written down. */
function willing(
  azure: SimulatedAzure,
  effect: (command: GuestCommand) => string = () => "",
): GuestCommand[] {
  const commands: GuestCommand[] = [];
  azure.guests.set(machine, (command) => {
    commands.push(command);
    return { stdout: `${effect(command)}${done}` };
  });
  return commands;
}

const run = async ({ options }: Operator, input: Partial<GuestStepsInput> = {}) =>
  repairInGuest(options, await planGuestRepair(options, { machine: "machine1", ...input }));

describe("the commands for inside a machine", () => {
  it("are those of its distribution, in one request for an id", async () => {
    const { azure, operator } = await withMachine();
    const before = azure.recorded(operator.objectId).length;
    const { steps, ...rest } = await guestStepsOf(operator.options, { machine });
    assert.deepEqual(rest, {
      machine: { id: machine, name: "machine1" },
      operatingSystem: "Linux",
      system: "ubuntu",
      systemTitle: "Ubuntu",
    });
    assert.deepEqual(
      steps.map(({ id }) => id),
      [
        "agent-package",
        "agent-options",
        "agent-restarts-itself",
        "agent-service",
        "application-control",
        "verify",
      ],
    );
    assert.match(steps[3]?.script ?? "", /\nsystemctl restart walinuxagent\n/);
    assert.equal(azure.recorded(operator.objectId).length, before + 1);
  });

  it("need the distribution to be told where nothing tells it, and refuse one that cannot be", async () => {
    const imageReference = { publisher: "kinvolk", offer: "flatcar", sku: "stable", version: "1" };
    const { operator } = await withMachine(machineBody({ imageReference }));
    await assert.rejects(guestStepsOf(operator.options, { machine }), {
      name: "InvalidInputError",
      message:
        'The machine "machine1" has 1 problem:\n' +
        "  - system: Neither its image nor its agent tells which distribution it runs. Give its system, one of windows, ubuntu, debian, red-hat, oracle-linux, suse, azure-linux, other-linux; the last is for a distribution that is not named. [EVG-BACKUP-088]",
    });
    const told = await guestStepsOf(operator.options, { machine, system: "debian" });
    assert.equal(told.systemTitle, "Debian");
    await assert.rejects(guestStepsOf(operator.options, { machine, system: "windows" }), {
      message: /"windows" is Windows, and Azure says that the machine runs Linux\..*EVG-BACKUP-089/,
    });
  });

  it("are told with why Azure cannot run them, and what to do instead", async () => {
    const { azure, owner, operator } = await withMachine();
    const why = async () => (await guestStepsOf(operator.options, { machine })).notReachable;
    azure.faults.strike("agent silent", machine);
    const repair =
      "Where it does not start up, mend its disk from a repair machine: `az vm repair create -n machine1 -g rg`.";
    const byHand = [
      `Sign in by SSH, and run the commands as root: \`evergreen backup guest ${machine}\` prints them.`,
      "Where the network does not let you in, use the serial console: `az serial-console connect -n machine1 -g rg`.",
      repair,
    ];
    assert.deepEqual(await why(), {
      reason: "The agent of machine1 is not ready. Azure says: VM Agent is unresponsive.",
      instead: byHand,
    });
    azure.faults.mend("agent silent", machine);
    azure.faults.strike("agent hangs", machine);
    await owner.wait(3600);
    assert.deepEqual(await why(), {
      reason:
        "The agent of machine1 says that it is ready, but was last heard 60 minutes ago: it hangs, and would take no command.",
      instead: byHand,
    });
    await send(owner, "POST", `${machine}/deallocate`);
    assert.deepEqual(await why(), {
      reason: "machine1 does not run: it is deallocated.",
      instead: [
        `Start it: \`az vm start --ids ${machine}\`, wait until its agent is ready, and run the same command again.`,
        repair,
      ],
    });
  });
});

describe("a repair inside a machine", () => {
  it("is shown as a plan, and then run step by step", async () => {
    const { azure, operator } = await withMachine();
    const commands = willing(azure, ({ script }) =>
      script.includes("waagent --version") ? "WALinuxAgent-2.14.0.1\n" : "",
    );
    const plan = await planGuestRepair(operator.options, { machine: "machine1" });
    assert.equal(commands.length, 0);
    assert.equal(plan.title, "Run scripts inside machine1 (Ubuntu) by Run Command");
    assert.deepEqual(
      plan.changes.map(({ name, reason }) => [name, reason]),
      [
        ["agent-package", undefined],
        ["agent-options", undefined],
        ["agent-restarts-itself", undefined],
        ["agent-service", undefined],
        ["application-control", "It looks, and changes nothing."],
        ["verify", "It looks, and changes nothing."],
      ],
    );
    assert.deepEqual(plan.notes, [
      "The scripts run as root, one after the other; once one fails none further is begun.",
      "Without --in-guest the same command prints them.",
    ]);
    const report = await repairInGuest(operator.options, plan);
    assert.deepEqual([report.selected, report.succeeded], [6, 6]);
    assert.equal(report.outcomes.at(-1)?.detail, "WALinuxAgent-2.14.0.1");
    assert.deepEqual(
      commands.map(({ commandId, script }) => `${commandId}: ${script.join("\n")}`),
      plan.changes.map(({ script }) => `RunShellScript: ${script}`),
    );
  });

  it("of Windows runs in PowerShell", async () => {
    const { azure, operator } = await withMachine(machineBody({ windows: {} }));
    const commands = willing(azure);
    const report = await run(operator, { steps: ["agent-service"] });
    assert.equal(report.succeeded, 1);
    assert.equal(commands[0]?.commandId, "RunPowerShellScript");
  });

  it("ends with the step that fails, which Azure calls succeeded", async () => {
    const { azure, operator } = await withMachine();
    azure.guests.set(machine, ({ script }) =>
      script.some((line) => line.startsWith("apt-get -y"))
        ? { stderr: "E: Unable to locate package walinuxagent\n" }
        : { stdout: done },
    );
    const report = await run(operator);
    assert.deepEqual([report.failed, report.succeeded, report.started], [1, 0, 1]);
    assert.equal(
      report.outcomes[0]?.detail,
      "The script did not come to its end. E: Unable to locate package walinuxagent",
    );
    assert.deepEqual(
      report.howToGoOn.at(-1),
      "Not begun: agent-options, agent-restarts-itself, agent-service, application-control, verify. Run the same command again to go on.",
    );
  });

  it("is refused before anything runs where the agent cannot be reached, also when that is so only since the plan", async () => {
    const { azure, operator } = await withMachine();
    const commands = willing(azure);
    const plan = await planGuestRepair(operator.options, { machine });
    azure.faults.strike("agent silent", machine);
    const refusal = {
      name: "OperationError",
      message:
        /^Azure cannot run scripts inside the machine\. The agent of machine1 is not ready\. Azure says: VM Agent is unresponsive\. Instead:\n {2}- Sign in by SSH/,
    };
    await assert.rejects(repairInGuest(operator.options, plan), refusal);
    await assert.rejects(planGuestRepair(operator.options, { machine }), refusal);
    assert.equal(commands.length, 0);
  });

  it("lets a script end that another run began", async () => {
    const { azure, owner, operator } = await withMachine();
    const commands = willing(azure);
    const body = { commandId: "RunShellScript", script: ["sleep 20"] };
    await owner.send("POST", `${machine}/runCommand?api-version=2024-11-01`, body);
    const report = await run(operator, { steps: ["verify"] });
    assert.equal(report.succeeded, 1);
    assert.equal(commands.length, 2);
  });

  it("fails when the agent falls silent while it runs", async () => {
    const { azure, operator } = await withMachine();
    willing(azure, () => {
      azure.faults.strike("agent silent", machine);
      return "";
    });
    const report = await run(operator, { steps: ["agent-service", "verify"] });
    assert.deepEqual(
      report.outcomes.map(({ name, state }) => [name, state]),
      [
        ["agent-service", "succeeded"],
        ["verify", "failed"],
      ],
    );
    assert.match(report.outcomes[1]?.detail ?? "", /has not reported status for VM agent/);
  });

  it("gathers logs and turns the verbose log on", async () => {
    const { azure, operator } = await withMachine();
    const commands = willing(azure, () => "last line\nGathered in /tmp/logs.tar.gz.\n");
    const report = await run(operator, { collectLogs: true });
    assert.equal(report.outcomes[0]?.detail, "last line\nGathered in /tmp/logs.tar.gz.");
    await run(operator, { verboseAgentLog: "on" });
    assert.equal(
      commands[1]?.script.includes('set_option "Logs\\.Verbose" "Logs.Verbose=y"'),
      true,
    );
  });

  it("mends a machine whose snapshots something blocks, and the next backup succeeds", async () => {
    const { azure, owner, operator } = await withBackedUpMachine();
    const outcome = async (): Promise<unknown> => {
      const job = await backUp(owner);
      await owner.wait(300);
      const { status, errorDetails = [] } = await read(owner, job);
      return (errorDetails as { errorTitle: string }[])[0]?.errorTitle ?? status;
    };
    azure.faults.strike("snapshots blocked", machine);
    willing(azure, ({ script }) => {
      if (script.some((line) => line.includes("fapolicyd"))) {
        azure.faults.mend("snapshots blocked", machine);
      }
      return "";
    });
    await owner.wait(600);
    assert.equal(await outcome(), "ExtensionOperationFailedForManagedDisks");
    await run(operator, { steps: ["verify"] });
    assert.equal(await outcome(), "ExtensionOperationFailedForManagedDisks");
    await run(operator, { steps: ["application-control"] });
    assert.equal(await outcome(), "InProgress");
  });

  it("that is ended says what is not begun, and a second run does it all", async () => {
    const { azure, operator } = await withMachine();
    const ended = new AbortController();
    const commands = willing(azure, () => {
      ended.abort();
      return "";
    });
    const input = { machine, steps: ["agent-options", "agent-service"] };
    const plan = await planGuestRepair(operator.options, input);
    const report = await repairInGuest({ ...operator.options, signal: ended.signal }, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state }) => [name, state]),
      [
        ["agent-options", "underWay"],
        ["agent-service", "notStarted"],
      ],
    );
    assert.equal(report.interrupted, true);
    willing(azure);
    assert.equal((await run(operator, input)).succeeded, 2);
    assert.equal(commands.length, 1);
  });
});

describe("the rights of a repair inside a machine", () => {
  const actions = [
    "Microsoft.Compute/virtualMachines/read",
    "Microsoft.Compute/virtualMachines/runCommand/action",
    "Microsoft.Compute/locations/operations/read",
  ];
  const withActions = (azure: SimulatedAzure, granted: readonly string[]) =>
    operator(azure, {
      roleName: granted.join(),
      description: "",
      permission: permission({ actions: [...granted] }),
    });
  const input: Partial<GuestStepsInput> = { machine, steps: ["verify"] };

  it("are three, with which it succeeds", async () => {
    const { azure } = await withMachine();
    willing(azure);
    assert.equal((await run(withActions(azure, actions), input)).succeeded, 1);
  });

  it("stop it when one is missing, which is named", async () => {
    const { azure } = await withMachine();
    willing(azure);
    const [reading = "", command = "", status = ""] = actions;
    await assert.rejects(run(withActions(azure, [command, status]), input), {
      missingRight: {
        action: reading,
        scope: machine,
        presets: ["backupDiagnostician", "patchOperator", "patchScheduler"],
      },
    });
    const without = async (granted: readonly string[]) =>
      (await run(withActions(azure, granted), input)).outcomes[0];
    assert.match((await without([reading, status]))?.detail ?? "", new RegExp(command));
    const unseen = await without([reading, command]);
    assert.equal(unseen?.state, "underWay");
    assert.match(unseen.detail ?? "", new RegExp(status));
  });
});
