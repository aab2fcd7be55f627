/** What changes agent updates: the switch for whole vaults, updates now, and the time of the nightly ones. */
export {
  mappingsAtMost,
  planAgentAutoUpdate,
  setAgentAutoUpdate,
  type AutoUpdateInput,
} from "./auto-update";
export type { AutoUpdateChange, AutoUpdatePlan } from "./auto-update-plan";
export {
  planScheduleTime,
  setScheduleTime,
  type ScheduleTimeChange,
  type ScheduleTimeInput,
  type ScheduleTimePlan,
} from "./schedule-change";
export {
  agentUpdateSchedules,
  type AgentUpdateSchedule,
  type AgentUpdateSchedules,
} from "./schedules";
export { planAgentUpdates, updateAgents, type AgentUpdateInput } from "./update-run";
export type { AgentUpdateChange, AgentUpdatePlan } from "./update-run-plan";
export {
  agentUpdateRunbook,
  type AgentUpdateRunbookOptions,
} from "../../azure/agent-update-runbook";
