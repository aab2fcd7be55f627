import { privateEndpoint } from "../../fixtures-site-recovery";
import { oneVault } from "../../fixtures-vaults";
import { resource, type RuleCases, without, withProperty } from "../../program";

const path = "properties.publicNetworkAccess";
const privateVault = [...withProperty(oneVault, "vault", path, "Disabled"), privateEndpoint];

export const cases: RuleCases = {
  rule: "EVG-VAULT-025",
  compliant: [
    privateVault,
    oneVault,
    [
      ...without(privateVault, "endpoint"),
      resource(privateEndpoint.token, "endpoint", {
        ...privateEndpoint.args,
        privateLinkServiceConnections: undefined,
        manualPrivateLinkServiceConnections: privateEndpoint.args.privateLinkServiceConnections,
      }),
    ],
  ],
  failing: [
    {
      title: "a vault that nothing reaches",
      change: (program) => without(program, "endpoint"),
      resource: "vault",
      messages: [
        `${path}: It is "Disabled", and the stack gives the vault no private endpoint, so nothing reaches it. Give the vault a private endpoint, or set "Enabled".`,
      ],
    },
    {
      title: "public access where none is wanted",
      change: (program) => withProperty(program, "vault", path, undefined),
      parameters: { privateOnly: true },
      messages: [
        `${path}: It is not set, so the vault is reached over the public internet. Set "Disabled", and give the vault a private endpoint.`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
