import catalogue from "./data/guest-patch-images.json";
import { editDistance } from "./nearest-words";
import { InvalidInputError, type Finding } from "./finding";
import type { OperatingSystem } from "./guest-patching";
import { isUpdateManagerImage } from "./update-manager-images";

/** A marketplace image. Azure compares its words without regard to case. */
export interface ImageReference {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  /** Defaults to `latest`. */
  readonly version?: string | undefined;
}

interface CatalogueRow {
  readonly publisher: string;
  readonly offer: string;
  readonly skus: readonly string[];
}

const windowsImages = imagesOf(catalogue.windows);
const linuxImages = imagesOf(catalogue.linux);
const platformKeys: Readonly<Record<OperatingSystem, ReadonlySet<string>>> = {
  Windows: keysOf(windowsImages),
  Linux: keysOf(linuxImages),
};
const hotpatchKeys = keysOf(imagesOf(catalogue.hotpatchable));

/** Refuses a text that is not `publisher:offer:sku` with an optional `:version`. */
export function imageUrnFindings(urn: string, path: string): Finding[] {
  const words = urn.split(":");
  if ((words.length === 3 || words.length === 4) && words.every((word) => /^[\w.-]+$/.test(word))) {
    return [];
  }
  return [
    {
      ruleId: "EVG-IMAGE-001",
      severity: "error",
      propertyPath: path,
      message: `"${urn}" is not an image: it must read publisher:offer:sku or publisher:offer:sku:version.`,
      fix: 'Write it as "az vm image list" prints it, for example "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest".',
    },
  ];
}

/** Reads `publisher:offer:sku[:version]`; throws `InvalidInputError` for anything else. */
export function parseImageUrn(urn: string, path = "image"): ImageReference {
  const findings = imageUrnFindings(urn, path);
  if (findings.length > 0) {
    throw new InvalidInputError("The image", findings);
  }
  const [publisher = "", offer = "", sku = "", version] = urn.split(":");
  return { publisher, offer, sku, ...(version !== undefined && { version }) };
}

/**
 * Whether Azure patches machines of this image by itself, and assesses and installs on demand.
 * Exact publisher, offer and SKU, whatever the version; without an operating system, either.
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching, supported OS images.
 */
export function supportsPlatformPatching(
  image: ImageReference,
  operatingSystem?: OperatingSystem,
): boolean {
  const key = keyOf(image);
  return operatingSystem === undefined
    ? platformKeys.Windows.has(key) || platformKeys.Linux.has(key)
    : platformKeys[operatingSystem].has(key);
}

/** Whether machines of this image take patches without a reboot. Source: as {@linkcode supportsPlatformPatching}. */
export function supportsHotpatching(image: ImageReference): boolean {
  return hotpatchKeys.has(keyOf(image));
}

/**
 * Whether Azure Update Manager's schedules and periodic assessment take machines of this image:
 * wider than {@linkcode supportsPlatformPatching}. Custom images are taken too; they have no
 * publisher and are not asked about here.
 */
export function supportsUpdateManager(image: ImageReference): boolean {
  return supportsPlatformPatching(image) || isUpdateManagerImage(image);
}

/**
 * The images nearest to one, among those that the platform patches: of the same publisher (a
 * mistyped name counts), then by offer, then by SKU. Empty when the publisher has none.
 */
export function nearestPlatformImages(image: ImageReference, count = 3): ImageReference[] {
  const longestTypo = 2;
  return [...windowsImages, ...linuxImages]
    .map((candidate, position) => ({
      candidate,
      distances: [
        editDistance(image.publisher, candidate.publisher),
        editDistance(image.offer, candidate.offer),
        editDistance(image.sku, candidate.sku),
        -position,
      ],
    }))
    .filter(({ distances }) => (distances[0] ?? 0) <= longestTypo)
    .sort((left, right) => compareLists(left.distances, right.distances))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Refuses an image that Azure does not patch by itself, naming the nearest that it does. */
export function platformImageFindings(image: ImageReference, path: string): Finding[] {
  if (supportsPlatformPatching(image)) {
    return [];
  }
  const nearest = nearestPlatformImages(image).map((candidate) => `"${urnOf(candidate)}"`);
  const instead = "let a schedule or the operating system patch the machine";
  return [
    {
      ruleId: "EVG-IMAGE-002",
      severity: "error",
      propertyPath: path,
      message: `"${urnOf(image)}" is not among the images that Azure patches by itself.`,
      fix:
        nearest.length > 0
          ? `Use the nearest that are, ${nearest.join(", ")}, or ${instead}.`
          : `No image of publisher "${image.publisher}" is: use another publisher's, or ${instead}.`,
    },
  ];
}

/** Refuses an image that is known to hold the other operating system. Azure takes each one's settings for its own images alone. */
export function imageSystemFindings(
  image: ImageReference,
  operatingSystem: OperatingSystem,
  path: string,
): Finding[] {
  const other = operatingSystem === "Windows" ? "Linux" : "Windows";
  if (!supportsPlatformPatching(image, other)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-IMAGE-005",
      severity: "error",
      propertyPath: path,
      message: `"${urnOf(image)}" is an image of ${other}, and the machine's settings are those of ${operatingSystem}.`,
      fix: `Use an image of ${operatingSystem}, or a ${other}VirtualMachine.`,
    },
  ];
}

/** Refuses hotpatching for an image that cannot be patched without a reboot. */
export function hotpatchImageFindings(image: ImageReference, path: string): Finding[] {
  if (supportsHotpatching(image)) {
    return [];
  }
  const skus = catalogue.hotpatchable.flatMap((row) => row.skus).map((sku) => `"${sku}"`);
  return [
    {
      ruleId: "EVG-IMAGE-003",
      severity: "error",
      propertyPath: path,
      message: `"${urnOf(image)}" cannot be patched without a reboot.`,
      fix: `Use one of the SKUs of MicrosoftWindowsServer:WindowsServer that can, ${skus.join(", ")}, or switch hotpatching off.`,
    },
  ];
}

/** Warns of an image that Update Manager's built-in policies pass over without a word. */
export function updateManagerImageFindings(image: ImageReference, path: string): Finding[] {
  if (supportsUpdateManager(image)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-IMAGE-004",
      severity: "warning",
      propertyPath: path,
      message: `"${urnOf(image)}" is not among the images that Azure Update Manager's built-in policies look at, so they will call the machine not applicable.`,
      fix: "Check in Update Manager that the machine is assessed, or use a listed image.",
    },
  ];
}

/**
 * Whether an image was in the preview of February 2021: seven rows, of which `RHEL 7.x` stands for
 * every minor release. Source: docs.microsoft.com virtual-machines/automatic-vm-guest-patching, 02/17/2021.
 */
export function matchesPreviewCatalogue(image: ImageReference): boolean {
  const key = keyOf(image);
  return /^redhat:rhel:7[._]\d+$/.test(key) || previewKeys.has(key);
}

const previewKeys: ReadonlySet<string> = new Set([
  "canonical:ubuntuserver:18.04-lts",
  "microsoftwindowsserver:windowsserver:2012-r2-datacenter",
  "microsoftwindowsserver:windowsserver:2016-datacenter",
  "microsoftwindowsserver:windowsserver:2016-datacenter-server-core",
  "microsoftwindowsserver:windowsserver:2019-datacenter",
  "microsoftwindowsserver:windowsserver:2019-datacenter-core",
]);

/** Whether an image holds Red Hat Enterprise Linux, also as hardened by the Center for Internet Security. */
export function isRedHat(image: ImageReference): boolean {
  return /^redhat:|^center-for-internet-security-inc:cis-rhel/.test(keyOf(image));
}

/** Every image that Azure patches by itself, with its operating system: those that are known one by one. */
export function platformImages(): readonly (ImageReference & {
  readonly operatingSystem: OperatingSystem;
})[] {
  return [
    ...windowsImages.map((image) => ({ ...image, operatingSystem: "Windows" as const })),
    ...linuxImages.map((image) => ({ ...image, operatingSystem: "Linux" as const })),
  ];
}

/** `publisher:offer:sku`, with the version when there is one. */
export function urnOf(image: ImageReference): string {
  const { publisher, offer, sku, version } = image;
  return [publisher, offer, sku, ...(version === undefined ? [] : [version])].join(":");
}

function imagesOf(rows: readonly CatalogueRow[]): readonly ImageReference[] {
  return rows.flatMap(({ publisher, offer, skus }) =>
    skus.map((sku) => ({ publisher, offer, sku })),
  );
}

function keysOf(images: readonly ImageReference[]): ReadonlySet<string> {
  return new Set(images.map(keyOf));
}

function keyOf({ publisher, offer, sku }: ImageReference): string {
  return `${publisher}:${offer}:${sku}`.toLowerCase();
}

function compareLists(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, position) => value !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
