import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface ReplicationFabricArgs {
  /** Id of the Recovery Services vault. Changing this replaces the fabric. */
  vaultId: pulumi.Input<string>;
  /** Name of the fabric in Azure. Defaults to the resource's own name. Changing this replaces the fabric. */
  fabricName?: pulumi.Input<string>;
  /** Azure region that the fabric stands for. Changing this replaces the fabric. */
  location: pulumi.Input<string>;
  /** Whether a fabric that is there already is taken over although others may use it. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
  /** Whether a change may replace the fabric although machines are replicated from or to it. Defaults to `false`. */
  reReplicationAllowed?: pulumi.Input<boolean>;
}

/**
 * A Site Recovery fabric: one Azure region from which or to which machines are replicated.
 *
 * It is removed in order (POST `/remove`), which Azure refuses while a container is in it, and never
 * purged. A replacement deletes first: a vault has one fabric of a name.
 */
export class ReplicationFabric extends pulumi.CustomResource {
  /** Id of the Recovery Services vault. */
  declare readonly vaultId: pulumi.Output<string>;
  /** Name of the fabric in Azure. */
  declare readonly fabricName: pulumi.Output<string>;
  /** Azure region, for example `westeurope`. */
  declare readonly location: pulumi.Output<string>;
  /** Azure's word for the fabric's health, for example `Normal`; empty when it gives none. */
  declare readonly health: pulumi.Output<string>;

  constructor(name: string, args: ReplicationFabricArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      vaultId: undefined,
      fabricName: undefined,
      location: undefined,
      health: undefined,
    };
    super(
      "azure-evergreen:index:ReplicationFabric",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a fabric without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ReplicationFabric {
    return new ReplicationFabric(name, {} as ReplicationFabricArgs, { ...opts, id });
  }
}
