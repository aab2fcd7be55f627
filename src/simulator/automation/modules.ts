import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Call, Operation } from "../operation";
import { plan, type PlannedKind } from "../planned-steps";
import { resourceType, type ResourceType } from "../resource-manager/resource-type";
import { accountChild, type AccountChild } from "./account-child";
import { accountPath, accountType } from "./automation-accounts";
import { badRequest } from "./automation-errors";
import { differsFromMark, markSecret } from "./secret-marks";
import { stamped } from "./stamped";

/** Modules and packages that are being imported. */
export const imports: PlannedKind = {
  subject: "imports of automation modules",
  change: "a module or package is imported",
  run: (platform, id, version) => {
    const module = platform.estate.get(id);
    if (module !== undefined) {
      const properties = asObject(module.properties);
      platform.estate.put({
        ...module,
        properties: {
          ...properties,
          provisioningState: "Succeeded",
          version: version === "" ? "1.0.0" : version,
          lastModifiedTime: platform.clock.now().toISOString(),
        },
      });
    }
  },
};

/** Modules, and packages of Python and of runtime environments: all are imported from a link. */
export const moduleOperations: Operation[] = [
  ...imported(
    { segment: "modules", parameter: "moduleName", operations: "Module" },
    { location: "optional", tags: true },
  ),
  ...imported(
    {
      segment: "powerShell72Modules",
      parameter: "moduleName",
      operations: "PowerShell72Module",
      version: "2023-11-01",
    },
    { location: "optional", tags: true },
  ),
  ...imported(
    { segment: "python3Packages", parameter: "packageName", operations: "Python3Package" },
    { location: "optional", tags: true },
  ),
  ...imported(
    { segment: "python2Packages", parameter: "packageName", operations: "Python2Package" },
    { location: "optional", tags: true },
  ),
  ...imported(
    {
      segment: "packages",
      parameter: "packageName",
      operations: "Package",
      list: "ListByRuntimeEnvironment",
      above: {
        path: `${accountPath}/runtimeEnvironments/{runtimeEnvironmentName}`,
        type: `${accountType}/runtimeEnvironments`,
      },
    },
    {},
  ),
];

function imported(
  child: AccountChild,
  envelope: Pick<ResourceType, "location" | "tags">,
): Operation[] {
  return resourceType({
    ...accountChild(child),
    ...envelope,
    validate: (_call, body, existing) => {
      const uri = asText(linkOf(body).uri);
      if (existing === undefined && (uri === undefined || uri === "")) {
        throw badRequest("The contentLink of the module has no uri.");
      }
    },
    complete: (call, body, existing) => {
      const before = asObject(existing?.properties);
      const again = isNewLink(call, body);
      return {
        etag: null,
        properties: stamped(
          call,
          existing,
          withoutUndefined({
            isGlobal: false,
            isComposite: false,
            version: before.version ?? null,
            sizeInBytes: 0,
            activityCount: 0,
            error: { code: null, message: "" },
            provisioningState: again ? "Creating" : before.provisioningState,
          }),
          again,
        ),
      };
    },
    written: (call, module, existing) => {
      importAgain(call, module, existing);
    },
  });
}

function importAgain(
  call: Call,
  module: StoredResource,
  existing: StoredResource | undefined,
): void {
  const link = linkOf(call.body);
  const changed = markSecretIfGiven(call, module.id, link);
  if (existing === undefined || changed) {
    const seconds = call.assumptions.automationModuleImportInSeconds;
    plan(call, imports, module.id, asText(link.version) ?? "", seconds);
  }
}

/** A link may hold a signature, so only whether it is still the same is kept. */
function markSecretIfGiven(call: Call, id: string, link: JsonObject): boolean {
  return link.uri === undefined ? false : markSecret(call, id, JSON.stringify(link));
}

function isNewLink(call: Call, body: JsonObject): boolean {
  const link = linkOf(body);
  return link.uri !== undefined && differsFromMark(call, call.path, JSON.stringify(link));
}

function linkOf(body: unknown): JsonObject {
  return asObject(valueAt(body, "properties.contentLink"));
}
