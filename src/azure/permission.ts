/**
 * What a role allows, in Azure's four lists. A string is an operation such as
 * `Microsoft.Compute/virtualMachines/read`, or a pattern in which `*` stands for any text, slashes too.
 *
 * Source: learn.microsoft.com, role-based-access-control/role-definitions.
 */
export interface Permission {
  /** Control plane operations that are allowed. */
  readonly actions: readonly string[];
  /** Taken out of `actions`. Not a denial: another role can still allow them. */
  readonly notActions: readonly string[];
  /** Data plane operations that are allowed. */
  readonly dataActions: readonly string[];
  /** Taken out of `dataActions`. */
  readonly notDataActions: readonly string[];
}

/** Control plane or data plane: a pattern of one never allows an operation of the other. */
export type ActionKind = "action" | "dataAction";

/** A permission of the lists that are given; the others are empty. */
export function permission(lists: Partial<Permission>): Permission {
  return { actions: [], notActions: [], dataActions: [], notDataActions: [], ...lists };
}

/** Whether a pattern stands for an operation: without case, `*` for any text. */
export function actionMatches(pattern: string, action: string): boolean {
  const [head = "", ...rest] = pattern.toLowerCase().split("*");
  const text = action.toLowerCase();
  const tail = rest.pop();
  if (tail === undefined) {
    return text === head;
  }
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) {
    return false;
  }
  // What stands between two stars must follow in its order; the earliest place leaves most room.
  const end = text.length - tail.length;
  let from = head.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) {
      return false;
    }
    from = at + part.length;
  }
  return true;
}

/** Whether one permission allows an operation: in its actions and not in its NotActions. */
export function permissionAllows(
  permission: Permission,
  action: string,
  kind: ActionKind = "action",
): boolean {
  const { allowed, excluded } = patternsOf(permission, kind);
  return (
    allowed.some((pattern) => actionMatches(pattern, action)) &&
    !excluded.some((pattern) => actionMatches(pattern, action))
  );
}

/** The lists of a permission that speak of one plane. */
export function patternsOf(
  permission: Permission,
  kind: ActionKind,
): { readonly allowed: readonly string[]; readonly excluded: readonly string[] } {
  return kind === "action"
    ? { allowed: permission.actions, excluded: permission.notActions }
    : { allowed: permission.dataActions, excluded: permission.notDataActions };
}
