import type { MachineFacts } from "../backup-diagnosis/facts";
import {
  heartbeatMissedAfterInMinutes,
  isOn,
  minutes,
  minutesSince,
} from "../backup-diagnosis/machine-checks";
import { parseResourceId } from "../resource-id";

/** What decides whether Azure can run a script inside a machine. */
export type GuestFacts = Pick<
  MachineFacts,
  | "id"
  | "name"
  | "operatingSystem"
  | "powerState"
  | "agent"
  | "provisionVmAgent"
  | "allowExtensionOperations"
>;

/** Why Azure cannot run a script inside a machine, and what can be done instead. */
export interface NotReachable {
  /** One sentence. */
  readonly reason: string;
  /** The nearest first; sentences. */
  readonly instead: readonly string[];
}

/**
 * Why Run Command would not reach a machine now; `undefined` where it would. It needs a machine that
 * runs, and an agent that is ready and takes extensions.
 *
 * Source: learn.microsoft.com virtual-machines/run-command-overview and virtual-machines/windows/run-command.
 *
 * @param at - Azure's time.
 */
export function whyNotReachable(facts: GuestFacts, at: Date): NotReachable | undefined {
  const { id, name, powerState, agent } = facts;
  if (!isOn(facts) || powerState === undefined || powerState === "starting") {
    return {
      reason: `${name} does not run: it is ${powerState ?? "in a state that Azure does not tell"}.`,
      instead: [
        `Start it: \`az vm start --ids ${id}\`, wait until its agent is ready, and run the same command again.`,
        ...repairMachine(facts),
      ],
    };
  }
  if (facts.allowExtensionOperations === false) {
    return {
      reason: `${name} takes no extensions (osProfile.allowExtensionOperations is false), and Run Command is one.`,
      instead: [
        `Let it take them: \`az vm update --ids ${id} --set osProfile.allowExtensionOperations=true\`.`,
        ...byHand(facts),
      ],
    };
  }
  if (facts.provisionVmAgent === false && agent?.isReady !== true) {
    return {
      reason: `${name} was made without an agent (provisionVMAgent is false).`,
      instead: byHand(facts),
    };
  }
  if (agent?.isReady !== true) {
    const told = agent?.message === undefined ? "" : ` Azure says: ${agent.message}`;
    return { reason: `The agent of ${name} is not ready.${told}`, instead: byHand(facts) };
  }
  const age = minutesSince(agent.heardAt, at);
  return age !== undefined && age >= heartbeatMissedAfterInMinutes
    ? {
        reason: `The agent of ${name} says that it is ready, but was last heard ${minutes(age)} ago: it hangs, and would take no command.`,
        instead: byHand(facts),
      }
    : undefined;
}

/** Ways into a machine that need no agent. */
function byHand(facts: GuestFacts): string[] {
  const { operatingSystem } = facts;
  const [name, group] = namesOf(facts);
  const signIn =
    operatingSystem === "Windows"
      ? "Sign in by RDP, and run the commands in PowerShell as administrator"
      : "Sign in by SSH, and run the commands as root";
  return [
    `${signIn}: \`evergreen backup guest ${facts.id}\` prints them.`,
    `Where the network does not let you in, use the serial console: \`az serial-console connect -n ${name} -g ${group}\`.`,
    ...repairMachine(facts),
  ];
}

function repairMachine(facts: GuestFacts): string[] {
  const [name, group] = namesOf(facts);
  return [
    `Where it does not start up, mend its disk from a repair machine: \`az vm repair create -n ${name} -g ${group}\`.`,
  ];
}

function namesOf({ id }: GuestFacts): [name: string, group: string] {
  const { name, resourceGroupName = "" } = parseResourceId(id);
  return [name, resourceGroupName];
}
