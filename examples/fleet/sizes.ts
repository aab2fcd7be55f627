import type * as pulumi from "@pulumi/pulumi";

/** What the fleet is told by its stack's configuration. */
export interface FleetArgs {
  sshPublicKey: string;
  adminPassword: pulumi.Output<string>;
}

/** What the fleet tells, whatever its size. */
export interface Fleet {
  readonly vaultId: pulumi.Output<string>;
  readonly recoveryPlanId: pulumi.Output<string>;
  /** What `evergreen` with `--pulumi-stack` looks after. */
  readonly machineIds: pulumi.Output<string[]>;
  readonly privateAddresses: pulumi.Output<string[]>;
}

/** Where the machines stand. */
export const source = "westeurope";

/** Where they are replicated to. Vault and account stand there: it is still there when the first one is not. */
export const target = "northeurope";
