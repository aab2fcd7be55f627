import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../shared/child-options";
import { makeDeletionLock } from "../shared/resource-lock";
import { assignRole } from "../shared/role-assignment";
import type { VirtualMachineArgs } from "./arguments";
import { makeExtensions, withSecretSettings } from "./extensions";
import type { Machine } from "./machine";

/**
 * Makes what a machine has besides itself: extensions, roles of its identity and a lock.
 *
 * @param own - Extensions that the component has brought already.
 */
export function equipMachine(
  name: string,
  machine: Machine,
  args: VirtualMachineArgs,
  {
    principalId,
    own,
  }: {
    readonly principalId: pulumi.Output<string>;
    readonly own: readonly pulumi.CustomResource[];
  },
  opts: ChildOptions,
): void {
  const { resourceGroupName, location, tags } = args;
  const vmName = machine.virtualMachineName;
  const extensions = makeExtensions(
    name,
    args.extensions,
    { vmName, resourceGroupName, location, tags },
    opts,
  );
  for (const [key, { role, scope }] of Object.entries(args.roleAssignments ?? {})) {
    assignRole(`${name}-role-${key}`, { role, scope, principalId }, opts);
  }
  makeDeletionLock(
    name,
    args.deletionLock,
    machine.virtualMachineId,
    [machine.virtualMachine, ...own, ...extensions],
    opts,
  );
}

/** The arguments as they stand in the state: what is secret is marked. The very arguments where nothing is. */
export function storedArguments<
  A extends VirtualMachineArgs & { readonly adminPassword?: pulumi.Input<string> },
>(args: A): A {
  const { adminPassword, customData, extensions } = args;
  return adminPassword === undefined && customData === undefined && extensions === undefined
    ? args
    : {
        ...args,
        ...(adminPassword !== undefined && { adminPassword: pulumi.secret(adminPassword) }),
        ...(customData !== undefined && { customData: pulumi.secret(customData) }),
        ...(extensions !== undefined && { extensions: withSecretSettings(extensions) }),
      };
}
