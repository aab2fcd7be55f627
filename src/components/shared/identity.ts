import { getAutomationAccountOutput } from "@pulumi/azure-native/automation";
import { getVirtualMachineOutput } from "@pulumi/azure-native/compute";
import { getVaultOutput } from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import { identityTypeOf, type ManagedIdentityChoice } from "../../azure/managed-identity";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { mapInput, refuse, ruleOn, type Rule } from "./inputs";

/** The `identity` argument of azure-native's resources. Their SDK types the words as enums of these very values, one for each service. */
export function identityArguments(
  choice: ManagedIdentityChoice,
  userAssignedIdentityIds: pulumi.Input<string>[] | undefined,
): { type: "SystemAssigned"; userAssignedIdentities?: pulumi.Input<string>[] } {
  return {
    type: identityTypeOf(choice) as "SystemAssigned",
    ...(userAssignedIdentityIds !== undefined &&
      userAssignedIdentityIds.length > 0 && { userAssignedIdentities: userAssignedIdentityIds }),
  };
}

export function identityIdRules(userAssignedIdentityIds: pulumi.Input<string>[] = []): Rule[] {
  return userAssignedIdentityIds.flatMap((id, index) =>
    ruleOn(id, (known) =>
      resourceIdFindings(
        known,
        `userAssignedIdentityIds[${index}]`,
        "Microsoft.ManagedIdentity/userAssignedIdentities",
      ),
    ),
  );
}

/** What Azure says of a resource that can have a system-assigned identity. */
export interface IdentityHolder {
  readonly id: string;
  readonly location: string;
  /** Azure's word for the identities that it has; left out when it has none. */
  readonly identityType?: string | undefined;
  /** Object id of the system-assigned identity. */
  readonly principalId?: string | undefined;
}

/*
 * Principals are asked of Azure by the resource's id instead of being taken from the resource's own
 * outputs: while a resource is being changed a preview knows nothing of those but the id, and an
 * unknown principal would show every role assignment as replaced.
 */

export function readAutomationAccount(
  accountId: pulumi.Input<string>,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<IdentityHolder> {
  const { resourceGroupName, name } = namesOf(accountId);
  return getAutomationAccountOutput({ resourceGroupName, automationAccountName: name }, opts).apply(
    holder,
  );
}

export function readVault(
  vaultId: pulumi.Input<string>,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<IdentityHolder> {
  const { resourceGroupName, name } = namesOf(vaultId);
  return getVaultOutput({ resourceGroupName, vaultName: name }, opts).apply(holder);
}

export function readVirtualMachine(
  virtualMachineId: pulumi.Input<string>,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<IdentityHolder> {
  const { resourceGroupName, name } = namesOf(virtualMachineId);
  return getVirtualMachineOutput({ resourceGroupName, vmName: name }, opts).apply(holder);
}

/**
 * Object id of the system-assigned identity. Where there is none it is unknown in a preview, which
 * sees the resource before the change that may switch it on; afterwards `problems` says what is wrong.
 */
export function principalIdOf(
  holding: pulumi.Output<IdentityHolder>,
  subject: string,
  problems: (holder: IdentityHolder) => readonly Finding[],
): pulumi.Output<string> {
  return holding.apply((known) => {
    if (known.principalId !== undefined && known.principalId !== "") {
      return known.principalId;
    }
    if (pulumi.runtime.isDryRun()) {
      return pulumi.unknown as unknown as string;
    }
    refuse(subject, problems(known));
    return "";
  });
}

function namesOf(id: pulumi.Input<string>): {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly name: pulumi.Input<string>;
} {
  return {
    resourceGroupName: mapInput(id, (known) => parseResourceId(known).resourceGroupName ?? ""),
    name: mapInput(id, (known) => parseResourceId(known).name),
  };
}

function holder(known: {
  readonly id?: string;
  readonly location?: string;
  readonly identity?: { readonly type?: string; readonly principalId?: string };
}): IdentityHolder {
  return {
    id: known.id ?? "",
    location: known.location ?? "",
    identityType: known.identity?.type,
    principalId: known.identity?.principalId,
  };
}
