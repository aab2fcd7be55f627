import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import type { GuestCommand, SimulatedAzure } from "../../../src/simulator/index";
import { callerOf, errorOf, type Caller } from "../caller";
import { machine, machineBody, send, today, withNetwork } from "./small-estate";

async function withMachine(
  body: object = machineBody(),
): Promise<{ azure: SimulatedAzure; owner: Caller }> {
  const { azure, owner } = await withNetwork();
  await owner.send("PUT", `${machine}?api-version=${today}`, body);
  await owner.wait(600);
  return { azure, owner };
}

const shell = { commandId: "RunShellScript", script: ["echo hello"] };

function command(caller: Caller, body: object = shell) {
  return caller.send("POST", `${machine}/runCommand?api-version=${today}`, body);
}

/** Runs a command to its end; what its status and its `Location` answer. */
async function outcome(caller: Caller, body?: object, seconds = 60): Promise<unknown[]> {
  const begun = await command(caller, body);
  assert.equal(begun.status, 202);
  assert.match(begun.headers.location ?? "", /\/operations\/[^?]+\?monitor=true&api-version=/);
  await caller.wait(seconds);
  const status = await caller.send("GET", begun.headers["azure-asyncoperation"] ?? "");
  const { status: word, error } = status.body as { status: string; error?: { code: string } };
  const result = await caller.send("GET", begun.headers.location ?? "");
  return [error?.code ?? word, result.body];
}

const status = (code: string, message: string) => ({
  code,
  level: "Info",
  displayStatus: "Provisioning succeeded",
  message,
});

describe("a script that Azure has a machine run", () => {
  it("does what was said of the machine's inside, and what it wrote is answered", async () => {
    const { azure, owner } = await withMachine();
    const commands: GuestCommand[] = [];
    azure.guests.set(machine.toUpperCase(), (each) => {
      commands.push(each);
      return { stdout: "hello\n", stderr: "warned\n" };
    });
    const body = { ...shell, parameters: [{ name: "first", value: "1" }] };
    assert.deepEqual(await outcome(owner, body), [
      "Succeeded",
      {
        value: [
          status(
            "ProvisioningState/succeeded",
            "Enable succeeded: \n[stdout]\nhello\n\n[stderr]\nwarned\n",
          ),
        ],
      },
    ]);
    assert.deepEqual(commands, [
      { commandId: "RunShellScript", script: ["echo hello"], parameters: { first: "1" } },
    ]);
  });

  it("answers the last 4,096 bytes, on Windows in a status each", async () => {
    const { azure, owner } = await withMachine(machineBody({ windows: {} }));
    azure.guests.set(machine, () => ({ stdout: `${"a".repeat(5000)}end` }));
    assert.deepEqual(await outcome(owner, { commandId: "RunPowerShellScript" }), [
      "Succeeded",
      {
        value: [
          status("ComponentStatus/StdOut/succeeded", `${"a".repeat(4093)}end`),
          status("ComponentStatus/StdErr/succeeded", ""),
        ],
      },
    ]);
  });

  it("does nothing in a machine of which nothing was said", async () => {
    const { owner } = await withMachine();
    const [, result] = await outcome(owner);
    assert.deepEqual(result, {
      value: [status("ProvisioningState/succeeded", "Enable succeeded: \n[stdout]\n\n[stderr]\n")],
    });
  });

  it("can mend what is wrong with the machine", async () => {
    const { azure, owner } = await withMachine();
    azure.faults.strike("snapshots blocked", machine);
    azure.guests.set(machine, () => {
      azure.faults.mend("snapshots blocked", machine);
      return {};
    });
    await outcome(owner);
    assert.equal(azure.faults.has("snapshots blocked", machine), false);
  });

  it("is refused where it cannot be run", async () => {
    const { owner } = await withMachine();
    const refused = async (body: object = shell) => errorOf(await command(owner, body));
    assert.deepEqual(await refused({ commandId: "RunPowerShellScript" }), {
      status: 409,
      code: "Conflict",
      message: "Run command OS type 'Windows' does not match the target OS Linux.",
    });
    assert.deepEqual(await refused({ commandId: "RunPowerShellCommand" }), {
      status: 404,
      code: "NotFound",
      message: "The entity was not found in this Azure location.",
    });
    assert.equal((await refused({})).code, "InvalidParameter");
    assert.equal((await command(owner)).status, 202);
    assert.deepEqual(await refused(), {
      status: 409,
      code: "Conflict",
      message:
        "Run command extension execution is in progress. Please wait for completion before invoking a run command.",
    });
    await owner.wait(31);
    assert.equal((await command(owner)).status, 202);
    await send(owner, "POST", `${machine}/deallocate`);
    assert.deepEqual(await refused(), {
      status: 409,
      code: "OperationNotAllowed",
      message: "Cannot modify extensions in the VM when the VM is not running.",
    });
  });

  for (const fault of ["agent silent", "agent hangs"] as const) {
    it(`fails when its time is over: ${fault}`, async () => {
      const { azure, owner } = await withMachine();
      azure.faults.strike(fault, machine);
      const [code] = await outcome(owner, shell, 1600);
      assert.equal(code, "VMAgentStatusCommunicationError");
    });
  }

  it("needs the right to run commands", async () => {
    const { azure } = await withMachine();
    const may = async (action: string) => {
      const role = permission({ actions: [`Microsoft.Compute/virtualMachines/${action}`] });
      const caller = callerOf(azure, { roleName: action, description: "", permission: role });
      return (await command(caller)).status;
    };
    assert.equal(await may("runCommands/write"), 403);
    assert.equal(await may("runCommand/action"), 202);
  });
});
