import * as pulumi from "@pulumi/pulumi";
import { claimVault, declaredMappingIds } from "./declared-mappings";
import { withDefaultProvider } from "./default-provider";

/** Whether, and by whom, the mobility agents of a vault's machines are kept up to date. */
export interface VaultAgentAutoUpdateSetting {
  /** `Enabled` or `Disabled`. */
  status: pulumi.Input<string>;
  /** Id of the automation account that does the updates, in the vault's subscription. Needed with `Enabled`. Changing it moves every mapping to the other account, one after another. */
  automationAccountId?: pulumi.Input<string>;
  /**
   * How Site Recovery signs in to the account: `SystemAssignedIdentity`, or `RunAsAccount`, which was
   * retired on 30 September 2023. Defaults to `SystemAssignedIdentity`. Changing it moves every mapping.
   */
  authenticationType?: pulumi.Input<string>;
}

export interface VaultAgentAutoUpdateArgs {
  /** Id of the Recovery Services vault. Changing this sets another vault, and leaves the first as `disableOnDelete` says. */
  vaultId: pulumi.Input<string>;
  /** What every mapping is set to. Changed in place. */
  agentAutoUpdate: pulumi.Input<VaultAgentAutoUpdateSetting>;
  /**
   * Ids of mappings of the vault that are left to others. Left out, those that this program declares: every
   * `ReplicationProtectionContainerMapping`, so also those of each `SiteRecovery`. Given, just these; a mapping
   * that the program declares and that is not among them is refused.
   */
  exceptMappingIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether agent auto-update is switched off on the mappings when this is deleted. Defaults to `false`: they stay as they are. Counts once it is deployed. */
  disableOnDelete?: pulumi.Input<boolean>;
}

/** What a mapping is set to, as Azure holds it. */
export interface VaultAgentAutoUpdateMappingState {
  /** ARM id of the mapping. */
  readonly mappingId: string;
  /** `Enabled` or `Disabled`. */
  readonly status: string;
  /** Id of the automation account; left out when nobody updates the agents. */
  readonly automationAccountId?: string;
  /** `SystemAssignedIdentity` or `RunAsAccount`; left out when nobody updates the agents. */
  readonly authenticationType?: string;
}

/** What is told of the setting. */
export interface VaultAgentAutoUpdateSettingState {
  readonly status: string;
  readonly automationAccountId?: string;
  readonly authenticationType?: string;
}

/**
 * Agent auto-update on every mapping of a vault between Azure regions or zones (A2A) that nothing else of the
 * program sets, also those that were made in the portal or by a script. The mappings are looked up at each
 * deployment: one that has come since is set, one that was changed elsewhere is set again.
 *
 * A preview names every mapping that is changed and the machines that it replicates. Each is changed in place
 * (PATCH); one that fails stops none of the others, and the next `pulumi up` goes on with it.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate.
 */
export class VaultAgentAutoUpdate extends pulumi.CustomResource {
  /** Id of the vault. */
  declare readonly vaultId: pulumi.Output<string>;
  /** What every mapping is set to. */
  declare readonly agentAutoUpdate: pulumi.Output<VaultAgentAutoUpdateSettingState>;
  /** Ids of the mappings that are left to others. */
  declare readonly exceptMappingIds: pulumi.Output<string[]>;
  /** Whether agent auto-update is switched off when this is deleted. */
  declare readonly disableOnDelete: pulumi.Output<boolean>;
  /** The mappings that this sets, by `fabric/container/mapping`, as Azure holds them. */
  declare readonly mappings: pulumi.Output<Record<string, VaultAgentAutoUpdateMappingState>>;

  /** Throws an `InvalidInputError` when another resource of the program sets the same vault. */
  constructor(name: string, args: VaultAgentAutoUpdateArgs, opts?: pulumi.CustomResourceOptions) {
    const isRead = opts?.id !== undefined;
    if (!isRead) {
      claimVault(args.vaultId, name);
    }
    const exceptMappingIds = isRead
      ? undefined
      : (args.exceptMappingIds ?? declaredMappingIds(args.vaultId));
    const outputs = {
      vaultId: undefined,
      agentAutoUpdate: undefined,
      exceptMappingIds: undefined,
      disableOnDelete: undefined,
      mappings: undefined,
    };
    super(
      "azure-evergreen:index:VaultAgentAutoUpdate",
      name,
      { ...outputs, ...args, ...(isRead ? {} : { exceptMappingIds }) },
      withDefaultProvider(opts),
    );
  }

  /** Reads how the mappings of a vault are set, without setting any. `id` is the vault's ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): VaultAgentAutoUpdate {
    return new VaultAgentAutoUpdate(name, {} as VaultAgentAutoUpdateArgs, { ...opts, id });
  }
}
