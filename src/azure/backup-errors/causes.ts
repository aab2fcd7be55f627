import type { BackupErrorCause } from "./backup-error";

/*
 * Causes that several codes share, as Microsoft's page on failing snapshots numbers them.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout.
 */

export const windowsAgentUnresponsive: BackupErrorCause = {
  cause: "On Windows: the agent is installed and does not answer.",
  steps: [
    "Restart the services WindowsAzureGuestAgent and RdAgent: `evergreen backup guest VM` prints the commands for this and for the next steps.",
    "Where they are missing, uninstall the Windows Azure Guest Agent, install the newest MSI as administrator, and see that the services are there.",
    "See that .NET 4.5 or newer is installed.",
    "Run an on-demand backup.",
  ],
  checks: ["agent-state", "agent-heartbeat", "power-heartbeat"],
  operatingSystem: "Windows",
};

export const linuxAgentOutdated: BackupErrorCause = {
  cause: "On Linux: the agent is too old, or does not run.",
  steps: [
    "Update the agent from the distribution's repository, not from GitHub; where that has none, ask the distribution's support. `evergreen backup guest VM` prints the commands for the distribution.",
    "Start it (walinuxagent on Debian and Ubuntu, waagent elsewhere), and let it start by itself.",
    "Run an on-demand backup; if it fails again, collect /var/lib/waagent/*.xml, /var/log/waagent.log and /var/log/azure: `evergreen backup guest VM --collect`.",
  ],
  checks: ["agent-version", "agent-state", "agent-heartbeat"],
  operatingSystem: "Linux",
};

export const snapshotUnavailable: BackupErrorCause = {
  cause: "The state of the snapshot cannot be read, or none can be taken.",
  steps: [
    "If the machine was shut down from inside and Azure still says that it runs, stop it through Azure.",
    "See that DHCP is on in the guest: without the host's address in option 245 it can neither load nor run extensions. Set a static address in Azure, not in the guest.",
    "See that the guest reaches 168.63.129.16 on the ports 80, 443 and 32526, and its storage.",
    "Run an on-demand backup.",
  ],
  checks: ["power-heartbeat", "ip-addresses", "storage-reachable", "snapshot-task"],
};

export const linuxAgentOptions: BackupErrorCause = {
  cause: "On Linux: options of the agent keep extensions from running.",
  steps: [
    "Set Extensions.Enabled=y and Provisioning.Agent=auto in /etc/waagent.conf, and restart the agent: `evergreen backup guest VM --step agent-options agent-service`.",
    "Run an on-demand backup.",
  ],
  checks: ["extensions"],
  operatingSystem: "Linux",
};

export const applicationControl: BackupErrorCause = {
  cause: "AppLocker or another application control blocks IaaSBcdrExtension.exe.",
  steps: [
    "Exempt IaaSBcdrExtension.exe (on Linux the path /var/lib) from the application control: `evergreen backup guest VM --step application-control`.",
    "Run an on-demand backup.",
  ],
  checks: [],
};

export const restorePointsLocked: BackupErrorCause = {
  cause: "A lock on the resource group of the restore points keeps old ones from being deleted.",
  steps: [
    "Remove the lock: `evergreen backup clean-restore-points VM --remove-lock`.",
    "Run an on-demand backup: it is expected to fail once, and starts the clean-up, which takes some hours.",
  ],
  checks: ["restore-point-locks"],
};

export const extensionFailed: BackupErrorCause = {
  cause: "An extension failed and left the machine in a failed state.",
  steps: [
    "If it is VMSnapshot, delete it and run an on-demand backup, which installs it again: `evergreen backup repair VM`.",
    "Mend any other extension by its own message, then reapply the machine.",
  ],
  checks: ["extensions", "snapshot-extension", "provisioning-state"],
};
