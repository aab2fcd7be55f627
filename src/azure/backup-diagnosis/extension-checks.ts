import { type BackupCheck, judged, ok, problem, warning } from "./check";
import type { BackupFacts, ExtensionFacts, MachineFacts } from "./facts";
import { isOn } from "./machine-checks";

/** The extensions of a machine, that of Azure Backup apart. */
export function extensionChecks({ machine, items }: BackupFacts): BackupCheck[] {
  const wasBackedUp =
    "value" in items && items.value.some(({ lastBackupAt }) => lastBackupAt !== undefined);
  return [
    judged("extensions", machine, extensions),
    judged("snapshot-extension", machine, (value) => snapshotExtension(value, wasBackedUp)),
  ];
}

/** Whether an extension is the one with which Azure Backup takes snapshots. Source: the VMSnapshot extension's own logs and instance views. */
export function isSnapshotExtension({ handler }: Pick<ExtensionFacts, "handler">): boolean {
  return /^microsoft\.azure\.recoveryservices\.vmsnapshot(linux)?$/i.test(handler);
}

function extensions(machine: MachineFacts): BackupCheck {
  const id = "extensions";
  if (machine.allowExtensionOperations === false) {
    return problem(
      id,
      "The machine takes no extensions (allowExtensionOperations is false), and Azure Backup takes its snapshots through one.",
      "Set osProfile.allowExtensionOperations to true.",
    );
  }
  const others = machine.extensions.filter((each) => !isSnapshotExtension(each));
  const failed = others.filter(({ provisioningState }) => provisioningState === "Failed");
  if (failed.length > 0) {
    return problem(
      id,
      failed.map(told).join(" "),
      `Mend ${names(failed)} by its own message, or delete it, and reapply the machine: \`evergreen backup repair ${machine.name}\`.`,
    );
  }
  const busy = others.filter(({ provisioningState }) => provisioningState !== "Succeeded");
  if (busy.length > 0) {
    return warning(
      id,
      busy.map(told).join(" "),
      "Wait: a restore point begins only when all extensions are provisioned.",
    );
  }
  // An agent that is told to leave extensions alone is ready and tells of none.
  return machine.agent?.isReady === true && machine.agent.handlerCount === 0 && others.length > 0
    ? warning(
        id,
        `The agent is ready but tells of none of the machine's extensions (${names(others)}): it may be told to leave them alone.`,
        "Set Extensions.Enabled=y and Provisioning.Agent=auto in /etc/waagent.conf, and restart the agent.",
      )
    : ok(id, others.length === 0 ? "There are none." : `${names(others)}: all are provisioned.`);
}

function snapshotExtension(machine: MachineFacts, wasBackedUp: boolean): BackupCheck {
  const id = "snapshot-extension";
  const found = machine.extensions.find(isSnapshotExtension);
  if (found === undefined) {
    return ok(
      id,
      wasBackedUp && isOn(machine)
        ? "It is not there; the next backup installs it."
        : "It is not there yet; the first backup installs it.",
    );
  }
  switch (found.provisioningState) {
    case "Succeeded":
      return ok(id, `${found.name} is provisioned.`);
    case "Failed":
      return problem(
        id,
        told(found),
        `Delete ${found.name} and run an on-demand backup, which installs it again: \`evergreen backup repair ${machine.name}\`.`,
      );
    default:
      return warning(id, told(found), "Wait until it is provisioned.");
  }
}

function told({ name, provisioningState, message }: ExtensionFacts): string {
  return `${name} is ${provisioningState}${message === undefined ? "." : `: ${message}`}`;
}

function names(extensions: readonly ExtensionFacts[]): string {
  return extensions.map(({ name }) => name).join(", ");
}
