/*
 * What the package asks Azure Resource Graph: the state of a whole fleet in a few requests. Each
 * query tells its columns; booleans and bags come as Azure keeps them, times as ISO 8601 texts.
 */

export { quoted, type GraphQuery, type ResourceGroupFilter } from "./graph-query";
export {
  backupItemRow,
  backupJobRow,
  backupOfMachineQuery,
  collectionRow,
  diskRow,
  interfaceRow,
  partsOfMachineQuery,
  resourcesQuery,
  type BackupOfMachineRow,
  type ResourceRow,
} from "./graph-diagnosis-queries";
export { machinesQuery, type MachineFilter, type MachineRow } from "./graph-machine-queries";
export {
  accountRolesQuery,
  roleGrantsQuery,
  type AccountRoleRow,
  type RoleAssignmentRow,
  type RoleGrantRow,
} from "./graph-role-queries";
export { pendingPatchesQuery, type PatchFilter, type PendingPatchRow } from "./graph-patch-queries";
export { patchedMachinesQuery, type PatchedMachineRow } from "./graph-patched-machines-query";
export {
  backupItemsQuery,
  backupItemsWithoutMachineQuery,
  backupJobsQuery,
  backupPoliciesQuery,
  type BackupItemFilter,
  type BackupItemRow,
  type BackupJobRow,
  type BackupPolicyRow,
} from "./graph-backup-queries";
export {
  replicatedMachinesQuery,
  vaultsQuery,
  vaultsWithUpdateJobQuery,
  type ReplicatedMachineRow,
  type VaultFilter,
  type VaultRow,
  type VaultWithUpdateJobRow,
} from "./graph-recovery-queries";
export {
  scheduleAssignmentsQuery,
  scheduleRunsQuery,
  schedulesQuery,
  type ScheduleAssignmentRow,
  type ScheduleRow,
  type ScheduleRunRow,
} from "./graph-schedule-queries";
export {
  restorePointCollectionsQuery,
  type CollectionFilter,
  type CollectionRow,
} from "./graph-restore-point-queries";
