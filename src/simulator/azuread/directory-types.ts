import { asText, type JsonObject, withoutUndefined } from "../json";
import { applicationCertificate, applicationPassword } from "./credentials";
import type { DirectoryType } from "./directory-resource";

const applicationType: DirectoryType = {
  required: ["displayName"],
  optional: ["identifierUris", "notes", "preventDuplicateNames", "signInAudience", "tags"],
  replacedBy: [],
  defaults: { signInAudience: "AzureADMyOrg" },
  async create(graph, inputs, signal) {
    const made = await graph.post("applications", applicationBody(inputs), signal);
    return { id: `/applications/${String(made.id)}`, outputs: applicationOutputs(made) };
  },
  async read(graph, id, signal) {
    const found = await graph.get(id.slice(1), signal);
    return found === undefined ? undefined : applicationOutputs(found);
  },
  update: (graph, id, inputs, signal) => graph.patch(id.slice(1), applicationBody(inputs), signal),
  delete: (graph, id, signal) => graph.delete(id.slice(1), signal),
};

function applicationBody(inputs: JsonObject): JsonObject {
  const { displayName, identifierUris, notes, signInAudience, tags } = inputs;
  return withoutUndefined({ displayName, identifierUris, notes, signInAudience, tags });
}

function applicationOutputs(application: JsonObject): JsonObject {
  return {
    clientId: application.appId,
    objectId: application.id,
    displayName: application.displayName,
    signInAudience: application.signInAudience,
    identifierUris: application.identifierUris ?? [],
    notes: application.notes ?? "",
    tags: application.tags ?? [],
    appRoleIds: {},
    oauth2PermissionScopeIds: {},
    disabledByMicrosoft: "",
    logoUrl: "",
    publisherDomain: "",
  };
}

const servicePrincipalType: DirectoryType = {
  required: ["clientId"],
  optional: ["accountEnabled", "alternativeNames", "description", "notes", "tags", "useExisting"],
  replacedBy: ["clientId", "useExisting"],
  async create(graph, inputs, signal) {
    const appId = asText(inputs.clientId) ?? "";
    const standing =
      inputs.useExisting === true
        ? await graph.find("servicePrincipals", `appId eq '${appId}'`, signal)
        : undefined;
    const body = servicePrincipalBody(inputs);
    const made = standing ?? (await graph.post("servicePrincipals", { appId, ...body }, signal));
    if (standing !== undefined) {
      await graph.patch(`servicePrincipals/${String(made.id)}`, body, signal);
    }
    return { id: `/servicePrincipals/${String(made.id)}`, outputs: servicePrincipalOutputs(made) };
  },
  async read(graph, id, signal) {
    const found = await graph.get(id.slice(1), signal);
    return found === undefined ? undefined : servicePrincipalOutputs(found);
  },
  update: (graph, id, inputs, signal) =>
    graph.patch(id.slice(1), servicePrincipalBody(inputs), signal),
  delete: (graph, id, signal) => graph.delete(id.slice(1), signal),
};

function servicePrincipalBody(inputs: JsonObject): JsonObject {
  const { accountEnabled, alternativeNames, description, notes, tags } = inputs;
  return withoutUndefined({ accountEnabled, alternativeNames, description, notes, tags });
}

/** What azuread tells of a service principal, also in answer to `getServicePrincipal`. */
export function servicePrincipalOutputs(principal: JsonObject): JsonObject {
  return {
    clientId: principal.appId,
    objectId: principal.id,
    displayName: principal.displayName,
    applicationTenantId: principal.appOwnerOrganizationId,
    accountEnabled: principal.accountEnabled,
    alternativeNames: principal.alternativeNames,
    description: principal.description ?? "",
    notes: principal.notes ?? "",
    tags: principal.tags ?? [],
    servicePrincipalNames: principal.servicePrincipalNames,
    signInAudience: principal.signInAudience ?? "",
    type: principal.servicePrincipalType,
    appRoleIds: {},
    oauth2PermissionScopeIds: {},
  };
}

/** The types of azuread that are simulated, by token. Source: the SDK of `@pulumi/azuread` 6.9.1. */
export const directoryTypes: Readonly<Record<string, DirectoryType>> = {
  "azuread:index/application:Application": applicationType,
  "azuread:index/servicePrincipal:ServicePrincipal": servicePrincipalType,
  "azuread:index/applicationCertificate:ApplicationCertificate": applicationCertificate,
  "azuread:index/applicationPassword:ApplicationPassword": applicationPassword,
};
