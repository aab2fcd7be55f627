import { ArmRequestError } from "../../arm/errors";
import { describeMissingRight, presetsWith } from "../../azure/missing-right";
import { missingRightOf } from "./operation-error";

/**
 * What to do where Azure Resource Graph refuses one who may read nothing at all, for it does not say what is
 * missing; `undefined` where that is not what happened.
 *
 * @param action - What the work at hand reads first.
 * @param scope - Id of the subscription, or of several.
 */
export function graphRefusal(error: unknown, action: string, scope?: string): string | undefined {
  return error instanceof ArmRequestError &&
    error.status === 403 &&
    missingRightOf(error) === undefined
    ? describeMissingRight({ action, scope, presets: presetsWith(action) })
    : undefined;
}
