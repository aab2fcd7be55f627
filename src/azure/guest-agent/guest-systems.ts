import type { OperatingSystem } from "../guest-patching";
import type { ImageReference } from "../images";

/** How a family of Linux distributions installs and runs the Azure agent. */
export interface LinuxFamily {
  readonly operatingSystem: "Linux";
  /** For people: `Debian`. */
  readonly title: string;
  /** Name of the agent's service. */
  readonly service: "waagent" | "walinuxagent";
  /** Where the agent comes from; left out of a distribution that has its own way. */
  readonly update?: AgentPackage;
}

export interface AgentPackage {
  readonly manager: "apt-get" | "tdnf" | "yum" | "zypper";
  /** Name of the package in the distribution's repository. */
  readonly name: string;
  /** What must be true before the repository has the package; one sentence. */
  readonly repository?: string;
}

export interface WindowsSystem {
  readonly operatingSystem: "Windows";
  readonly title: string;
}

/**
 * The systems whose agent can be mended, by the names that the option `--system` takes.
 *
 * Source: learn.microsoft.com virtual-machines/extensions/update-linux-agent (packages), for SUSE the
 * FAQ of Azure/WALinuxAgent; the services: learn.microsoft.com
 * backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout.
 */
export const guestSystems = {
  windows: { operatingSystem: "Windows", title: "Windows" },
  ubuntu: {
    operatingSystem: "Linux",
    title: "Ubuntu",
    service: "walinuxagent",
    update: { manager: "apt-get", name: "walinuxagent" },
  },
  debian: {
    operatingSystem: "Linux",
    title: "Debian",
    service: "walinuxagent",
    update: { manager: "apt-get", name: "waagent" },
  },
  "red-hat": {
    operatingSystem: "Linux",
    title: "Red Hat, CentOS, AlmaLinux or Rocky Linux",
    service: "waagent",
    update: { manager: "yum", name: "WALinuxAgent" },
  },
  "oracle-linux": {
    operatingSystem: "Linux",
    title: "Oracle Linux",
    service: "waagent",
    update: {
      manager: "yum",
      name: "WALinuxAgent",
      repository: "The add-ons repository of Oracle Linux must be enabled.",
    },
  },
  suse: {
    operatingSystem: "Linux",
    title: "SUSE Linux Enterprise",
    service: "waagent",
    update: { manager: "zypper", name: "python-azure-agent" },
  },
  "azure-linux": {
    operatingSystem: "Linux",
    title: "Azure Linux (CBL-Mariner)",
    service: "waagent",
    update: { manager: "tdnf", name: "WALinuxAgent" },
  },
  // Flatcar and others, whose image holds the agent: it comes with the system's own updates.
  "other-linux": { operatingSystem: "Linux", title: "another Linux", service: "waagent" },
} as const satisfies Readonly<Record<string, LinuxFamily | WindowsSystem>>;

export type GuestSystemName = keyof typeof guestSystems;

export function guestSystemNamed(name: GuestSystemName): LinuxFamily | WindowsSystem {
  return guestSystems[name];
}

/** Words by which images, and agents in the instance view, tell their distribution; the first that is found counts. */
const words: readonly (readonly [RegExp, GuestSystemName])[] = [
  [/oracle/, "oracle-linux"],
  [/mariner|azure-?linux/, "azure-linux"],
  [/ubuntu/, "ubuntu"],
  [/debian/, "debian"],
  [/rhel|red-?hat|centos|alma-?linux|rocky/, "red-hat"],
  [/suse|sles/, "suse"],
];

/**
 * The system of a machine, from its image or from what its agent last told of it (`osName` of the
 * instance view); `undefined` for a Linux of which neither tells the distribution.
 */
export function guestSystemOf(machine: {
  readonly operatingSystem: OperatingSystem | undefined;
  readonly image?: Pick<ImageReference, "publisher" | "offer" | "sku"> | undefined;
  readonly osName?: string | undefined;
}): GuestSystemName | undefined {
  if (machine.operatingSystem === "Windows") {
    return "windows";
  }
  const { image, osName } = machine;
  const ofImage =
    image === undefined
      ? []
      : [image.offer, image.sku, image.publisher].map((w) => w.toLowerCase());
  // What runs counts more than what the disk was made from, and an offer more than who publishes it.
  return [osName?.toLowerCase() ?? "", ...ofImage]
    .map((text) => words.find(([word]) => word.test(text))?.[1])
    .find((name) => name !== undefined);
}
