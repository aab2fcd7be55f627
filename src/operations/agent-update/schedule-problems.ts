import { autoUpdateErrors } from "../../azure/agent-auto-update-errors";
import { parseResourceId, sameId } from "../../azure/resource-id";
import { isLinked, isOver, scheduleNamed } from "./account-schedules";
import type { VaultMapping } from "./mappings";
import type { AgentUpdateProblem } from "./problems";
import type { AccountFacts } from "./vault-facts";

/** Why the schedule of a mapping updates no agents: it or its link is gone, or it starts nothing. */
export function scheduleProblems(
  mapping: VaultMapping,
  accounts: readonly AccountFacts[],
): AgentUpdateProblem[] {
  const { vaultId, id, place, scheduleName: name, jobScheduleName } = mapping;
  const account = accounts.find((each) => sameId(each.id, mapping.automationAccountArmId ?? ""));
  if (
    mapping.agentAutoUpdateStatus !== "Enabled" ||
    account?.schedules === undefined ||
    name === undefined
  ) {
    return [];
  }
  const about = { vaultId, id, name: place, severity: "error" } as const;
  const gone = (message: string): AgentUpdateProblem[] => [
    {
      ...about,
      code: "AgentAutoUpdateArtifactDeleted",
      message,
      ...autoUpdateErrors.AgentAutoUpdateArtifactDeleted,
    },
  ];
  const schedule = scheduleNamed(account.schedules, name);
  if (schedule === undefined) {
    return gone(`The automation account "${account.name}" has no schedule "${name}".`);
  }
  if (!isLinked(account.schedules, jobScheduleName)) {
    return gone(
      `The schedule "${name}" of the automation account "${account.name}" is not linked to the runbook: there is no job schedule "${jobScheduleName ?? ""}".`,
    );
  }
  const off = {
    ...about,
    code: "ScheduleOff",
    message: `The schedule "${name}" of the automation account "${account.name}" has no further run.`,
  };
  if (!schedule.isEnabled) {
    return [
      { ...off, cause: "It was switched off.", fix: `Switch it on: \`${on(account, name)}\`.` },
    ];
  }
  return isOver(schedule)
    ? [
        {
          ...off,
          cause: "Its end is past.",
          fix: `Let it start anew: \`evergreen agent-update schedule set --vault ${vaultId} --time ${schedule.timeOfDay}\`.`,
        },
      ]
    : [];
}

/** Source: learn.microsoft.com powershell/module/az.automation/set-azautomationschedule. */
function on({ id }: AccountFacts, scheduleName: string): string {
  const { resourceGroupName = "", name } = parseResourceId(id);
  return `Set-AzAutomationSchedule -ResourceGroupName ${resourceGroupName} -AutomationAccountName ${name} -Name ${scheduleName} -IsEnabled $true`;
}
