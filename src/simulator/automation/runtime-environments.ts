import { systemRuntimeEnvironments, versionsOf } from "../../azure/automation-runtimes";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, wordOf } from "../json";
import type { Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { requireResource } from "../resource-manager/resource-checks";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest } from "./automation-errors";
import { stamped } from "./stamped";

const type = `${accountType}/runtimeEnvironments`;
const list = `${accountPath}/runtimeEnvironments`;
const witness = `${examples}/runtimeEnvironment; learn.microsoft.com automation/runtime-environment-overview`;

/** Runtime environments: those that every account has, and one's own. */
export const runtimeEnvironmentOperations: Operation[] = [
  ...resourceType({
    type,
    path: `${list}/{runtimeEnvironmentName}`,
    location: "required",
    provisioningState: false,
    put: { id: "RuntimeEnvironments_Create", witness },
    patch: { id: "RuntimeEnvironments_Update", witness },
    delete: { id: "RuntimeEnvironments_Delete", witness },
    required: ["properties.runtime.language", "properties.runtime.version"],
    validate: (call, body) => {
      const name = call.parameters.runtimeEnvironmentName ?? "";
      if (systemName(name) !== undefined) {
        throw badRequest(
          `The runtime environment '${name}' is the system's and cannot be changed.`,
        );
      }
      const { language, version } = asObject(valueAt(body, "properties.runtime"));
      const versions = versionsOf(wordOf(language));
      if (!versions.includes(wordOf(version))) {
        throw badRequest(
          `There is no runtime of the language '${wordOf(language)}' and the version '${wordOf(version)}'.`,
        );
      }
    },
    complete: (call, body, existing) => {
      const { runtime, defaultPackages, description } = asObject(body.properties);
      return {
        properties: stamped(call, existing, {
          runtime,
          defaultPackages: asObject(defaultPackages),
          description: asText(description) ?? "",
          provisioningState: "Succeeded",
        }),
      };
    },
  }),
  {
    id: "RuntimeEnvironments_Get",
    method: "GET",
    path: `${list}/{runtimeEnvironmentName}`,
    action: `${type}/read`,
    witness,
    handle: (call) => {
      const account = requireAccount(call, 2);
      const name = systemName(call.parameters.runtimeEnvironmentName ?? "");
      const body =
        name === undefined
          ? requireResource({ type }, call, call.path)
          : systemEnvironment(account, name);
      return { status: 200, body };
    },
  },
  {
    id: "RuntimeEnvironments_ListByAutomationAccount",
    method: "GET",
    path: list,
    action: `${type}/read`,
    witness,
    handle: (call) => {
      const account = requireAccount(call, 1);
      const own = call.estate.within(account.id).filter((r) => r.type === type);
      const system = Object.keys(systemRuntimeEnvironments).map((name) =>
        systemEnvironment(account, name),
      );
      return { status: 200, body: page(call, [...system, ...own]) };
    },
  },
];

function requireAccount(call: Call, words: number): StoredResource {
  const id = call.path.split("/").slice(0, -words).join("/");
  return requireResource({ type: accountType }, call, id);
}

function systemName(name: string): string | undefined {
  return Object.keys(systemRuntimeEnvironments).find((s) => s.toLowerCase() === name.toLowerCase());
}

function systemEnvironment(account: StoredResource, name: string): JsonObject {
  return {
    id: `${account.id}/runtimeEnvironments/${name}`,
    name,
    type,
    location: account.location,
    properties: {
      runtime: systemRuntimeEnvironments[name],
      defaultPackages: {},
      description: "System-generated Runtime Environment",
      provisioningState: "Succeeded",
    },
  };
}
