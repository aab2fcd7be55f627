/** What a policy can do. */
export const BackupPolicyType = {
  /** Backs up daily or weekly. */
  Standard: "V1",
  /** Also by the hour, also Trusted Launch machines and Ultra disks; its snapshots are zone-redundant. */
  Enhanced: "V2",
} as const;
export type BackupPolicyType = (typeof BackupPolicyType)[keyof typeof BackupPolicyType];
