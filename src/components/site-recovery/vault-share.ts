import type * as pulumi from "@pulumi/pulumi";
import { perProgram } from "../../resources/per-program";
import type { ReplicationFabric } from "../../resources/replication-fabric";
import type { AgentUpdater } from "./agent-updater";

/**
 * What the `SiteRecovery` components of one vault have together: Azure takes one fabric a region
 * and one automation account a vault. The first component that needs one makes it.
 */
export interface VaultShare {
  /** By region, or by the output that will be the region. */
  readonly fabrics: Map<unknown, ReplicationFabric>;
  updater?: AgentUpdater;
}

interface Deployment {
  readonly shares: Map<unknown, VaultShare>;
  /** Automation account of each vault, by the vault's id in lower case. */
  readonly accounts: Map<string, string>;
}

const deployment = perProgram<Deployment>(() => ({ shares: new Map(), accounts: new Map() }));

/**
 * What the components of a vault share in this program. A vault is recognised by its id when that
 * is plain, else by the very output: two outputs that become the same id later are two vaults here.
 */
export function shareOf(vaultId: pulumi.Input<string>): VaultShare {
  const { shares } = deployment();
  const key = typeof vaultId === "string" ? comparable(vaultId) : vaultId;
  const known = shares.get(key);
  if (known !== undefined) {
    return known;
  }
  const share: VaultShare = { fabrics: new Map() };
  shares.set(key, share);
  return share;
}

/** The automation account that a vault was first given in this program; the one at hand when there was none. */
export function firstAccountOf(vaultId: string, automationAccountId: string): string {
  const { accounts } = deployment();
  const key = comparable(vaultId);
  const first = accounts.get(key) ?? automationAccountId;
  accounts.set(key, first);
  return first;
}

function comparable(id: string): string {
  return id.replace(/\/$/, "").toLowerCase();
}
