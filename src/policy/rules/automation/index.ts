import type { Rule } from "../../rule";
import { accountHasIdentity } from "./account-has-identity";
import { certificateHasNotEnded } from "./certificate-has-not-ended";
import { certificateIsBase64 } from "./certificate-is-base64";
import { certificateRenewedInTime } from "./certificate-renewed-in-time";
import { connectionHasItsFields } from "./connection-has-its-fields";
import { connectionHasNoOtherFields } from "./connection-has-no-other-fields";
import { connectionTypeSpelled } from "./connection-type-spelled";
import { localAuthenticationOff } from "./local-authentication-off";
import { logsCollected } from "./logs-collected";
import { namesFit } from "./names-fit";
import { ownKey } from "./own-key";
import { ownKeyHasVersion } from "./own-key-has-version";
import { ownKeyReadByUserAssignedIdentity } from "./own-key-read-by-user-assigned-identity";
import { publicNetworkAccessOff } from "./public-network-access-off";
import { runbookFitsEnvironment } from "./runbook-fits-environment";
import { runbookTypeExists } from "./runbook-type-exists";
import { runbookTypeTakesEnvironment } from "./runbook-type-takes-environment";
import { runtimeSupported } from "./runtime-supported";
import { scheduleDaysFitFrequency } from "./schedule-days-fit-frequency";
import { scheduleEndsAfterStart } from "./schedule-ends-after-start";
import { scheduleInterval } from "./schedule-interval";
import { scheduleMonthDaysExist } from "./schedule-month-days-exist";
import { scheduleOneKindOfMonthDay } from "./schedule-one-kind-of-month-day";
import { scheduleRunsOnceWithoutInterval } from "./schedule-runs-once-without-interval";
import { scheduleTimeZoneExists } from "./schedule-time-zone-exists";
import { variableIsJson } from "./variable-is-json";
import { variablesEncrypted } from "./variables-encrypted";
import { webhookExpiryIsMoment } from "./webhook-expiry-is-a-moment";
import { webhookExpiryWithinTenYears } from "./webhook-expiry-within-ten-years";
import { webhookHasNotExpired } from "./webhook-has-not-expired";
import { webhooksEndSoon } from "./webhooks-end-soon";

/** Automation accounts and what stands in them. */
export const automationRules: readonly Rule[] = [
  accountHasIdentity,
  variablesEncrypted,
  localAuthenticationOff,
  publicNetworkAccessOff,
  ownKey,
  logsCollected,
  webhooksEndSoon,
  webhookExpiryIsMoment,
  webhookExpiryWithinTenYears,
  webhookHasNotExpired,
  runtimeSupported,
  runbookTypeExists,
  runbookTypeTakesEnvironment,
  runbookFitsEnvironment,
  scheduleInterval,
  scheduleRunsOnceWithoutInterval,
  scheduleDaysFitFrequency,
  scheduleOneKindOfMonthDay,
  scheduleMonthDaysExist,
  scheduleEndsAfterStart,
  scheduleTimeZoneExists,
  namesFit,
  variableIsJson,
  certificateIsBase64,
  certificateHasNotEnded,
  certificateRenewedInTime,
  ownKeyHasVersion,
  ownKeyReadByUserAssignedIdentity,
  connectionTypeSpelled,
  connectionHasItsFields,
  connectionHasNoOtherFields,
];
