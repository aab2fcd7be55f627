import * as pulumi from "@pulumi/pulumi";

/** What a program has told of its vaults. */
interface Vaults {
  readonly residents: Map<unknown, pulumi.Resource[]>;
  /** The vault of each output that names something in it. */
  readonly vaultOf: Map<unknown, pulumi.Input<string>>;
}

// One process can run several programs; each has a monitor of its own.
const programs = new WeakMap<object, Vaults>();
const withoutMonitor = {};

/**
 * Tells that a component stands in a vault, for a lock on the vault that must go before it. A vault is
 * recognised by the very output that a `RecoveryVault` gives as its id.
 */
export function standsInVault(vaultId: pulumi.Input<string>, resident: pulumi.Resource): void {
  residents(vaultId).push(resident);
}

/** Tells that outputs name what stands in a vault. */
export function namesInVault(
  vaultId: pulumi.Input<string>,
  names: readonly pulumi.Input<string>[],
): void {
  for (const name of names) {
    vaults().vaultOf.set(name, vaultId);
  }
}

/**
 * Tells that a component stands in the vault of something that it was given. That is recognised by the very
 * output that a component gives which named its vault; of anything else nobody knows the vault here.
 */
export function standsInVaultOf(name: pulumi.Input<string>, resident: pulumi.Resource): void {
  const vaultId = vaults().vaultOf.get(name);
  if (vaultId !== undefined) {
    standsInVault(vaultId, resident);
  }
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
  const known = vaults().residents.get(vaultId) ?? [];
  vaults().residents.set(vaultId, known);
  return known;
}

function vaults(): Vaults {
  const monitor = pulumi.runtime.getMonitor() ?? withoutMonitor;
  const known = programs.get(monitor) ?? { residents: new Map(), vaultOf: new Map() };
  programs.set(monitor, known);
  return known;
}
