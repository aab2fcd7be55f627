import type { OperatingSystem } from "./guest-patching";
import type { ImageReference } from "./images";

/** Where a machine's patches come from, as far as Azure is told. Azure never sets it. */
export interface PatchSource {
  readonly kind:
    /** The machine tells that it is Microsoft's own Windows Update. */
    | "WindowsUpdate"
    /** Windows Update or a WSUS: the machine tells both alike. */
    | "WindowsUpdateOrWsus"
    /** The package repositories that the machine is configured for, public or private. */
    | "PackageRepositories"
    | "Unknown";
  /** One sentence. */
  readonly told: string;
  /** Commands that tell it, run in the machine. */
  readonly ask: readonly string[];
  /** Commands that try to reach it, run in the machine. */
  readonly reach: readonly string[];
}

const wsusKey = String.raw`HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`;

/**
 * The registry keys that name a WSUS, and Windows Update's own address.
 *
 * Source: learn.microsoft.com update-manager/configure-wu-agent ("Verification of the patch source"),
 * update-manager/troubleshoot (`WUServer`); windows/deployment/update/windows-update-troubleshooting.
 */
const windowsCommands = {
  ask: [
    `Get-ItemProperty ${wsusKey} -ErrorAction SilentlyContinue | Format-List WUServer, WUStatusServer`,
    String.raw`Get-ItemProperty ${wsusKey}\AU -ErrorAction SilentlyContinue | Format-List UseWUServer, NoAutoUpdate`,
  ],
  reach: [
    "Test-NetConnection sls.update.microsoft.com -Port 443  # or the host and port of WUServer",
  ],
};

type PackageManager = "APT" | "YUM" | "Zypper";

const packageCommands: Readonly<Record<PackageManager, Pick<PatchSource, "ask" | "reach">>> = {
  APT: {
    ask: [
      "grep -rhE '^(deb|URIs:)' /etc/apt/sources.list /etc/apt/sources.list.d",
      "apt-config dump Acquire::http::Proxy",
    ],
    reach: ["sudo apt-get update"],
  },
  YUM: {
    ask: [
      "sudo yum repolist -v | grep -E 'Repo-(id|baseurl|mirrors)'",
      "grep -s ^proxy /etc/yum.conf /etc/dnf/dnf.conf",
    ],
    reach: ["sudo yum makecache"],
  },
  Zypper: { ask: ["zypper lr -u"], reach: ["sudo zypper refresh"] },
};

/**
 * Names the patch source of a machine. Patching by Azure or a schedule uses what the machine is
 * configured for, so that two machines of one set may be patched from different sources.
 *
 * @param service - `patchServiceUsed` of the last assessment or installation; empty where there is none.
 *
 * Source: learn.microsoft.com update-manager/query-logs (`patchServiceUsed`),
 * virtual-machines/automatic-vm-guest-patching ("doesn't configure the patch source");
 * `PatchServiceUsed` of the Hybrid Compute API (`WU` beside `WU_WSUS`).
 */
export function patchSourceOf(machine: {
  readonly operatingSystem: OperatingSystem;
  readonly service: string;
  readonly image: ImageReference | undefined;
}): PatchSource {
  const { operatingSystem, service, image } = machine;
  if (operatingSystem === "Windows") {
    return { ...windowsSource(service), ...windowsCommands };
  }
  const told = (Object.keys(packageCommands) as PackageManager[]).find(
    (name) => name.toLowerCase() === service.toLowerCase(),
  );
  const manager = told ?? packageManagerOf(image);
  return {
    kind: told === undefined ? "Unknown" : "PackageRepositories",
    told:
      told === undefined
        ? "Nothing is known of its package repositories before it has been assessed."
        : `The ${told} repositories that the machine is configured for, public or private.`,
    ...(manager === undefined
      ? { ask: ["cat /etc/os-release"], reach: [] }
      : packageCommands[manager]),
  };
}

/** What a machine of a set tells of its patch source. */
export interface SourceOfMember {
  readonly name: string;
  /** `patchServiceUsed` of its last assessment; empty where there is none. */
  readonly service: string;
  /** What its tag says, where a tag is looked at and it has one. */
  readonly tag: string | undefined;
}

/**
 * Whether the machines of an availability set or a scale set are patched from one source. Of what they
 * tell Azure only a difference says something: two machines that both tell `APT` may have different
 * repositories. Azure does not configure the source, so that a set with several gets different patches.
 *
 * @param tag - Name of the tag in which machines tell their source; left out, none is looked at.
 *
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching ("Which patches are installed?").
 */
export function patchSourcesOfSet(
  members: readonly SourceOfMember[],
  tag?: string,
): { readonly state: "met" | "notMet" | "unknown"; readonly found: string } {
  const services = grouped(members, ({ service }) => service);
  services.delete("");
  if (services.size > 1) {
    return { state: "notMet", found: `they use different services: ${listed(services)}.` };
  }
  const tags = grouped(members, (member) => member.tag ?? "");
  if (tag !== undefined && tags.size > 1) {
    return { state: "notMet", found: `the tag "${tag}" differs: ${listed(tags)}.` };
  }
  const [value = ""] = tags.keys();
  if (tag !== undefined && value !== "") {
    return { state: "met", found: `the tag "${tag}" says "${value}" of each.` };
  }
  const [service] = services.keys();
  return {
    state: "unknown",
    found: `${service === undefined ? "none tells its service" : `each that tells its service says ${service}`}; whether it is one source only the machines know.`,
  };
}

function grouped(
  members: readonly SourceOfMember[],
  keyOf: (member: SourceOfMember) => string,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const member of members) {
    const key = keyOf(member);
    groups.set(key, [...(groups.get(key) ?? []), member.name]);
  }
  return groups;
}

/** `"APT" of a, b; none of c`. */
function listed(groups: ReadonlyMap<string, readonly string[]>): string {
  return [...groups]
    .map(([key, names]) => `${key === "" ? "none" : `"${key}"`} of ${names.join(", ")}`)
    .join("; ");
}

function windowsSource(service: string): Pick<PatchSource, "kind" | "told"> {
  if (/^WU$/i.test(service)) {
    return { kind: "WindowsUpdate", told: "Microsoft's public Windows Update." };
  }
  return /^WU[-_]WSUS$/i.test(service)
    ? {
        kind: "WindowsUpdateOrWsus",
        told: "Microsoft's public Windows Update, or a WSUS: the machine tells both alike.",
      }
    : { kind: "Unknown", told: "Nothing is known of it before the machine has been assessed." };
}

function packageManagerOf(image: ImageReference | undefined): PackageManager | undefined {
  const publisher = image?.publisher.toLowerCase() ?? "";
  if (/^(?:canonical|debian)/.test(publisher)) {
    return "APT";
  }
  if (/^(?:redhat|almalinux|oracle|openlogic|resf|microsoftcblmariner)/.test(publisher)) {
    return "YUM";
  }
  return publisher.startsWith("suse") ? "Zypper" : undefined;
}
