import { sameId } from "../../azure/resource-id";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Call, type LinkedScope, type Operation } from "../operation";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";

export const diagnosticSettingType = "Microsoft.Insights/diagnosticSettings";

const path = `/{scope}/providers/${diagnosticSettingType}`;
const examples = "azure-rest-api-specs monitor examples/2021-05-01-preview";

/** Where a setting may send logs and metrics, with what the writer must be allowed to do there. */
const destinations: Readonly<Record<string, string>> = {
  workspaceId: "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
  storageAccountId: "Microsoft.Storage/storageAccounts/listKeys/action",
  eventHubAuthorizationRuleId: "Microsoft.EventHub/namespaces/authorizationRules/listKeys/action",
};

/**
 * Diagnostic settings of any resource. Nothing is sent anywhere.
 *
 * Rights at the destinations: JimGBritt/AzurePolicy issue 17 (workspace), CDCgov/prime-reportstream
 * issue 7678 (event hub); assumption: a storage account's keys likewise.
 */
export const diagnosticSettingOperations: Operation[] = resourceType({
  type: diagnosticSettingType,
  path: `${path}/{name}`,
  provisioningState: false,
  extension: true,
  get: { id: "DiagnosticSettings_Get", witness: `${examples}/getDiagnosticSetting.json` },
  put: {
    id: "DiagnosticSettings_CreateOrUpdate",
    witness: `${examples}/createOrUpdateDiagnosticSetting.json, whose one answer is 200`,
    created: 200,
  },
  delete: { id: "DiagnosticSettings_Delete", witness: `${examples}/deleteDiagnosticSetting.json` },
  lists: [
    {
      id: "DiagnosticSettings_List",
      path,
      witness: `${examples}/listDiagnosticSettings.json`,
    },
  ],
  links: (_call, body) => sinksOf(body),
  validate: (call, body) => {
    requireOwnSinks(call, body);
  },
});

function sinksOf(body: unknown): LinkedScope[] {
  const properties = asObject(valueAt(body, "properties"));
  return Object.entries(destinations).flatMap(([name, action]) => {
    const scope = asText(properties[name]);
    return scope === undefined || scope === "" ? [] : [{ action, scope }];
  });
}

/** One category of a resource goes to a destination once. Text: Azure/terraform-azurerm-avm-ptn-aiml-landing-zone issue 19. */
function requireOwnSinks(call: Call, body: ResourceBody): void {
  const sinks = sinksOf(body);
  const resource = call.path.slice(0, call.path.toLowerCase().lastIndexOf("/providers/"));
  const others = call.estate
    .within(resource)
    .filter(({ id, type }) => type === diagnosticSettingType && !sameId(id, call.path))
    .filter(({ id }) => sameId(id.slice(0, id.toLowerCase().lastIndexOf("/providers/")), resource));
  for (const other of others) {
    const taken = sinksOf(other);
    const sink = sinks.find(({ scope }) => taken.some((each) => sameId(each.scope, scope)));
    const known = new Set(categoriesOf(other));
    const category = categoriesOf(body).find((each) => known.has(each));
    if (sink !== undefined && category !== undefined) {
      throw new ArmError(
        409,
        "Conflict",
        `Data sink '${sink.scope}' is already used in diagnostic setting '${other.name}' for category ` +
          `'${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
      );
    }
  }
}

function categoriesOf(setting: unknown): string[] {
  const all: JsonObject[] = ["logs", "metrics"].flatMap((kind) =>
    asArray(valueAt(setting, `properties.${kind}`)).map(asObject),
  );
  return all
    .filter(({ enabled }) => enabled === true)
    .map(({ category, categoryGroup }) => asText(category) ?? asText(categoryGroup) ?? "");
}
