/** What keeps a machine from its patches, as far as an error tells it. */
export type PatchErrorCause =
  /** The place where its patches come from cannot be reached: Windows Update, WSUS or a repository. */
  | "SourceUnreachable"
  /** The Windows Update service is off. */
  | "WindowsUpdateDisabled"
  /** The patches are for subscribers only. */
  | "SubscriptionNeeded"
  | "Other";

/** An error of an assessment or an installation. */
export interface PatchError {
  readonly code: string;
  /** The machine's own text. */
  readonly message: string;
  readonly cause: PatchErrorCause;
  /** What to do about it, one sentence. */
  readonly fix: string;
}

const fixes: Readonly<Record<PatchErrorCause, string>> = {
  SourceUnreachable:
    "Let the machine reach what it is configured for: Windows Update, its WSUS, or its package repositories.",
  WindowsUpdateDisabled:
    "Switch the service on in the machine: Set-Service wuauserv -StartupType Manual; Start-Service wuauserv.",
  SubscriptionNeeded: "Attach the machine to Ubuntu Pro, or upgrade its release.",
  Other: "Read the extension's log in the machine, and try to update it there.",
};

/**
 * Codes that tell a cause. Sources: learn.microsoft.com update-manager/troubleshoot ("Machine shows as
 * Not assessed and shows an HRESULT exception"); Azure/LinuxPatchExtension (`UA_ESM_REQUIRED`).
 */
const causesByCode: ReadonlyMap<string, PatchErrorCause> = new Map([
  ["0x8024402c", "SourceUnreachable"],
  ["0x8024401c", "SourceUnreachable"],
  ["0x8024402f", "SourceUnreachable"],
  ["0x80072ee2", "SourceUnreachable"],
  ["0x8024002e", "WindowsUpdateDisabled"],
  ["0x80070422", "WindowsUpdateDisabled"],
  ["ua_esm_required", "SubscriptionNeeded"],
]);

/** How package managers say that a repository cannot be reached: apt, then yum and dnf, then zypper. */
const unreachableTexts: readonly RegExp[] = [
  /failed to fetch|could not resolve|could not connect to|temporary failure resolving/i,
  /cannot find a valid baseurl|cannot retrieve repository metadata|failed to download metadata for repo|curl error \(\d+\)/i,
  /download \(curl\) error|timeout exceeded when accessing/i,
];

/**
 * The errors in what Azure tells of an assessment or an installation: an object with `code`, `message`
 * and `details`, or its JSON. Nothing when it tells of success. Azure keeps the first five.
 *
 * Source: learn.microsoft.com update-manager/query-logs (`errorDetails`); Compute API, `ApiError`.
 */
export function patchErrorsIn(told: unknown): PatchError[] {
  const value = typeof told === "string" ? parsed(told) : told;
  if (typeof value === "string") {
    return value.trim() === "" ? [] : [patchError("", value)];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const { code, message, details } = value as Record<string, unknown>;
  const inner = (Array.isArray(details) ? details : []).flatMap(patchErrorsIn);
  if (inner.length > 0) {
    return inner;
  }
  const words = [code, message].map((word) => (typeof word === "string" ? word : ""));
  const [ownCode = "", text = ""] = words;
  return /^(?:success|0|)$/i.test(ownCode) && !/0x[0-9a-f]{8}/i.test(text)
    ? []
    : [patchError(ownCode, text)];
}

function patchError(code: string, message: string): PatchError {
  const cause = causeOf(code, message);
  return { code, message, cause, fix: fixes[cause] };
}

function causeOf(code: string, message: string): PatchErrorCause {
  const codes = [code, ...(message.match(/0x[0-9a-f]{8}/gi) ?? [])];
  const known = codes.map((each) => causesByCode.get(each.toLowerCase())).find(Boolean);
  return (
    known ?? (unreachableTexts.some((text) => text.test(message)) ? "SourceUnreachable" : "Other")
  );
}

/** JSON as what it says, any other text as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
