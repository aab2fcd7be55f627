/** The words that a runbook's `runbookType` takes. Source: Automation API 2024-10-23, `RunbookTypeEnum`; 2023-11-01 for the older words. */
export const runbookTypes: readonly string[] = [
  "Script",
  "Graph",
  "PowerShellWorkflow",
  "PowerShell",
  "PowerShell72",
  "GraphPowerShellWorkflow",
  "GraphPowerShell",
  "Python",
  "Python2",
  "Python3",
];

/** Runtime environments that every account has. Source: learn.microsoft.com automation/runtime-environment-overview. */
export const systemRuntimeEnvironments: Readonly<
  Record<string, { readonly language: string; readonly version: string }>
> = {
  "PowerShell-5.1": { language: "PowerShell", version: "5.1" },
  "PowerShell-7.1": { language: "PowerShell", version: "7.1" },
  "PowerShell-7.2": { language: "PowerShell", version: "7.2" },
  "Python-2.7": { language: "Python", version: "2.7" },
  "Python-3.8": { language: "Python", version: "3.8" },
  "Python-3.10": { language: "Python", version: "3.10" },
};

/** Languages of a runtime environment and their versions. Source: as {@linkcode systemRuntimeEnvironments}. */
const runtimeVersions: ReadonlyMap<string, readonly string[]> = new Map([
  ["PowerShell", ["5.1", "7.1", "7.2", "7.4"]],
  ["Python", ["2.7", "3.8", "3.10"]],
]);

/** Versions of a runtime environment's language; none of a language that there is not. */
export function versionsOf(language: string): readonly string[] {
  return runtimeVersions.get(language) ?? [];
}

/**
 * The system's runtime environment in which a runbook of a type runs that names none; `undefined` for
 * types that have none, such as graphs. Source: as {@linkcode systemRuntimeEnvironments}.
 */
export function runtimeEnvironmentOf(runbookType: string): string | undefined {
  return runtimeOfType[runbookType];
}

const runtimeOfType: Readonly<Record<string, string>> = {
  PowerShell: "PowerShell-5.1",
  PowerShell72: "PowerShell-7.2",
  Python2: "Python-2.7",
  Python3: "Python-3.8",
};
