import { twoMappingOwnersFindings, twoVaultOwnersFindings } from "../azure/agent-update-owners";
import type { Finding } from "../azure/finding";
import { sameId } from "../azure/resource-id";
import { vaultOf } from "./replicated-machines";

interface MappingOwner {
  readonly mappingId: string;
  readonly urn: string;
}

interface VaultOwner {
  readonly vaultId: string;
  readonly urn: string;
  /** Mappings that it leaves to others; `undefined` while some are unknown. */
  readonly exceptIds: readonly string[] | undefined;
}

/**
 * Which resources of a deployment set the agent updates of a mapping or of a whole vault, as far as
 * one provider process has been asked for them. Azure keeps no note of it.
 */
export class AgentUpdateOwners {
  readonly #mappings = new Map<string, MappingOwner>();
  /** By URN: a resource sets one vault at a time. */
  readonly #vaults = new Map<string, VaultOwner>();

  /** Notes a mapping that a resource declares; answers what is wrong with that. */
  noteMapping(mappingId: string, urn: string, path: string): Finding[] {
    const owner = { mappingId, urn };
    this.#mappings.set(urn, owner);
    return [...this.#vaults.values()].flatMap((vault) => conflict(owner, vault, path));
  }

  /** Notes that a resource sets a whole vault; answers what is wrong with that. */
  noteVault(
    owner: VaultOwner,
    paths: { readonly vault: string; readonly except: string },
  ): Finding[] {
    const { vaultId, urn } = owner;
    const other = this.otherVaultOwner(vaultId, urn);
    this.#vaults.set(urn, owner);
    return [
      ...(other === undefined
        ? []
        : twoVaultOwnersFindings({ vaultId, owners: [other, urn] }, paths.vault)),
      ...[...this.#mappings.values()].flatMap((mapping) => conflict(mapping, owner, paths.except)),
    ];
  }

  /** URN of another resource that sets the whole vault. */
  otherVaultOwner(vaultId: string, urn: string): string | undefined {
    return [...this.#vaults.values()].find(
      (known) => known.urn !== urn && sameId(known.vaultId, vaultId),
    )?.urn;
  }
}

function conflict(mapping: MappingOwner, vault: VaultOwner, path: string): Finding[] {
  const { mappingId, urn } = mapping;
  return vault.exceptIds === undefined ||
    !sameId(vaultOf(mappingId), vault.vaultId) ||
    vault.exceptIds.some((id) => sameId(id, mappingId))
    ? []
    : twoMappingOwnersFindings({ mappingId, mappingUrn: urn, vaultWideUrn: vault.urn }, path);
}
