import { asArray, asObject, asText, without } from "../json";
import {
  type Application,
  type PasswordCredential,
  presentedApplication,
  readKeyCredentials,
} from "./applications";
import {
  bodyOf,
  filtered,
  type GraphAnswer,
  type GraphCall,
  type GraphOperation,
  mayWrite,
  narrowed,
  selected,
} from "./graph-call";
import { graphDenied, graphError, graphNotFound } from "./graph-error";

const reference = "learn.microsoft.com graph/api";

/** Properties of an application that a write cannot set. */
const readOnly = [
  "id",
  "appId",
  "createdDateTime",
  "passwordCredentials",
  "keyCredentials",
] as const;

export const applicationOperations: readonly GraphOperation[] = [
  {
    method: "POST",
    path: "applications",
    writes: true,
    witness: `${reference}/application-post-applications`,
    handle: createApplication,
  },
  {
    method: "GET",
    path: "applications",
    writes: false,
    witness: `${reference}/application-list`,
    handle: (call) => ({
      status: 200,
      body: {
        value: filtered(
          call,
          call.world.applications.all().map((a) => presentedApplication(a, { keys: false })),
        ).map((found) => narrowed(call, found)),
      },
    }),
  },
  {
    method: "GET",
    path: "applications/{id}",
    writes: false,
    witness: `${reference}/application-get`,
    handle: (call) => {
      const keys = selected(call)?.includes("keycredentials") ?? false;
      const found = presentedApplication(requireApplication(call), { keys });
      return { status: 200, body: narrowed(call, found) };
    },
  },
  {
    method: "PATCH",
    path: "applications/{id}",
    writes: true,
    witness: `${reference}/application-update`,
    handle: updateApplication,
  },
  {
    method: "DELETE",
    path: "applications/{id}",
    writes: true,
    witness: `${reference}/application-delete`,
    handle: (call) => {
      const { id, appId } = requireOwn(call);
      const { applications, directory, secrets } = call.world;
      applications.delete(id);
      secrets.forget(appId);
      const principal = directory.findByClientId(appId);
      if (principal !== undefined) {
        directory.remove(principal.objectId);
      }
      return { status: 204 };
    },
  },
  {
    method: "POST",
    path: "applications/{id}/addPassword",
    writes: true,
    witness: `${reference}/application-addpassword`,
    handle: addPassword,
  },
  {
    method: "POST",
    path: "applications/{id}/removePassword",
    writes: true,
    witness: `${reference}/application-removepassword`,
    handle: (call) => {
      const application = requireOwn(call);
      const keyId = asText(bodyOf(call).keyId)?.toLowerCase();
      const { passwordCredentials } = application;
      const left = passwordCredentials.filter((credential) => credential.keyId !== keyId);
      if (keyId === undefined || left.length === passwordCredentials.length) {
        throw graphError(`No password credential found with keyId '${keyId ?? ""}'.`);
      }
      call.world.secrets.remove(application.appId, keyId);
      call.world.applications.put({ ...application, passwordCredentials: left });
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "applications/{id}/owners",
    writes: false,
    witness: `${reference}/application-list-owners`,
    handle: (call) => ({
      status: 200,
      body: { value: requireApplication(call).owners.map((id) => ({ id })) },
    }),
  },
];

function createApplication(call: GraphCall): GraphAnswer {
  const body = bodyOf(call);
  const { world, principalId } = call;
  const displayName = asText(body.displayName);
  if (displayName === undefined || displayName === "") {
    throw graphError("Property displayName is required.");
  }
  const application: Application = {
    id: world.newId(),
    appId: world.newId(),
    displayName,
    createdDateTime: world.clock.now().toISOString(),
    signInAudience: asText(body.signInAudience) ?? "AzureADandPersonalMicrosoftAccount",
    keyCredentials: readKeyCredentials(asArray(body.keyCredentials), [], () => world.newId()),
    passwordCredentials: [],
    owners: [principalId],
    others: without(asObject(body), ...readOnly, "displayName", "signInAudience"),
  };
  world.applications.put(application);
  return { status: 201, body: presentedApplication(application, { keys: true }) };
}

function updateApplication(call: GraphCall): GraphAnswer {
  const application = requireOwn(call);
  const body = bodyOf(call);
  const { world } = call;
  const keys = body.keyCredentials;
  world.applications.put({
    ...application,
    displayName: asText(body.displayName) ?? application.displayName,
    signInAudience: asText(body.signInAudience) ?? application.signInAudience,
    keyCredentials:
      keys === undefined
        ? application.keyCredentials
        : readKeyCredentials(asArray(keys), application.keyCredentials, () => world.newId()),
    others: {
      ...application.others,
      ...without(asObject(body), ...readOnly, "displayName", "signInAudience"),
    },
  });
  return { status: 204 };
}

function addPassword(call: GraphCall): GraphAnswer {
  const application = requireOwn(call);
  const { world } = call;
  const asked = asObject(asObject(call.body).passwordCredential);
  const now = world.clock.now();
  const inTwoYears = new Date(now);
  inTwoYears.setUTCFullYear(now.getUTCFullYear() + 2);
  const endDateTime = momentOf(asked.endDateTime ?? inTwoYears.toISOString());
  const keyId = world.newId();
  const secretText = world.secrets.add(application.appId, keyId, new Date(endDateTime).getTime());
  const credential: PasswordCredential = {
    keyId,
    displayName: asText(asked.displayName) ?? null,
    hint: secretText.slice(0, 3),
    startDateTime: momentOf(asked.startDateTime ?? now.toISOString()),
    endDateTime,
  };
  world.applications.put({
    ...application,
    passwordCredentials: [...application.passwordCredentials, credential],
  });
  return { status: 200, body: { ...credential, secretText } };
}

function momentOf(time: unknown): string {
  const moment = new Date(asText(time) ?? "");
  if (Number.isNaN(moment.getTime())) {
    throw graphError("Cannot convert a literal to the expected type 'Edm.DateTimeOffset'.");
  }
  return moment.toISOString();
}

function requireApplication(call: GraphCall): Application {
  const id = call.parameters.id ?? "";
  const found =
    call.world.applications.find(id) ?? call.world.applications.findByAppId(appIdOf(id));
  if (found === undefined) {
    throw graphNotFound(id);
  }
  return found;
}

function requireOwn(call: GraphCall): Application {
  const application = requireApplication(call);
  if (!mayWrite(call, application.owners)) {
    throw graphDenied();
  }
  return application;
}

/** `(appId='…')`, the other way to name an object. */
export function appIdOf(id: string): string {
  return /^\(appId='([^']*)'\)$/i.exec(id)?.[1] ?? "";
}
