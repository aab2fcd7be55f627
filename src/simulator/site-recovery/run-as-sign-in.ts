import {
  missingRunAsPieces,
  runAsAccountPhase,
  runAsCertificateState,
  runAsEnd,
} from "../../azure/run-as-account";
import { readRunAsPieces } from "../automation/run-as-pieces";
import type { StoredResource } from "../estate";
import type { Platform } from "../operation";
import { type AutoUpdateProblem, problems } from "./auto-update-health";

/** How an automation account signs in as its Run As account. */
export interface RunAsSignIn {
  /** Object id of the service principal, when it can sign in. */
  readonly principalId?: string;
  /** What keeps it from signing in, or soon will. */
  readonly problem?: AutoUpdateProblem;
}

/** Signs in as the Run As account of an automation account, or tells why that cannot be. */
export function signInAsRunAs(platform: Platform, account: StoredResource): RunAsSignIn {
  const now = platform.clock.now();
  const phase = runAsAccountPhase(now);
  const { pieces, principalId } = readRunAsPieces(platform, account.id);
  const missing = missingRunAsPieces(pieces);
  const end = runAsEnd(pieces);
  if (missing.length > 0 || end === undefined) {
    return { problem: problems.runAsAccountNotFound(missing, phase) };
  }
  if (phase === "retired" && !platform.assumptions.runAsAccountsWorkAfterRetirement) {
    return { problem: problems.runAsAccountRetired };
  }
  switch (runAsCertificateState(end, now)) {
    case "expired":
      return { problem: problems.runAsCertificateExpired(end, phase) };
    case "expiring":
      return { principalId, problem: problems.runAsCertificateExpires(end, phase) };
    case "valid":
      return { principalId };
  }
}
