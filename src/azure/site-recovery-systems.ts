import type { ImageReference } from "./images";

/** An operating system of machines that Site Recovery replicates between Azure regions. */
export interface ReplicatedSystem {
  readonly name: string;
  readonly type: "Windows" | "Linux";
  /** Versions; a point release belongs to the version that it begins with. */
  readonly versions: readonly string[];
}

const releases = (major: number, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${major}.${from + i}`);

/**
 * Operating systems that are replicated between Azure regions.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-support-matrix (2025-06-13). Ubuntu 24.04 has an
 * extension of its own since (`LinuxUBUNTU2404`). The names are those of the refusal in
 * ReplicationEligibilityResults_Get.json ("ubuntu").
 */
export const replicatedSystems: readonly ReplicatedSystem[] = [
  {
    name: "windows server",
    type: "Windows",
    versions: ["2008-R2", "2012", "2012-R2", "2016", "2019", "2022", "2025"],
  },
  { name: "windows", type: "Windows", versions: ["7", "8", "8.1", "10", "11"] },
  {
    name: "rhel",
    type: "Linux",
    versions: [
      ...releases(6, 7, 10),
      ...releases(7, 0, 9),
      ...releases(8, 0, 10),
      ...releases(9, 0, 5),
    ],
  },
  {
    name: "ubuntu",
    type: "Linux",
    versions: ["14.04", "16.04", "18.04", "20.04", "22.04", "24.04"],
  },
  { name: "debian", type: "Linux", versions: ["7", "8", "9", "10", "11", "12"] },
  { name: "sles", type: "Linux", versions: ["11", "12", "15"] },
  {
    name: "oracle linux",
    type: "Linux",
    versions: [
      ...releases(6, 4, 10),
      ...releases(7, 0, 9),
      ...releases(8, 0, 10),
      ...releases(9, 0, 5),
    ],
  },
];

interface Reader {
  readonly name: string;
  readonly offer: RegExp;
  /** Finds the version in offer and SKU; its groups are joined with points. */
  readonly version: RegExp;
}

/** How marketplace images of a publisher name their system. */
const readers = new Map<string, readonly Reader[]>(
  Object.entries({
    canonical: [{ name: "ubuntu", offer: /ubuntu/, version: /(\d\d)[._-]?(04|10)/ }],
    microsoftwindowsserver: [
      { name: "windows server", offer: /windowsserver/, version: /\b(20\d\d(?:-r2)?)/ },
    ],
    microsoftwindowsdesktop: [{ name: "windows", offer: /windows/, version: /windows-?(\d\d)/ }],
    redhat: [{ name: "rhel", offer: /rhel/, version: /\/(\d+)(?:[._](\d+)|-)/ }],
    debian: [{ name: "debian", offer: /debian/, version: /debian-?(\d+)/ }],
    suse: [{ name: "sles", offer: /sles/, version: /sles[a-z-]*?-?(\d\d)/ }],
    oracle: [{ name: "oracle linux", offer: /oracle-linux/, version: /ol(\d)(\d+)/ }],
  }),
);

/** Name and version of a marketplace image's system; `undefined` where its words do not tell. */
export function systemOfImage(
  image: Pick<ImageReference, "publisher" | "offer" | "sku">,
): { readonly name: string; readonly version: string } | undefined {
  const words = `${image.offer}/${image.sku}`.toLowerCase();
  const reader = readers.get(image.publisher.toLowerCase())?.find(({ offer }) => offer.test(words));
  const found = reader?.version.exec(words) ?? undefined;
  if (reader === undefined || found === undefined) {
    return undefined;
  }
  // A version without a point release leaves the second group empty.
  const version = found.slice(1).join(".").replace(/\.$/, "").toUpperCase();
  return { name: reader.name, version };
}

/** Whether a system is replicated: its version, or one of its point releases when only that is told. */
export function isReplicatedSystem(system: {
  readonly name: string;
  readonly version: string;
}): boolean {
  const { name, version } = system;
  const versions = replicatedSystems.find((known) => known.name === name)?.versions ?? [];
  return versions.some(
    (known) =>
      known === version || known.startsWith(`${version}.`) || version.startsWith(`${known}.`),
  );
}
