import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface ReplicationProtectionContainerArgs {
  /** Id of the fabric. Changing this replaces the container. */
  fabricId: pulumi.Input<string>;
  /** Name of the container in Azure. Defaults to the resource's own name. Changing this replaces the container. */
  containerName?: pulumi.Input<string>;
  /** Whether a container that is there already is taken over although others may use it. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
  /** Whether a change may replace the container although machines are replicated from or to it. Defaults to `false`. */
  reReplicationAllowed?: pulumi.Input<boolean>;
}

/**
 * A Site Recovery protection container, of the kind for Azure virtual machines (A2A): the machines
 * of one fabric that are replicated together, or the place to which they are.
 *
 * It is removed in order (POST `/remove`), which Azure refuses while it is mapped, and never purged.
 * A replacement deletes first.
 */
export class ReplicationProtectionContainer extends pulumi.CustomResource {
  /** Id of the fabric. */
  declare readonly fabricId: pulumi.Output<string>;
  /** Name of the container in Azure. */
  declare readonly containerName: pulumi.Output<string>;

  constructor(
    name: string,
    args: ReplicationProtectionContainerArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const outputs = { fabricId: undefined, containerName: undefined };
    super(
      "azure-evergreen:index:ReplicationProtectionContainer",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a container without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ReplicationProtectionContainer {
    const args = {} as ReplicationProtectionContainerArgs;
    return new ReplicationProtectionContainer(name, args, { ...opts, id });
  }
}
