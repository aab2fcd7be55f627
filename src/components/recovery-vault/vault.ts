/** Where a vault keeps its backups. */
export const VaultRedundancy = {
  /** Also in the paired region. */
  GeoRedundant: "GeoRedundant",
  /** In several zones of the region. */
  ZoneRedundant: "ZoneRedundant",
  /** In one datacentre. */
  LocallyRedundant: "LocallyRedundant",
} as const;
export type VaultRedundancy = (typeof VaultRedundancy)[keyof typeof VaultRedundancy];

/** Whether recovery points can be deleted before their time. */
export const VaultImmutability = {
  /** They can. */
  Disabled: "Disabled",
  /** They cannot, and this can still be switched off. */
  Unlocked: "Unlocked",
  /** They cannot, and this can never be switched off. */
  Locked: "Locked",
} as const;
export type VaultImmutability = (typeof VaultImmutability)[keyof typeof VaultImmutability];

/** What a vault does with deleted backups. */
export const VaultSoftDelete = {
  /** Keeps them for a while; this can be switched off. */
  Enabled: "Enabled",
  /** Keeps them for a while; this can never be switched off. */
  AlwaysOn: "AlwaysON",
} as const;
export type VaultSoftDelete = (typeof VaultSoftDelete)[keyof typeof VaultSoftDelete];

/** Whether backups can be restored into other subscriptions of the tenant. */
export const VaultCrossSubscriptionRestore = {
  Enabled: "Enabled",
  /** They cannot, and this can be switched on again. */
  Disabled: "Disabled",
  /** They cannot, and this can never be switched on again. */
  PermanentlyDisabled: "PermanentlyDisabled",
} as const;
export type VaultCrossSubscriptionRestore =
  (typeof VaultCrossSubscriptionRestore)[keyof typeof VaultCrossSubscriptionRestore];

/** What becomes of backups that are in a vault when it is deleted. */
export const VaultProtectedItemsOnDestroy = {
  /** The vault is not deleted while it has any. */
  Refused: "Refused",
  /** They are deleted with it, and can be brought back with it as long as soft delete keeps them. */
  SoftDeleted: "SoftDeleted",
} as const;
export type VaultProtectedItemsOnDestroy =
  (typeof VaultProtectedItemsOnDestroy)[keyof typeof VaultProtectedItemsOnDestroy];
