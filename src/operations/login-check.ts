import { permissionAllows } from "../azure/permission";
import type { Permission } from "../azure/permissions";
import { personalPresets } from "../azure/missing-right";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings, subscriptionScope } from "../azure/resource-id";
import { describeError, missingRightOf } from "./run/operation-error";
import type { OperationOptions } from "./run/options";
import { lackedActions, permissionsAt } from "./run/own-permissions";
import { inRun, type Run } from "./run/run";

/** Who is signed in, and what of the day-2 work the rights suffice for. */
export interface LoginCheck {
  /** Id of the subscription that was looked at. */
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Object id of the principal, where the token tells it. */
  readonly objectId: string | undefined;
  readonly clientId: string | undefined;
  /** The way to sign in that was found, for example `a client secret`. */
  readonly method: string;
  /** Where the rights were asked for. */
  readonly scope: string;
  /** Empty where the rights could not be read. */
  readonly duties: readonly Duty[];
  /** Why the rights could not be read, with the action that is missing; left out where they were. */
  readonly unknownRights?: string;
}

/** Work for which there is a role preset, and whether the rights suffice for it. */
export interface Duty {
  /** Name of the preset in `rolePresets`. */
  readonly preset: string;
  readonly description: string;
  /** Actions of the preset that are missing; empty when the rights suffice. */
  readonly missingActions: readonly string[];
}

/**
 * Tells who is signed in and for what the rights suffice, at a scope. Azure is asked for its own sum
 * of the caller's rights there. Who may not even ask that learns who is signed in.
 *
 * @param input.scope - An id. Defaults to the subscription. Throws `InvalidInputError` for what is none.
 */
export async function checkLogin(
  options: OperationOptions,
  input: { readonly scope?: string } = {},
): Promise<LoginCheck> {
  const given = input.scope?.replace(/\/+$/, "");
  refuseErrors("The login check", given === undefined ? [] : resourceIdFindings(given, "scope"));
  return inRun(options, async (run) => {
    const { connection } = run;
    const identity = await connection.identify?.(run.signal);
    const scope = given ?? subscriptionScope(connection.subscriptionId);
    const rights = await rightsAt(run, scope);
    return {
      subscriptionId: connection.subscriptionId,
      tenantId: identity?.tenantId ?? connection.tenantId,
      objectId: identity?.objectId ?? connection.objectId,
      clientId: identity?.clientId ?? connection.clientId,
      method: connection.method ?? "a connection of the caller's own",
      scope,
      ...rights,
    };
  });
}

async function rightsAt(
  run: Run,
  scope: string,
): Promise<Pick<LoginCheck, "duties" | "unknownRights">> {
  try {
    const held = await permissionsAt(run, scope);
    const duties = Object.entries(personalPresets).map(([preset, role]) => {
      const { description, permission: wanted } = role();
      return { preset, description, missingActions: missing(wanted, held) };
    });
    return { duties };
  } catch (error) {
    if (missingRightOf(error) === undefined) {
      throw error;
    }
    return { duties: [], unknownRights: describeError(error) };
  }
}

function missing(wanted: Permission, held: readonly Permission[]): readonly string[] {
  const granted = wanted.actions.filter((action) => permissionAllows(wanted, action));
  return lackedActions(granted, held);
}
