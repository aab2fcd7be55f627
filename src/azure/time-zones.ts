import catalogue from "./data/time-zones.json";
import type { Finding } from "./finding";
import { nearestWords } from "./nearest-words";

interface Tables {
  /** Windows id → its usual IANA name. */
  readonly windows: ReadonlyMap<string, string | undefined>;
  /** IANA name, older ones too → Windows id. */
  readonly iana: ReadonlyMap<string, string | undefined>;
}

let tables: Tables | undefined;

/** Filled at the first question: most programs ask none. */
function zones(): Tables {
  tables ??= buildTables();
  return tables;
}

function buildTables(): Tables {
  const windows = new Map<string, string | undefined>();
  const iana = new Map<string, string | undefined>();
  for (const [id, names] of Object.entries(catalogue.windows)) {
    const [usual, ...others] = names.split(" ");
    windows.set(id, usual);
    for (const name of [usual, ...others]) {
      iana.set(name ?? "", id);
    }
  }
  catalogue.windowsOnly.forEach((id) => windows.set(id, undefined));
  catalogue.ianaOnly.forEach((name) => iana.set(name, undefined));
  return { windows, iana };
}

/** The Windows id of an IANA name; `undefined` when there is none. Source: Unicode CLDR, windowsZones. */
export function ianaToWindows(name: string): string | undefined {
  return zones().iana.get(name);
}

/** The usual IANA name of a Windows id; `undefined` when there is none. Source: Unicode CLDR, windowsZones. */
export function windowsToIana(id: string): string | undefined {
  return zones().windows.get(id);
}

/**
 * Whether two zones are the same, each in either notation: Azure answers in the one it likes. IANA
 * names with one Windows id count as the same, for example `Europe/Berlin` and `Europe/Stockholm`.
 */
export function sameTimeZone(a: string, b: string): boolean {
  return a === b || (ianaToWindows(a) ?? a) === (ianaToWindows(b) ?? b);
}

/**
 * Refuses what is no Windows time zone: for a machine's `windowsConfiguration.timeZone`, a maintenance
 * window and a backup policy, which take no IANA name.
 */
export function windowsTimeZoneFindings(id: string, propertyPath: string): Finding[] {
  const { windows } = zones();
  if (windows.has(id)) {
    return [];
  }
  const translated = ianaToWindows(id);
  return [
    {
      ruleId: "EVG-TIME-001",
      severity: "error",
      propertyPath,
      ...(translated === undefined
        ? {
            message: `"${id}" is not a Windows time zone.`,
            fix: `Did you mean ${nearestWords(id, [...windows.keys()])}?`,
          }
        : {
            message: `"${id}" is an IANA time zone; Azure takes a Windows time zone here.`,
            fix: `Give "${translated}".`,
          }),
    },
  ];
}

/** Refuses what is a time zone in neither notation: for an automation schedule, which takes both. */
export function timeZoneFindings(zone: string, propertyPath: string): Finding[] {
  const { windows, iana } = zones();
  if (windows.has(zone) || iana.has(zone)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-TIME-002",
      severity: "error",
      propertyPath,
      message: `"${zone}" is neither a Windows time zone nor an IANA one.`,
      fix: `Did you mean ${nearestWords(zone, [...windows.keys(), ...iana.keys()])}?`,
    },
  ];
}
