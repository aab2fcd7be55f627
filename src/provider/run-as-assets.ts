import { asObject, isNotFound } from "../arm/errors";
import { automationNameFindings } from "../azure/automation-names";
import { parentId, subscriptionIdFindings } from "../azure/resource-id";
import { runAsCertificateName, runAsConnectionType } from "../azure/run-as-account";
import { directoryIdFindings, thumbprintFindings } from "../azure/run-as-rules";
import type { Properties } from "../plugin/handlers";
import { armUrl, automationAccountApiVersion } from "../arm/api";
import type { AutomationKind, AutomationTask } from "./automation-kind";
import { sameWords } from "./automation-property";
import { azureObject, defined, textOf, type AzureObject } from "../arm/azure-object";

/** Fields of the connection, by the input that fills each. */
const fields = {
  applicationId: "ApplicationId",
  tenantId: "TenantId",
  thumbprint: "CertificateThumbprint",
  subscriptionId: "SubscriptionId",
} as const;

/**
 * The two assets by which runbooks sign in as a Run As account: the certificate, then the connection that names it by
 * its thumbprint. Both are one resource, so the two thumbprints cannot part: whatever a run left half done, the next
 * one looks at both and writes what differs.
 */
export const runAsAssets: AutomationKind = {
  token: "azure-evergreen:index:RunAsAssets",
  noun: "connection",
  segment: "connections",
  nameProperty: "connectionName",
  properties: {
    certificateName: { type: "text", required: true, fixed: true, same: sameWords },
    applicationId: { type: "text", required: true, same: sameWords },
    tenantId: { type: "text", required: true, same: sameWords },
    subscriptionId: { type: "text", required: true, same: sameWords },
    thumbprint: { type: "text", required: true, same: sameWords },
    pfx: { type: "text", required: true },
    exportable: { type: "flag" },
    adopt: { type: "flag", beginsOnly: true },
  },
  told: ["certificateEndsAt"],
  findings: ({ certificateName, applicationId, tenantId, subscriptionId, thumbprint }) => [
    ...automationNameFindings("certificate", String(certificateName), "certificateName"),
    ...directoryIdFindings(String(applicationId), "applicationId"),
    ...directoryIdFindings(String(tenantId), "tenantId"),
    ...subscriptionIdFindings(String(subscriptionId), "subscriptionId"),
    ...thumbprintFindings(String(thumbprint), "thumbprint"),
  ],
  // Whether to take it over is asked below, where the certificate is known too.
  isLeftBehind: () => true,
  create: async (task, existing) => {
    const certificate = await readCertificate(task);
    refuseForeign(task, certificate, existing);
    return mend(task, certificate, existing);
  },
  update: async (task, changed) => {
    const connection = await readObject(task, task.id);
    return mend(task, await readCertificate(task), connection, "exportable" in changed);
  },
  read: async (connection, task) => {
    const certificate = await readCertificate(task);
    const held = valuesIn(connection);
    const inCertificate = textOf(certificate?.properties.thumbprint) ?? "none";
    const inConnection = textOf(held.thumbprint) ?? "none";
    return {
      held: defined({
        certificateName: task.inputs.certificateName ?? runAsCertificateName,
        ...held,
        // Two that differ are like neither, so that the next deployment mends them whichever it wants.
        thumbprint: sameWords(inCertificate, inConnection)
          ? inConnection
          : `${inCertificate} in the certificate, ${inConnection} in the connection`,
        exportable: certificate?.properties.isExportable === true,
      }),
      told: { certificateEndsAt: endOf(certificate) },
    };
  },
  deleteRest: async (task) => {
    const { client, context } = task;
    const request = { method: "DELETE", url: url(certificateId(task)) } as const;
    try {
      await client.sendAndSettle(request, { signal: context.signal });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  },
};

/** Refuses assets of somebody else; those of an interrupted deployment hold the very certificate. */
function refuseForeign(
  task: AutomationTask,
  certificate: AzureObject | undefined,
  connection: AzureObject | undefined,
): void {
  const { id, inputs } = task;
  if (connection !== undefined && typeOf(connection) !== runAsConnectionType) {
    throw new Error(
      `The connection ${id} is of the type ${typeOf(connection)}, not ${runAsConnectionType}, and Azure cannot change that. Remove it first.`,
    );
  }
  const foreign = [
    ...(sameWords(certificate?.properties.thumbprint ?? inputs.thumbprint, inputs.thumbprint)
      ? []
      : [certificateId(task)]),
    ...(connection === undefined || sameWords(valuesIn(connection).thumbprint, inputs.thumbprint)
      ? []
      : [id]),
  ];
  if (foreign.length > 0 && inputs.adopt !== true) {
    throw new Error(
      `The account has Run As assets already: ${foreign.join(" and ")}. Set \`adopt: true\` to put these in their place: runbooks then sign in as the application ${String(inputs.applicationId)}. The old private key cannot be had again.`,
    );
  }
}

/** Writes what differs: the certificate first, for a connection must name one that is there. */
async function mend(
  task: AutomationTask,
  certificate: AzureObject | undefined,
  connection: AzureObject | undefined,
  isWritten = false,
): Promise<Properties> {
  const { client, id, inputs, context, halfMade } = task;
  const { pfx, thumbprint, exportable = false } = inputs;
  let standing = certificate;
  if (isWritten || !sameWords(certificate?.properties.thumbprint, thumbprint)) {
    const body = {
      name: inputs.certificateName,
      properties: { base64Value: pfx, thumbprint, isExportable: exportable },
    };
    standing = azureObject(await client.put(url(certificateId(task)), body, context.signal));
  }
  const wanted = Object.entries(fields).map(([input, field]) => [field, inputs[input]]);
  const held = connection === undefined ? {} : valuesIn(connection);
  if (!Object.keys(fields).every((input) => sameWords(held[input], inputs[input]))) {
    try {
      await client.put(
        url(id),
        {
          name: inputs.connectionName,
          properties: {
            connectionType: { name: runAsConnectionType },
            fieldDefinitionValues: Object.fromEntries(wanted) as Properties,
          },
        },
        context.signal,
      );
    } catch (error) {
      throw connection === undefined ? halfMade((error as Error).message) : error;
    }
  }
  return { certificateEndsAt: endOf(standing) };
}

function readCertificate(task: AutomationTask): Promise<AzureObject | undefined> {
  return readObject(task, certificateId(task));
}

async function readObject(
  { client, context }: AutomationTask,
  id: string,
): Promise<AzureObject | undefined> {
  const response = await client.getOrUndefined(url(id), context.signal);
  return response === undefined ? undefined : azureObject(response);
}

function certificateId({ id, inputs }: AutomationTask): string {
  return `${parentId(id) ?? ""}/certificates/${textOf(inputs.certificateName) ?? runAsCertificateName}`;
}

/** What a connection says, in the words of the inputs. */
function valuesIn({ properties }: AzureObject): Properties {
  const values = asObject(properties.fieldDefinitionValues) ?? {};
  return defined(
    Object.fromEntries(Object.entries(fields).map(([input, field]) => [input, values[field]])),
  );
}

function typeOf({ properties }: AzureObject): string {
  return textOf(asObject(properties.connectionType)?.name) ?? "";
}

function endOf(certificate: AzureObject | undefined): string {
  return textOf(certificate?.properties.expiryTime) ?? "";
}

function url(id: string): string {
  return armUrl(id, automationAccountApiVersion);
}
