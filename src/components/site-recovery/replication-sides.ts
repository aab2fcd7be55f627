import type * as pulumi from "@pulumi/pulumi";
import { authenticationTypes } from "../../azure/agent-updater-account";
import { normalizeRegion } from "../../azure/regions";
import { ReplicationFabric } from "../../resources/replication-fabric";
import { ReplicationProtectionContainer } from "../../resources/replication-protection-container";
import { ReplicationProtectionContainerMapping } from "../../resources/replication-protection-container-mapping";
import { oneAccountFindings, type AgentUpdater } from "./agent-updater";
import type { ChildOptions } from "../shared/child-options";
import { judge, rule } from "../shared/inputs";
import type { VaultShare } from "./vault-share";

/** Where machines are replicated from or to. */
export interface Side {
  readonly fabric: ReplicationFabric;
  readonly container: ReplicationProtectionContainer;
}

export interface Sides {
  readonly source: Side;
  readonly target: Side;
}

/** What the sides of a replication are made from. */
export interface SidesSetting {
  readonly vaultId: pulumi.Input<string>;
  readonly sourceRegion: pulumi.Input<string>;
  /** Left out between zones: both sides are then in one fabric. */
  readonly targetRegion?: pulumi.Input<string>;
  readonly adoptExisting?: pulumi.Input<boolean>;
  readonly reReplicationAllowed?: pulumi.Input<boolean>;
}

export function makeSides(
  name: string,
  setting: SidesSetting,
  share: VaultShare,
  opts: ChildOptions,
): Sides {
  const { sourceRegion, targetRegion } = setting;
  const fabric = fabricOf(`${name}-source-fabric`, sourceRegion, setting, share, opts);
  const targetFabric =
    targetRegion === undefined
      ? fabric
      : fabricOf(`${name}-target-fabric`, targetRegion, setting, share, opts);
  const container = (side: string, { id }: ReplicationFabric) =>
    new ReplicationProtectionContainer(
      `${name}-${side}-container`,
      { fabricId: id, ...switches(setting) },
      opts,
    );
  return {
    source: { fabric, container: container("source", fabric) },
    target: { fabric: targetFabric, container: container("target", targetFabric) },
  };
}

/** What a mapping needs besides its sides. */
export interface MappingSetting extends SidesSetting {
  /** Names the component in errors. */
  readonly subject: string;
  readonly policy: pulumi.CustomResource;
  /** Left out when nobody updates the agents. */
  readonly updater: AgentUpdater | undefined;
}

/** Maps the containers both ways, the second after the first: the vault takes one change of a pair at a time. */
export function mapContainers(
  name: string,
  { source, target }: Sides,
  setting: MappingSetting,
  opts: ChildOptions,
): {
  readonly there: ReplicationProtectionContainerMapping;
  readonly back: ReplicationProtectionContainerMapping;
} {
  const { policy, updater } = setting;
  const agentAutoUpdate = autoUpdateOf(setting);
  const map = (mappingName: string, from: Side, to: Side, after: readonly pulumi.Resource[]) =>
    new ReplicationProtectionContainerMapping(
      mappingName,
      {
        protectionContainerId: from.container.id,
        targetProtectionContainerId: to.container.id,
        policyId: policy.id,
        agentAutoUpdate,
        ...switches(setting),
      },
      // The account's role must be there before Site Recovery uses the account.
      { ...opts, dependsOn: [...(updater?.prerequisites ?? []), ...after] },
    );
  const there = map(`${name}-source-to-target`, source, target, []);
  return { there, back: map(`${name}-target-to-source`, target, source, [there]) };
}

/** The fabric of a region: a vault takes one of each. */
function fabricOf(
  name: string,
  region: pulumi.Input<string>,
  setting: SidesSetting,
  share: VaultShare,
  opts: ChildOptions,
): ReplicationFabric {
  const key = typeof region === "string" ? normalizeRegion(region) : region;
  const known = share.fabrics.get(key);
  if (known !== undefined) {
    return known;
  }
  const others = [...share.fabrics.values()];
  const fabric = new ReplicationFabric(
    name,
    { vaultId: setting.vaultId, location: region, ...switches(setting) },
    { ...opts, dependsOn: others.slice(-1) },
  );
  share.fabrics.set(key, fabric);
  return fabric;
}

/** How the service is to sign in is always said: its own default is the retired Run As account. */
function autoUpdateOf({ subject, vaultId, updater }: MappingSetting): {
  status: string;
  automationAccountId?: pulumi.Input<string>;
  authenticationType: string;
} {
  if (updater === undefined) {
    return { status: "Disabled", authenticationType: authenticationTypes.systemAssigned };
  }
  const { automationAccountId, authenticationType } = updater;
  const verdict = judge(subject, [rule({ vaultId, automationAccountId }, oneAccountFindings)]);
  return {
    status: "Enabled",
    automationAccountId: verdict.gate(automationAccountId),
    authenticationType,
  };
}

function switches({ adoptExisting, reReplicationAllowed }: SidesSetting): {
  adopt?: pulumi.Input<boolean>;
  reReplicationAllowed?: pulumi.Input<boolean>;
} {
  return {
    ...(adoptExisting !== undefined && { adopt: adoptExisting }),
    ...(reReplicationAllowed !== undefined && { reReplicationAllowed }),
  };
}
