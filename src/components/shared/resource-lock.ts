import { ManagementLockByScope } from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { lockNotesFindings } from "../../azure/resource-lock";
import type { ChildOptions } from "./child-options";
import { ruleOn, type Rule } from "./inputs";
import { residentsOf } from "./residents";

/**
 * A lock against deletion. There is no read-only one: it would also refuse the next change that the stack makes,
 * and every backup, replication and job, for which Azure writes to the resource.
 */
export interface DeletionLockArgs {
  /** Name of the lock. Defaults to a name made from the component's. Changing it replaces the lock. */
  lockName?: pulumi.Input<string>;
  /** Why it is there, at most 512 characters; shown to who is refused. Defaults to none. */
  notes?: pulumi.Input<string>;
}

/**
 * Makes `${name}-lock` when it is asked for. It forbids to delete the resource and everything in it, so
 * it is made after what else a component has there, and goes before it: `others` are all children
 * that stand in or at the resource. So it is with what other components say of themselves by `standsIn`.
 */
export function makeDeletionLock(
  name: string,
  args: DeletionLockArgs | undefined,
  resourceId: pulumi.Input<string>,
  others: readonly pulumi.Resource[],
  opts: ChildOptions,
): pulumi.CustomResource | undefined {
  return args === undefined
    ? undefined
    : new ManagementLockByScope(
        `${name}-lock`,
        {
          scope: resourceId,
          level: "CanNotDelete",
          ...(args.lockName !== undefined && { lockName: args.lockName }),
          ...(args.notes !== undefined && { notes: args.notes }),
        },
        {
          ...opts,
          dependsOn: withResidents(resourceId, others),
        },
      );
}

async function withResidents(
  placeId: pulumi.Input<string>,
  others: readonly pulumi.Resource[],
): Promise<pulumi.Resource[]> {
  return [...others, ...(await residentsOf(placeId))];
}

export function deletionLockRules(
  args: DeletionLockArgs | undefined,
  path = "deletionLock",
): Rule[] {
  return ruleOn(args?.notes, (notes) => lockNotesFindings(notes, `${path}.notes`));
}
