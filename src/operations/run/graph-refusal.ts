import { ArmRequestError } from "../../arm/errors";
import { describeMissingRight, type MissingRight, presetsWith } from "../../azure/missing-right";
import { missingRightOf } from "./operation-error";

/**
 * Azure Resource Graph refuses one who may read nothing at all, and does not say what is missing. The error as it is,
 * or with the action that is asked for and the preset that grants it.
 *
 * @param scopes - Where the action is asked for; empty where that is not known.
 * @param presets - Those that are named. Default to all that grant the action.
 */
export function describedGraphRefusal(
  error: unknown,
  action: string,
  scopes: readonly string[],
  presets: MissingRight["presets"] = presetsWith(action),
): unknown {
  const isRefusal =
    error instanceof ArmRequestError && error.status === 403 && missingRightOf(error) === undefined;
  const scope = scopes.join(" and ") || undefined;
  const right = { action, scope, presets };
  return isRefusal ? new Error(`${error.message}\n${describeMissingRight(right)}`) : error;
}
