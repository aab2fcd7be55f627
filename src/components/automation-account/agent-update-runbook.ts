/** The runbook that switches agent auto-update of a vault, for programs that put it into an account. */
export {
  agentUpdateRunbook,
  type AgentUpdateRunbookOptions,
} from "../../azure/agent-update-runbook";
