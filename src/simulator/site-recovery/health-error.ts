import { deterministicGuid } from "../../azure/guid";
import type { JsonObject } from "../json";
import type { SiteRecoveryHealthCode } from "./health-witnesses";

/** What a health error says. */
export interface HealthErrorText {
  readonly code: SiteRecoveryHealthCode;
  /** A word of `HealthErrorCategory`. */
  readonly category: string;
  readonly level: "Error" | "Warning";
  readonly message: string;
  /** The message without what is particular to one entity. Defaults to the message. */
  readonly summary?: string;
  readonly possibleCauses: string;
  readonly recommendedAction: string;
}

/** What it is an error of. */
export interface HealthErrorOf {
  readonly errorSource: string;
  readonly errorType: string;
  readonly entityId: string;
  readonly creationTime: Date;
}

/** A health error in the API's shape. Source: Site Recovery API, `HealthError`. */
export function healthError(text: HealthErrorText, of: HealthErrorOf): JsonObject {
  return {
    errorSource: of.errorSource,
    errorType: of.errorType,
    errorLevel: text.level,
    errorCategory: text.category,
    errorCode: text.code,
    summaryMessage: text.summary ?? text.message,
    errorMessage: text.message,
    possibleCauses: text.possibleCauses,
    recommendedAction: text.recommendedAction,
    creationTimeUtc: of.creationTime.toISOString(),
    recoveryProviderErrorMessage: "",
    entityId: of.entityId,
    errorId: deterministicGuid("health", of.entityId, text.message),
    customerResolvability: "NotAllowed",
    innerHealthErrors: [],
  };
}
