import { propertyPath, type Finding } from "./finding";

/** Where one diagnostic setting sends what. */
export interface DiagnosticSetting {
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubAuthorizationRuleId?: string;
  readonly eventHubName?: string;
  readonly marketplacePartnerId?: string;
  /** Log categories, log category groups and metric categories alike. */
  readonly categories: readonly string[];
}

const destinations = [
  "workspaceId",
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "marketplacePartnerId",
] as const;

/** Refuses a setting that sends nothing, or nowhere. Source: learn.microsoft.com azure-monitor/platform/diagnostic-settings. */
export function diagnosticSettingFindings(setting: DiagnosticSetting, path: string): Finding[] {
  const findings: Finding[] = [];
  if (destinations.every((name) => setting[name] === undefined)) {
    findings.push(
      error(
        "EVG-DIAGNOSTIC-001",
        path,
        "The diagnostic setting has no destination.",
        "Give workspaceId, storageAccountId, eventHubAuthorizationRuleId or marketplacePartnerId.",
      ),
    );
  }
  if (setting.eventHubName !== undefined && setting.eventHubAuthorizationRuleId === undefined) {
    findings.push(
      error(
        "EVG-DIAGNOSTIC-002",
        propertyPath(path, "eventHubName"),
        `The event hub "${setting.eventHubName}" is given without the right to send to it.`,
        "Give eventHubAuthorizationRuleId, the id of an authorization rule of the event hub's namespace.",
      ),
    );
  }
  if (setting.categories.length === 0) {
    findings.push(
      error(
        "EVG-DIAGNOSTIC-003",
        path,
        "The diagnostic setting sends neither logs nor metrics.",
        "Give logCategoryGroups, logCategories or metricCategories, or leave all three out.",
      ),
    );
  }
  return findings;
}

/** Refuses what Azure refuses with a conflict: two settings that send one category to one destination. Source: Azure/terraform-azurerm-avm-ptn-aiml-landing-zone issue 19. */
export function sharedDestinationFindings(
  settings: Readonly<Record<string, DiagnosticSetting>>,
  basePath: string,
): Finding[] {
  const entries = Object.entries(settings);
  return entries.flatMap(([key, setting], index) =>
    entries.slice(0, index).flatMap(([earlierKey, earlier]) => {
      const destination = destinations.find(
        (name) =>
          setting[name] !== undefined &&
          setting[name].toLowerCase() === earlier[name]?.toLowerCase(),
      );
      const category = setting.categories.find((each) => earlier.categories.includes(each));
      return destination === undefined || category === undefined
        ? []
        : [
            error(
              "EVG-DIAGNOSTIC-004",
              propertyPath(basePath, key),
              `"${key}" sends "${category}" to the same ${destination} as "${earlierKey}", which Azure refuses.`,
              "Send each category to a destination once.",
            ),
          ];
    }),
  );
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
