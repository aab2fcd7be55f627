import * as pulumi from "@pulumi/pulumi";

// One process can run several programs; each has a monitor of its own.
const programs = new WeakMap<object, Map<unknown, pulumi.Resource[]>>();
const withoutMonitor = {};

/**
 * Tells that a component stands in a vault, for a lock on the vault that must go before it. A vault is
 * recognised by the very output that a `RecoveryVault` gives as its id.
 */
export function standsInVault(vaultId: pulumi.Input<string>, resident: pulumi.Resource): void {
  residents(vaultId).push(resident);
}

/**
 * What the program has put into a vault by the time that it has run through. What it makes after its first
 * `await` comes too late.
 */
export async function residentsOf(vaultId: pulumi.Input<string>): Promise<pulumi.Resource[]> {
  await new Promise((resolve) => setImmediate(resolve));
  return residents(vaultId);
}

function residents(vaultId: pulumi.Input<string>): pulumi.Resource[] {
  const monitor = pulumi.runtime.getMonitor() ?? withoutMonitor;
  const vaults = programs.get(monitor) ?? new Map<unknown, pulumi.Resource[]>();
  programs.set(monitor, vaults);
  const known = vaults.get(vaultId) ?? [];
  vaults.set(vaultId, known);
  return known;
}
