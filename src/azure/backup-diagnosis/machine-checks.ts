import { linuxAgentFindings, minimumLinuxAgentVersion } from "../guest-patching";
import { type BackupCheck, judged, ok, problem, unknown, warning } from "./check";
import type { AgentFacts, BackupFacts, MachineFacts } from "./facts";

/** So long after its provisioning a machine's agent may not report yet. */
export const agentComesUpInMinutes = 15;

/** An agent that was not heard for so long is silent. It reports many times an hour. */
export const heartbeatMissedAfterInMinutes = 30;

/** Power, provisioning and agent of the machine. */
export function machineChecks(facts: BackupFacts): BackupCheck[] {
  const { machine, at } = facts;
  return [
    judged("power-state", machine, powerState),
    judged("provisioning-state", machine, provisioningState),
    judged("agent-state", machine, (value) => agentState(value, at)),
    judged("agent-version", machine, agentVersion),
    judged("agent-heartbeat", machine, (value) => agentHeartbeat(value, at)),
    judged("power-heartbeat", machine, (value) => powerAgainstHeartbeat(value, at)),
  ];
}

function powerState({ powerState: state }: MachineFacts): BackupCheck {
  const id = "power-state";
  switch (state) {
    case undefined:
      return unknown(id, "The instance view tells no power state.");
    case "running":
      return ok(id, "It runs.");
    case "stopped":
    case "deallocated":
      return ok(id, `It is ${state}: its recovery points are crash-consistent.`);
    default:
      return warning(
        id,
        `It is ${state}, which passes.`,
        "Wait until it runs or is stopped, and try again.",
      );
  }
}

function provisioningState(machine: MachineFacts): BackupCheck {
  const id = "provisioning-state";
  const { provisioningState: state, provisioningMessage: message } = machine;
  const told = message === undefined ? "" : ` Azure says: ${message}`;
  switch (state) {
    case "Succeeded":
      return ok(id, "It is Succeeded.");
    case "Failed":
      return problem(
        id,
        `It is Failed.${told}`,
        `Mend what failed, then reapply the machine: \`evergreen backup repair ${machine.name}\`.`,
      );
    default:
      return problem(
        id,
        `It is ${state}: Azure works on the machine.${told}`,
        "Wait until it is Succeeded, and try again.",
      );
  }
}

function agentState(machine: MachineFacts, at: Date): BackupCheck {
  const id = "agent-state";
  const { agent, operatingSystem } = machine;
  if (!isOn(machine)) {
    return ok(id, "The machine is off, so no agent is needed.");
  }
  if (machine.provisionVmAgent === false) {
    return problem(
      id,
      "The machine was made without an agent (provisionVMAgent is false).",
      `Install the agent in the guest: \`evergreen backup guest ${machine.name}\` prints the commands.`,
    );
  }
  if (agent?.isReady === true) {
    return ok(id, "It is ready.");
  }
  const message = agent?.message === undefined ? "" : ` Azure says: ${agent.message}`;
  if (isFresh(machine, at)) {
    return ok(id, "The machine is so new that its agent may still be coming up.");
  }
  const service =
    operatingSystem === "Windows"
      ? "the services WindowsAzureGuestAgent and RdAgent"
      : "the service walinuxagent (waagent outside Debian and Ubuntu)";
  return problem(
    id,
    `It is not ready.${message}`,
    `Restart ${service} in the guest; \`evergreen backup guest ${machine.name}\` prints the commands, and those for a new installation.`,
  );
}

function agentVersion(machine: MachineFacts): BackupCheck {
  const id = "agent-version";
  const { agent, operatingSystem } = machine;
  const version = agent?.version ?? "Unknown";
  if (!/^\d/.test(version)) {
    return isOn(machine)
      ? unknown(id, "Azure does not know the agent's version while it is silent.")
      : ok(id, "The machine is off, so no agent is needed.");
  }
  const [tooOld] = operatingSystem === "Linux" ? linuxAgentFindings(version, "") : [];
  return tooOld === undefined
    ? ok(id, `It is ${version}.`)
    : warning(
        id,
        `It is ${version}, older than ${minimumLinuxAgentVersion}; most failures on Linux are those of an old agent.`,
        `Update the agent from the distribution's repository, not from GitHub: \`evergreen backup guest ${machine.name}\` prints the commands.`,
      );
}

function agentHeartbeat(machine: MachineFacts, at: Date): BackupCheck {
  const id = "agent-heartbeat";
  if (!isOn(machine)) {
    return ok(id, "The machine is off, so no agent is needed.");
  }
  const age = minutesSince(machine.agent?.heardAt, at);
  if (age === undefined) {
    return unknown(id, "Azure does not tell when the agent was last heard.");
  }
  return age < heartbeatMissedAfterInMinutes || isFresh(machine, at)
    ? ok(id, `It was heard ${minutes(age)} ago.`)
    : problem(
        id,
        `It was last heard ${minutes(age)} ago.`,
        "See that the guest runs, and restart its agent.",
      );
}

/** A machine that was shut down from inside can still be `running` to Azure, while its agent is long silent. */
function powerAgainstHeartbeat(machine: MachineFacts, at: Date): BackupCheck {
  const id = "power-heartbeat";
  const age = minutesSince(machine.agent?.heardAt, at);
  const isSilent = age !== undefined && age >= heartbeatMissedAfterInMinutes;
  return isOn(machine) && isSilent && !isReady(machine.agent) && !isFresh(machine, at)
    ? problem(
        id,
        `Azure says that it runs, but its agent was last heard ${minutes(age)} ago: it may have been shut down from inside.`,
        `If the guest is down, stop the machine through Azure (\`az vm deallocate --ids ${machine.id}\`); if it is up, restart its agent.`,
      )
    : ok(id, "They agree.");
}

function isReady(agent: AgentFacts | undefined): boolean {
  return agent?.isReady === true;
}

export function isOn({ powerState: state }: Pick<MachineFacts, "powerState">): boolean {
  return state !== "stopped" && state !== "deallocated";
}

function isFresh({ provisionedAt }: MachineFacts, at: Date): boolean {
  const age = minutesSince(provisionedAt, at);
  return age !== undefined && age < agentComesUpInMinutes;
}

export function minutesSince(time: Date | undefined, at: Date): number | undefined {
  return time === undefined ? undefined : Math.floor((at.getTime() - time.getTime()) / 60_000);
}

/** A span as people say it: `5 minutes`, `3 hours`, `2 days`. */
export function minutes(count: number): string {
  const [value, word] =
    count < 120
      ? [count, "minute"]
      : count < 2880
        ? [Math.floor(count / 60), "hour"]
        : [Math.floor(count / 1440), "day"];
  return `${value} ${word}${value === 1 ? "" : "s"}`;
}
