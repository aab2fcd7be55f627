import { listOf, text, texts, type ObjectType, type PropertySchema } from "./schema-types";

const groupType = "azure-evergreen:index:RecoveryPlanGroup";
const actionType = "azure-evergreen:index:RecoveryPlanAction";

/** The groups of a plan. */
export const recoveryPlanGroups: PropertySchema = listOf(
  groupType,
  "Machines that start together, group after group, and what is done around them.",
);

export const recoveryPlanTypes: Readonly<Record<string, ObjectType>> = {
  [groupType]: {
    type: "object",
    properties: {
      type: text("`Boot`, or `Shutdown` or `Failover`, which hold actions alone."),
      protectedItemIds: texts("Ids of the protected items."),
      before: listOf(actionType, "What is done before."),
      after: listOf(actionType, "What is done after."),
    },
    required: ["type"],
  },
  [actionType]: {
    type: "object",
    properties: {
      name: text("Name of the action."),
      failoverTypes: texts("Operations for which it is meant."),
      failoverDirections: texts("`PrimaryToRecovery` and `RecoveryToPrimary`."),
      runbookId: text("Id of the runbook."),
      fabricLocation: text("`Primary` or `Recovery`, of a runbook."),
      timeout: text("How long a runbook may take, as an ISO 8601 duration."),
      description: text("What a person is to do, of a manual action."),
      scriptPath: text("Path of a script, which no plan between Azure regions has."),
    },
    required: ["name", "failoverTypes", "failoverDirections"],
  },
};
