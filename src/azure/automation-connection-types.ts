/** A field of a connection type. */
export interface ConnectionField {
  readonly type: string;
  readonly isEncrypted?: boolean;
  readonly isOptional?: boolean;
}

const text: ConnectionField = { type: "System.String", isEncrypted: false, isOptional: false };

/**
 * Connection types that every automation account has. `AzureServicePrincipal` is what a Run As account
 * kept its identity in. Source: azureautomation/runbooks Utility/AzRunAs.
 */
export const globalConnectionTypes: Readonly<
  Record<string, Readonly<Record<string, ConnectionField>>>
> = {
  Azure: { AutomationCertificateName: text, SubscriptionID: text },
  AzureServicePrincipal: {
    ApplicationId: text,
    TenantId: text,
    CertificateThumbprint: text,
    SubscriptionId: text,
  },
  AzureClassicCertificate: {
    SubscriptionName: text,
    SubscriptionId: text,
    CertificateAssetName: text,
  },
};

/** Which fields a connection lacks, and which it has that its type does not know. Names are compared without case. */
export function connectionFieldProblems(
  fields: Readonly<Record<string, ConnectionField>>,
  values: Readonly<Record<string, unknown>>,
): { readonly missing: readonly string[]; readonly unknown: readonly string[] } {
  const given = new Set(Object.keys(values).map((name) => name.toLowerCase()));
  const known = new Set(Object.keys(fields).map((name) => name.toLowerCase()));
  return {
    missing: Object.entries(fields)
      .filter(([name, { isOptional }]) => isOptional !== true && !given.has(name.toLowerCase()))
      .map(([name]) => name),
    unknown: Object.keys(values).filter((name) => !known.has(name.toLowerCase())),
  };
}
