import { deterministicGuid } from "../../azure/guid";
import type { OperatingSystem } from "../../azure/guest-patching";
import { isHotpatchBaseline, platformClassifications } from "../../azure/platform-patching";

/** A patch as its vendor publishes it. */
export interface PublishedPatch {
  readonly patchId: string;
  readonly name: string;
  /** Package version, Linux alone. */
  readonly version?: string;
  /** Windows alone. */
  readonly kbId?: string;
  readonly classification: string;
  readonly rebootBehavior: "NeverReboots" | "AlwaysRequiresReboot" | "CanRequestReboot";
  readonly publishedDate: string;
}

/** How old the image of a new machine is: what was published since then it lacks. */
const imageAgeInMonths = 1;

/**
 * What was published for an operating system from one time to another. The patches are ours; their
 * rhythm is the vendors': Windows on the second Tuesday of each month, Linux packages as they come.
 *
 * Source of the rhythm: learn.microsoft.com windows/deployment/update/release-cycle.
 */
export function publishedBetween(
  system: OperatingSystem,
  machineCreated: Date,
  until: Date,
): PublishedPatch[] {
  const month = new Date(
    Date.UTC(machineCreated.getUTCFullYear(), machineCreated.getUTCMonth() - imageAgeInMonths, 1),
  );
  const patches: PublishedPatch[] = [];
  while (month <= until) {
    const published = publishedIn(system, month);
    month.setUTCMonth(month.getUTCMonth() + 1);
    // Only of the last month some may be still to come.
    patches.push(
      ...(month <= until
        ? published
        : published.filter(({ publishedDate }) => new Date(publishedDate) <= until)),
    );
  }
  return patches;
}

/** When the newest critical or security patch was published that there is at a time. */
export function lastNeeded(system: OperatingSystem, at: Date): Date {
  const [first, ...rest] = publishedBetween(system, at, at)
    .filter(({ classification }) => platformClassifications.includes(classification))
    .map(({ publishedDate }) => new Date(publishedDate).getTime());
  return new Date(Math.max(first ?? 0, ...rest));
}

/**
 * The same patches for a machine that takes them without a restart: its cumulative updates require
 * none, but for those of baseline months.
 */
export function hotpatches(patches: readonly PublishedPatch[]): PublishedPatch[] {
  return patches.map((patch) =>
    patch.classification === "Security" && !isHotpatchBaseline(new Date(patch.publishedDate))
      ? { ...patch, rebootBehavior: "NeverReboots" }
      : patch,
  );
}

const months = new Map<string, readonly PublishedPatch[]>();

/** What was published in a month; always the same, and so worked out once. */
function publishedIn(system: OperatingSystem, month: Date): readonly PublishedPatch[] {
  const key = `${system} ${month.getTime()}`;
  const published =
    months.get(key) ?? (system === "Windows" ? windowsMonth(month) : linuxMonth(month));
  months.set(key, published);
  return published;
}

function windowsMonth(month: Date): PublishedPatch[] {
  const label = month.toISOString().slice(0, 7);
  const number = (month.getUTCFullYear() - 2000) * 12 + month.getUTCMonth();
  const on = secondTuesday(month).toISOString();
  const patch = (
    kb: number,
    name: string,
    classification: string,
    rebootBehavior: PublishedPatch["rebootBehavior"],
  ): PublishedPatch => ({
    patchId: deterministicGuid("patch", `KB${kb}`),
    name: `${label} ${name} (KB${kb})`,
    kbId: String(kb),
    classification,
    rebootBehavior,
    publishedDate: on,
  });
  return [
    patch(
      5_000_000 + number,
      "Cumulative Update for Windows Server",
      "Security",
      "CanRequestReboot",
    ),
    patch(5_100_000 + number, "Cumulative Update for .NET", "Updates", "NeverReboots"),
    patch(2_267_602, "Security Intelligence Update", "Definition", "NeverReboots"),
  ].map((one) => ({ ...one, patchId: deterministicGuid("patch", label, one.kbId ?? "") }));
}

function linuxMonth(month: Date): PublishedPatch[] {
  const number = (month.getUTCFullYear() - 2000) * 12 + month.getUTCMonth();
  const patch = (
    day: number,
    name: string,
    version: string,
    classification: string,
    rebootBehavior: PublishedPatch["rebootBehavior"],
  ): PublishedPatch => ({
    patchId: deterministicGuid("patch", name, version),
    name,
    version,
    classification,
    rebootBehavior,
    publishedDate: new Date(month.getTime() + (day - 1) * 86_400_000).toISOString(),
  });
  return [
    patch(5, "openssl", `3.0.2-0.${number}`, "Security", "NeverReboots"),
    patch(12, "linux-image-azure", `5.15.0.${number}`, "Critical", "AlwaysRequiresReboot"),
    patch(19, "curl", `7.81.0-1.${number}`, "Other", "NeverReboots"),
  ];
}

function secondTuesday(month: Date): Date {
  const firstTuesday = ((2 - month.getUTCDay() + 7) % 7) + 1;
  return new Date(month.getTime() + (firstTuesday + 6) * 86_400_000 + 17 * 3_600_000);
}
