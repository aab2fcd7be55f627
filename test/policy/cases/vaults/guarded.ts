import { oneVault } from "../../fixtures-vaults";
import { ref, resource, type RuleCases, without, withProperty } from "../../program";

const guard = resource("recoveryservices:ResourceGuardProxy", "guard", {
  resourceGroupName: ref("group", "name"),
  vaultName: ref("vault", "name"),
  resourceGuardProxyName: "VaultProxy",
  properties: {
    resourceGuardResourceId:
      "/subscriptions/s/resourceGroups/security/providers/Microsoft.DataProtection/resourceGuards/fleet",
  },
});

export const cases: RuleCases = {
  rule: "EVG-VAULT-023",
  parameters: { required: true },
  compliant: [
    [
      ...withProperty(oneVault, "vault", "resourceGroupName", "fleet"),
      resource(guard.token, "guard", {
        ...guard.args,
        resourceGroupName: "fleet",
        vaultName: "vault",
      }),
    ],
    [...oneVault, guard],
  ],
  failing: [
    {
      title: "no guard",
      change: (program) => without(program, "guard"),
      resource: "vault",
      messages: [
        "properties: No resource guard protects the vault, so one account is enough to weaken it. Put it under a resource guard of other owners, with a ResourceGuardProxy named VaultProxy.",
      ],
    },
  ],
  unknown: [{ resource: "guard", property: "vaultName" }],
};
