import { asObject } from "./errors";

/** The addresses of one Azure. */
export interface Cloud {
  /** As the Azure CLI names it, for example `AzureCloud`. */
  readonly name: string;
  /** Root of Azure Resource Manager, without a slash at its end. */
  readonly endpoint: string;
  /** Root of the sign-in service, without a slash at its end. */
  readonly authorityHost: string;
  /** What a token for Azure Resource Manager is asked for. */
  readonly audience: string;
}

/**
 * The clouds that need no description.
 *
 * Source: Azure/azure-sdk-for-go sdk/azcore/cloud and sdk/azcore/arm/runtime.
 */
const knownClouds: readonly (Cloud & { readonly aliases: readonly string[] })[] = [
  {
    name: "AzureCloud",
    aliases: ["public"],
    endpoint: "https://management.azure.com",
    authorityHost: "https://login.microsoftonline.com",
    audience: "https://management.core.windows.net/",
  },
  {
    name: "AzureUSGovernment",
    aliases: ["usgov", "usgovernment", "azureusgovernmentcloud", "usgovernmentl4"],
    endpoint: "https://management.usgovcloudapi.net",
    authorityHost: "https://login.microsoftonline.us",
    audience: "https://management.core.usgovcloudapi.net",
  },
  {
    name: "AzureChinaCloud",
    aliases: ["china"],
    endpoint: "https://management.chinacloudapi.cn",
    authorityHost: "https://login.chinacloudapi.cn",
    audience: "https://management.core.chinacloudapi.cn",
  },
];

/** The names that a program may give for a cloud. */
export const cloudNames = ["public", "usgovernment", "china"] as const;

/** A known cloud by any of its names, compared without case. */
export function findCloud(name: string): Cloud | undefined {
  const wanted = name.toLowerCase();
  return knownClouds.find(
    (cloud) => cloud.name.toLowerCase() === wanted || cloud.aliases.includes(wanted),
  );
}

/** Whether Microsoft's own list knows the sign-in service of a cloud. */
export function isKnownAuthority({ authorityHost }: Pick<Cloud, "authorityHost">): boolean {
  return knownClouds.some((cloud) => cloud.authorityHost === authorityHost);
}

/** Whether a metadata host is the Resource Manager of a known cloud. */
export function isKnownMetadataHost(root: string): boolean {
  return knownClouds.some((cloud) => cloud.endpoint === root);
}

/** The scope to ask a token for; an audience that ends in a slash keeps it. */
export function scopeOf({ audience }: Pick<Cloud, "audience">): string {
  return `${audience}/.default`;
}

/**
 * Root of the metadata service at a host, which may be written with or without `https://`. Throws
 * for any other scheme: who answers there is told where to send a secret.
 */
export function metadataRoot(metadataHost: string): string {
  return httpsRoot(
    metadataHost.includes("://") ? metadataHost : `https://${metadataHost}`,
    "metadataHost",
  );
}

export const metadataPath = "/metadata/endpoints?api-version=2022-09-01";

/**
 * A custom cloud as its metadata service describes it: one object or a list, of which the one with
 * the wanted name counts, else the first. Throws when an address is missing or not HTTPS.
 */
export function cloudFromMetadata(body: unknown, root: string, wantedName?: string): Cloud {
  const described = (Array.isArray(body) ? body : [body])
    .map((item: unknown) => asObject(item))
    .filter((item) => item !== undefined);
  const found =
    described.find((item) => textOf(item.name).toLowerCase() === wantedName?.toLowerCase()) ??
    described[0];
  const authentication = asObject(found?.authentication);
  const audiences: unknown[] = Array.isArray(authentication?.audiences)
    ? authentication.audiences
    : [];
  const audience = textOf(audiences[0]);
  if (audience === "") {
    throw new Error(`The metadata of ${root} names no audience in authentication.audiences.`);
  }
  return {
    name: textOf(found?.name),
    endpoint: httpsRoot(
      textOf(found?.resourceManager),
      `resourceManager in the metadata of ${root}`,
    ),
    authorityHost: httpsRoot(
      textOf(authentication?.loginEndpoint),
      `authentication.loginEndpoint in the metadata of ${root}`,
    ),
    audience,
  };
}

function httpsRoot(address: string, what: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") {
    throw new Error(
      `${what} is '${address.replace(/\/\/[^/@]*@/, "//…@")}'; it must be an https address without a user name.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
