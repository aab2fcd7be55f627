import { randomUUID } from "node:crypto";
import type { Properties } from "../../plugin/handlers";
import { asArray, asObject, asText, type JsonObject, without, withoutUndefined } from "../json";
import type { DirectoryType } from "./directory-resource";
import type { GraphClient } from "./graph-client";

/** A certificate of an application: the whole list is written each time. */
export const applicationCertificate: DirectoryType = {
  required: ["applicationId", "value"],
  optional: ["encoding", "endDate", "endDateRelative", "keyId", "startDate", "type"],
  async create(graph, inputs, signal) {
    const objectId = objectIdOf(inputs);
    const keyId = asText(inputs.keyId) ?? randomUUID();
    await graph.alone(objectId, async () => {
      const credential = withoutUndefined({
        type: inputs.type ?? "AsymmetricX509Cert",
        usage: "Verify",
        keyId,
        key: certificateBase64(inputs),
        startDateTime: inputs.startDate,
        endDateTime: endOf(inputs),
      });
      const keyCredentials = [...(await keysOf(graph, objectId, signal)), credential];
      await graph.patch(`applications/${objectId}`, { keyCredentials }, signal);
    });
    return { id: `${objectId}/certificate/${keyId}`, outputs: { keyId } };
  },
  async read(graph, id, signal) {
    const [objectId, keyId] = partsOf(id);
    const found = (await keysOf(graph, objectId, signal)).find((key) => key.keyId === keyId);
    return found && { keyId, applicationId: `/applications/${objectId}`, type: found.type };
  },
  async delete(graph, id, signal) {
    const [objectId, keyId] = partsOf(id);
    await graph.alone(objectId, async () => {
      const keys = await keysOf(graph, objectId, signal);
      const left = keys.filter((key) => key.keyId !== keyId);
      if (left.length < keys.length) {
        await graph.patch(`applications/${objectId}`, { keyCredentials: left }, signal);
      }
    });
  },
};

/** A secret of an application: Entra chooses it and tells it once. */
export const applicationPassword: DirectoryType = {
  required: ["applicationId"],
  optional: ["displayName", "endDate", "endDateRelative", "rotateWhenChanged", "startDate"],
  async create(graph, inputs, signal) {
    const objectId = objectIdOf(inputs);
    const passwordCredential = withoutUndefined({
      displayName: inputs.displayName,
      startDateTime: inputs.startDate,
      endDateTime: endOf(inputs),
    });
    const path = `applications/${objectId}/addPassword`;
    const made = await graph.alone(objectId, () =>
      graph.post(path, { passwordCredential }, signal),
    );
    const { keyId, secretText, displayName, startDateTime, endDateTime } = made;
    return {
      id: `${objectId}/password/${String(keyId)}`,
      outputs: {
        keyId,
        value: secretText,
        displayName: displayName ?? "",
        startDate: startDateTime,
        endDate: endDateTime,
      },
    };
  },
  async read(graph, id, signal) {
    const [objectId, keyId] = partsOf(id);
    const application = await graph.get(`applications/${objectId}`, signal);
    const found = asArray(application?.passwordCredentials)
      .map(asObject)
      .find((credential) => credential.keyId === keyId);
    return found && { keyId, applicationId: `/applications/${objectId}` };
  },
  async delete(graph, id, signal) {
    const [objectId, keyId] = partsOf(id);
    await graph.alone(objectId, async () => {
      if ((await this.read(graph, id, signal)) !== undefined) {
        await graph.post(`applications/${objectId}/removePassword`, { keyId }, signal);
      }
    });
  },
};

async function keysOf(
  graph: GraphClient,
  objectId: string,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const application = await graph.get(`applications/${objectId}`, signal);
  return asArray(application?.keyCredentials).map((key) => without(asObject(key), "key"));
}

function objectIdOf(inputs: Properties): string {
  return (asText(inputs.applicationId) ?? "").replace(/^\/applications\//, "");
}

function partsOf(id: string): readonly [string, string] {
  const [objectId = "", , keyId = ""] = id.split("/");
  return [objectId, keyId];
}

/** The base64 of the certificate's DER form, whatever `encoding` says it is given in. */
function certificateBase64(inputs: Properties): string {
  const value = asText(inputs.value) ?? "";
  switch (inputs.encoding) {
    case "base64":
      return value;
    case "hex":
      return Buffer.from(value, "hex").toString("base64");
    default:
      return value.replace(/-----(BEGIN|END) CERTIFICATE-----|\s/g, "");
  }
}

/** `endDate`, or so many hours after now (`endDateRelative`, for example `240h`). */
function endOf(inputs: Properties): string | undefined {
  const hours = /^(\d+)h/.exec(asText(inputs.endDateRelative) ?? "")?.[1];
  return hours === undefined
    ? asText(inputs.endDate)
    : new Date(Date.now() + Number(hours) * 3_600_000).toISOString();
}
