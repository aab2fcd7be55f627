import type { AgentPackage, LinuxFamily } from "./guest-systems";
import { type GuestStep, stepScript } from "./guest-step";

/** Seconds after which an agent that runs the script itself is restarted, so that it can still tell what came of it. */
export const restartDelayInSeconds = 15;

/** How a step is run: by somebody in a terminal of the machine, or by its agent through Run Command. */
export interface StepRunner {
  readonly throughAgent: boolean;
}

/**
 * What mends the agent of a Linux machine, in the order of the page.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout; the
 * options' names: README of Azure/WALinuxAgent (the page writes `Extensions.Enable`).
 */
export function linuxRepairSteps(family: LinuxFamily, runner: StepRunner): GuestStep[] {
  return [
    ...packageSteps(family),
    {
      id: "agent-options",
      title: "Let the agent run extensions: Extensions.Enabled=y, Provisioning.Agent=auto",
      script: script(
        ...optionEditor,
        'rename_option "Extensions\\.Enable" "Extensions.Enabled"',
        'set_option "Extensions\\.Enabled" "Extensions.Enabled=y"',
        'set_option "Provisioning\\.Agent" "Provisioning.Agent=auto"',
      ),
      changes: true,
    },
    {
      id: "agent-restarts-itself",
      title: "Let systemd restart the agent whenever it ends",
      script: script(
        `dir=/etc/systemd/system/${family.service}.service.d`,
        'mkdir -p "$dir"',
        "printf '[Service]\\nRestart=always\\nRestartSec=5\\n' > \"$dir/50-restart.conf\"",
        "systemctl daemon-reload",
      ),
      changes: true,
    },
    {
      id: "agent-service",
      title: `Start the service ${family.service} with the machine, and restart it now`,
      script: script(`systemctl enable ${family.service}`, ...restartOf(family, runner)),
      changes: true,
    },
    {
      id: "application-control",
      title: "See whether something keeps programs below /var/lib from running",
      script: script(
        "if findmnt -no OPTIONS -T /var/lib 2>/dev/null | grep -qw noexec; then",
        '  echo "/var/lib is mounted with noexec: mount it without."',
        "fi",
        "if systemctl is-active --quiet fapolicyd 2>/dev/null; then",
        '  echo "fapolicyd is active: exempt /var/lib from it."',
        "fi",
      ),
      changes: false,
      otherwise: "Exempt /var/lib from any other application control.",
    },
    {
      id: "verify",
      title: "See that the agent runs, and in which version",
      script: script(
        // Azure runs a script below a folder called waagent, which a search among processes would find.
        `systemctl is-active --quiet ${family.service} || { echo "${family.service} does not run." >&2; exit 1; }`,
        "waagent --version",
      ),
      changes: false,
    },
  ];
}

/** Gathers the three places of logs that the page names into one archive that only root reads. */
export function linuxCollectStep(): GuestStep {
  return {
    id: "collect-logs",
    title:
      "Gather /var/lib/waagent/*.xml, /var/log/waagent.log and /var/log/azure, and show the agent's last lines",
    script: script(
      "umask 077",
      "archive=/var/log/evergreen-agent-logs.tar.gz",
      "set --",
      "for path in /var/lib/waagent/*.xml /var/log/waagent.log /var/log/azure; do",
      '  if [ -e "$path" ]; then set -- "$@" "$path"; fi',
      "done",
      'if [ "$#" -eq 0 ]; then echo "There are no logs of the agent." >&2; exit 1; fi',
      'rm -f "$archive"',
      // A log that grows while it is read is no failure: tar ends with 1.
      'tar -czf "$archive" "$@" 2>/dev/null || [ "$?" -eq 1 ]',
      "if [ -e /var/log/waagent.log ]; then tail -n 20 /var/log/waagent.log; fi",
      'echo "Gathered in $archive."',
    ),
    changes: true,
  };
}

/** Turns the agent's verbose log on or off. */
export function linuxVerboseStep(
  family: LinuxFamily,
  verbose: boolean,
  runner: StepRunner,
): GuestStep {
  return {
    id: "verbose-log",
    title: `Turn the agent's verbose log ${verbose ? "on" : "off"}: Logs.Verbose=${verbose ? "y" : "n"}`,
    script: script(
      ...optionEditor,
      `set_option "Logs\\.Verbose" "Logs.Verbose=${verbose ? "y" : "n"}"`,
      ...restartOf(family, runner),
    ),
    changes: true,
  };
}

/** Nothing is updated where the distribution has its own way: its support is asked. */
function packageSteps({ title, update }: LinuxFamily): GuestStep[] {
  return update === undefined
    ? [
        {
          id: "agent-package",
          title: "See which agent there is: it is updated by the distribution, never from GitHub",
          script: script("waagent --version"),
          changes: false,
          otherwise: "Ask the distribution's support how the agent is updated.",
        },
      ]
    : [
        {
          id: "agent-package",
          title: `Update the agent from the repository of ${title}, never from GitHub`,
          script: script(...updateOf(update)),
          changes: true,
          otherwise: `${update.repository === undefined ? "" : `${update.repository} `}Where the repository has no newer package, ask the distribution's support.`,
        },
      ];
}

function updateOf({ manager, name }: AgentPackage): string[] {
  switch (manager) {
    case "apt-get":
      return [
        "export DEBIAN_FRONTEND=noninteractive",
        "apt-get -qq update",
        `apt-get -y -q -o Dpkg::Options::=--force-confold install ${name}`,
      ];
    case "zypper":
      return ["zypper --non-interactive refresh", `zypper --non-interactive install ${name}`];
    default:
      return [
        `if rpm -q ${name} > /dev/null; then ${manager} -y update ${name}; else ${manager} -y install ${name}; fi`,
      ];
  }
}

function restartOf({ service }: LinuxFamily, { throughAgent }: StepRunner): string[] {
  return throughAgent
    ? [
        `systemd-run --on-active=${restartDelayInSeconds} systemctl restart ${service}`,
        `echo "${service} is restarted in ${restartDelayInSeconds} seconds."`,
      ]
    : [`systemctl restart ${service}`];
}

/** Changes lines of the agent's configuration in place; what is right already is left alone. */
const optionEditor = [
  "conf=/etc/waagent.conf",
  'touch "$conf"',
  "set_option() {",
  '  if grep -q "^[[:space:]]*$1[[:space:]]*=" "$conf"; then',
  '    sed -i "s|^[[:space:]]*$1[[:space:]]*=.*|$2|" "$conf"',
  "  else",
  // A last line without an end would swallow the new one.
  '    [ -z "$(tail -c 1 "$conf")" ] || echo >> "$conf"',
  '    echo "$2" >> "$conf"',
  "  fi",
  "}",
  "rename_option() {",
  '  sed -i "s|^[[:space:]]*$1[[:space:]]*=|$2=|" "$conf"',
  "}",
];

function script(...lines: readonly string[]): string {
  return stepScript("Linux", lines);
}
