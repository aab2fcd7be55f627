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
  "azure-evergreen:index:RunAsAssets": {
    description:
      "The certificate and the connection of a Run As account, always with one thumbprint.",
    properties: {
      automationAccountId: account,
      connectionName: text("Name of the connection."),
      certificateName: text("Name of the certificate."),
      applicationId: text("Client id of the application."),
      tenantId: text("Directory of the application."),
      subscriptionId: text("Subscription in which runbooks work."),
      thumbprint: text("SHA-1 digest of the certificate."),
      pfx: text("Certificate with its private key, base64. A secret."),
      exportable: flag("Whether runbooks can read the private key."),
    },
    requiredInputs: [
      "automationAccountId",
      "certificateName",
      "applicationId",
      "tenantId",
      "subscriptionId",
      "thumbprint",
      "pfx",
    ],
    optionalOutputs: ["exportable"],
    switches: { adopt: flag("Whether assets that are there already are taken over.") },
    told: { certificateEndsAt: text("When the certificate ends.") },
  },
  "azure-evergreen:index:RunAsCertificate": {
    description: "The certificate of a Run As account, with two places for the application's keys.",
    properties: { automationAccountId: account },
    requiredInputs: ["automationAccountId"],
    optional: {
      validityInDays: whole("How long a certificate lasts."),
      renewalInDays: whole("How long before its end it is renewed."),
      generation: text("A word whose change gives up every certificate so far."),
      ownPfx: text("A certificate of one's own with its private key, base64. A secret."),
      ownPfxPassword: text("Password of that PFX. A secret."),
    },
    told: {
      pfx: text("The certificate with its private key, base64. A secret."),
      certificate: text("The certificate, base64 of its DER form."),
      thumbprint: text("SHA-1 digest of the certificate."),
      endsAt: text("When it ends."),
      currentSlot: text("Which key is that of the certificate: `first` or `second`."),
      firstKey: text("Certificate of the application's first key."),
      secondKey: text("Certificate of the application's second key."),
    },
  },
};
