import type * as pulumi from "@pulumi/pulumi";
import { perProgram, programHasRun } from "../../resources/per-program";

/** What a program has told of its vaults and machines. */
interface Places {
  readonly residents: Map<unknown, pulumi.Resource[]>;
  /** The vault of each output that names something in it. */
  readonly vaultOf: Map<unknown, pulumi.Input<string>>;
}

const places = perProgram<Places>(() => ({ residents: new Map(), vaultOf: new Map() }));

/**
 * Tells that something stands in a vault or at a machine, for a lock on it that must go before. It is
 * recognised by the very output that its component gives as its id.
 */
export function standsIn(placeId: pulumi.Input<string>, resident: pulumi.Resource): void {
  residents(placeId).push(resident);
}

/** Tells that outputs name what stands in a vault. */
export function namesInVault(
  vaultId: pulumi.Input<string>,
  names: readonly pulumi.Input<string>[],
): void {
  for (const name of names) {
    places().vaultOf.set(name, vaultId);
  }
}

/**
 * Tells that a component stands in the vault of something that it was given. That is recognised by the very
 * output that a component gives which named its vault; of anything else nobody knows the vault here.
 */
export function standsInVaultOf(name: pulumi.Input<string>, resident: pulumi.Resource): void {
  const vaultId = places().vaultOf.get(name);
  if (vaultId !== undefined) {
    standsIn(vaultId, resident);
  }
}

/**
 * What the program has put into a vault or at a machine by the time that it has run through. What it makes
 * after its first `await` comes too late.
 */
export async function residentsOf(placeId: pulumi.Input<string>): Promise<pulumi.Resource[]> {
  await programHasRun();
  return residents(placeId);
}

function residents(placeId: pulumi.Input<string>): pulumi.Resource[] {
  const known = places().residents.get(placeId) ?? [];
  places().residents.set(placeId, known);
  return known;
}
