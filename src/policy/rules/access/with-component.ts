/** A role of ours, which names its actions, stands at the smallest scope and cannot give rights. */
export const roleOfOurs = `new LeastPrivilegeRole("operator", {
  scope: vaultId,
  actions: ["Microsoft.RecoveryServices/vaults/read"],
  principals: { operator: { principalId, principalType: "ServicePrincipal" } },
});`;
