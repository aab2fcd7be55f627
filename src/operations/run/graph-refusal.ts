import { ArmRequestError } from "../../arm/errors";
import { describeMissingRight, type MissingRight, presetsWith } from "../../azure/missing-right";
import { missingRightOf } from "./operation-error";

/**
 * What to do where Azure Resource Graph refuses one who may read nothing at all, for it does not say what is
 * missing; `undefined` where that is not what happened.
 *
 * @param action - What the work at hand reads first.
 * @param scope - Id of the subscription, or of several.
 * @param presets - Those that are named. Default to all that grant the action.
 */
export function graphRefusal(
  error: unknown,
  action: string,
  scope?: string,
  presets: MissingRight["presets"] = presetsWith(action),
): string | undefined {
  return error instanceof ArmRequestError &&
    error.status === 403 &&
    missingRightOf(error) === undefined
    ? describeMissingRight({ action, scope, presets })
    : undefined;
}

/** The same error as it is, or with what to do. */
export function describedGraphRefusal(
  error: unknown,
  action: string,
  scopes: readonly string[],
  presets?: MissingRight["presets"],
): unknown {
  const refusal = graphRefusal(error, action, scopes.join(" and ") || undefined, presets);
  return refusal === undefined
    ? error
    : new Error(`${(error as Error).message}\n${refusal}`, { cause: error });
}
