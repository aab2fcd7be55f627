import type * as pulumi from "@pulumi/pulumi";

/** Where Azure fetches a module or package from. */
export interface ContentLinkSource {
  uri: pulumi.Input<string>;
  version?: pulumi.Input<string>;
  sha256?: pulumi.Input<string>;
}

/** A link as azure-native takes it. */
export function contentLink({ uri, version, sha256 }: ContentLinkSource): {
  readonly uri: pulumi.Input<string>;
  readonly version?: pulumi.Input<string>;
  readonly contentHash?: { readonly algorithm: string; readonly value: pulumi.Input<string> };
} {
  return {
    uri,
    ...(version !== undefined && { version }),
    ...(sha256 !== undefined && { contentHash: { algorithm: "SHA256", value: sha256 } }),
  };
}
