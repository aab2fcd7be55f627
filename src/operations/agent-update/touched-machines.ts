import { replicatesOver } from "../../arm/container-mappings";
import type { VaultMapping } from "./mappings";
import type { ReplicatedMachine } from "./replicated-items";
import type { ChosenVault } from "./vaults";

/** Mappings of a vault that a plan changes, or whose schedule it changes. */
export interface TouchedMappings {
  readonly vault: Pick<ChosenVault, "name">;
  readonly mappings: readonly VaultMapping[];
  /** Machines of the vault; `undefined` where they are not known, which the plan tells elsewhere. */
  readonly machines: readonly ReplicatedMachine[] | undefined;
}

/** Names the machines that a plan touches: a line for each mapping, below one that says so. */
export function touchedMachinesNotes(touched: readonly TouchedMappings[]): string[] {
  const lines = touched.flatMap(({ vault, mappings, machines }) =>
    machines === undefined
      ? []
      : mappings.map((mapping) => {
          const names = machinesOver(mapping, machines);
          return `${nameOf(vault, mapping)}: ${names.length === 0 ? "none now" : names.join(", ")}.`;
        }),
  );
  return lines.length === 0 ? [] : ["Machines that replicate over each mapping:", ...lines];
}

/** Names of the machines that replicate over a mapping. */
export function machinesOver(
  mapping: VaultMapping,
  machines: readonly ReplicatedMachine[],
): string[] {
  return machines
    .filter(({ id, recoveryContainerId }) =>
      replicatesOver({ itemId: id, recoveryContainerId }, mapping),
    )
    .map(({ name }) => name);
}

/** What people call a mapping. */
export function nameOf({ name }: Pick<ChosenVault, "name">, { place }: VaultMapping): string {
  return `${name}/${place}`;
}
