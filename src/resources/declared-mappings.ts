import * as pulumi from "@pulumi/pulumi";
import { twoVaultOwnersFindings } from "../azure/agent-update-owners";
import { refuseErrors } from "../azure/finding";
import { isAtOrBelow } from "../azure/resource-id";
import { perProgram, programHasRun } from "./per-program";

/** What a program declares of agent updates. */
interface Declared {
  readonly mappings: pulumi.CustomResource[];
  /** The resource that sets a whole vault, by the vault's id, or by the output that will be the id. */
  readonly vaults: Map<unknown, string>;
}

const declared = perProgram<Declared>(() => ({ mappings: [], vaults: new Map() }));

/** Notes a mapping that the program declares, so that a `VaultAgentAutoUpdate` leaves it alone. */
export function noteDeclaredMapping(mapping: pulumi.CustomResource): void {
  declared().mappings.push(mapping);
}

/**
 * The ids of all mappings that the program declares by the time that it has run through, an empty text for one
 * of another vault. A list of outputs, so that those which are known stay known beside others.
 */
export async function declaredMappingIds(
  vaultId: pulumi.Input<string>,
): Promise<pulumi.Output<string>[]> {
  await programHasRun();
  return declared().mappings.map(({ id }) =>
    pulumi
      .all([vaultId, id])
      .apply(([vault, mapping]) => (isAtOrBelow(mapping, vault) ? mapping : "")),
  );
}

/** Refuses a second resource of the program that sets the mappings of a vault. */
export function claimVault(vaultId: pulumi.Input<string>, name: string): void {
  const { vaults } = declared();
  const plain = typeof vaultId === "string" ? vaultId.replace(/\/+$/, "") : "";
  const key = plain === "" ? vaultId : plain.toLowerCase();
  const first = vaults.get(key);
  if (first !== undefined) {
    const owners: [string, string] = [first, name];
    const quoted = owners.map((owner) => `VaultAgentAutoUpdate "${owner}"`) as typeof owners;
    refuseErrors(quoted[1], twoVaultOwnersFindings({ vaultId: plain, owners: quoted }, "vaultId"));
  }
  vaults.set(key, name);
}
