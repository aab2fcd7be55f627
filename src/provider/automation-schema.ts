import type { ResourceSchema } from "./schema";
import { flag, listOf, text, textMap, texts, whole, wholes, type ObjectType } from "./schema-types";

const occurrence = "azure-evergreen:index:AutomationScheduleOccurrence";
const account = text("Id of the automation account.");

/** The types of what stands in automation accounts. */
export const automationTypes: Readonly<Record<string, ObjectType>> = {
  [occurrence]: {
    type: "object",
    properties: {
      occurrence: whole("1 to 5, or -1 for the last."),
      day: text("Day of the week."),
    },
    required: ["occurrence", "day"],
  },
};

/** The resources that stand in automation accounts. */
export const automationResources: Readonly<Record<string, ResourceSchema>> = {
  "azure-evergreen:index:AutomationRunbook": {
    description: "A runbook with its published content.",
    properties: {
      automationAccountId: account,
      runbookName: text("Name of the runbook."),
      runbookType: text("Type of the runbook."),
      runtimeEnvironment: text("Name of the runtime environment in which it runs."),
      content: text("Text of the runbook."),
      contentUri: text("Address from which Azure fetches the text."),
      contentSha256: text("SHA-256 digest of what is there."),
      contentVersion: text("Version of what is there."),
      description: text("What it is for."),
      verboseLogged: flag("Whether verbose records are kept."),
      progressLogged: flag("Whether progress records are kept."),
      activityTraceLevel: whole("How closely activities of a graphical runbook are traced."),
      tags: textMap("Tags."),
    },
    requiredInputs: ["automationAccountId", "runbookType"],
    told: { state: text("Azure's word for the state.") },
  },
  "azure-evergreen:index:AutomationSchedule": {
    description: "A schedule whose start is always ahead when it is sent.",
    properties: {
      automationAccountId: account,
      scheduleName: text("Name of the schedule."),
      frequency: text("`OneTime`, `Minute`, `Hour`, `Day`, `Week` or `Month`."),
      interval: whole("How many of them lie between two runs."),
      startTime: text("Local time of the first run, or the time of day."),
      expiryTime: text("Local time after which it runs no more."),
      timeZone: text("Windows or IANA time zone."),
      weekDays: texts("Days of the week."),
      monthDays: wholes("Days of the month."),
      monthlyOccurrences: listOf(occurrence, "Days such as the second Tuesday of a month."),
      description: text("What it is for."),
      isEnabled: flag("Whether it runs."),
    },
    requiredInputs: ["automationAccountId", "frequency"],
    told: { effectiveStartTime: text("The start that Azure holds.") },
  },
  "azure-evergreen:index:AutomationWebhook": {
    description: "A webhook that starts a runbook, with its address.",
    properties: {
      automationAccountId: account,
      webhookName: text("Name of the webhook."),
      runbookName: text("Name of the runbook that it starts."),
      expiryTime: text("When it ends."),
      isEnabled: flag("Whether it starts anything."),
      parameters: textMap("Parameters of the runbook."),
      runOn: text("Hybrid worker group on which the runbook runs."),
    },
    requiredInputs: ["automationAccountId", "runbookName", "expiryTime"],
    told: { uri: text("Address to which a POST starts the runbook. A secret.") },
  },
};
