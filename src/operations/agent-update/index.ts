export type { AccountSchedule } from "./account-schedules";
export * from "./change";
export type { MinutePrice, UpdateCost } from "./cost";
export type { LatestAgent, MachineAgentStatus } from "./machine-status";
export type { AgentUpdateProblem } from "./problems";
export {
  planAgentUpdateRepair,
  repairAgentUpdate,
  type RepairInput,
  type RepairReport,
} from "./repair";
export type { RepairChange, RepairPlan } from "./repair-plan";
export type { RoleGrant } from "./role-grant";
export {
  agentUpdateStatus,
  needsAttention,
  type AgentUpdateStatus,
  type AgentUpdateStatusInput,
  type MappingUpdateStatus,
  type VaultUpdateStatus,
} from "./status";
export type { UpdaterAccount, UpdaterRoles } from "./updater-account";
export type { UpdateJob, UpdaterAccountStatus } from "./vault-facts";
