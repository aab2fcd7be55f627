import { ResourceGroup } from "@pulumi/azure-native/resources";
import type * as pulumi from "@pulumi/pulumi";
import { restorePointGroupName } from "../../azure/backup-names";
import { restorePointGroupFindings } from "../../azure/backup-point-group";
import { regionFindings } from "../../azure/regions";
import { missingArgumentFindings } from "../shared/argument-rules";
import { mapInput, rule, ruleOn, type Rule, type Verdict } from "../shared/inputs";

/** Names of the resource groups that Azure Backup makes for instant recovery points. */
export interface BackupPolicyRestorePointGroupArgs {
  /** Start of the name, before a number; prefix, number and suffix are at most 74 characters. */
  namePrefix: pulumi.Input<string>;
  /** End of the name, after the number. Defaults to nothing. */
  nameSuffix?: pulumi.Input<string>;
  /** Azure region, that of the machines: given, the group with the number 1 is made there and belongs to the stack, and a `VirtualMachineBackup` under the policy refuses locks on it. Destroying it takes the instant recovery points in it. Left out, Azure makes the group. Changing it replaces the group. */
  location?: pulumi.Input<string>;
  /** Tags of the group that belongs to the stack; only with `location`. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The first of the groups for instant recovery points, where it belongs to the stack: Azure uses it under the policy's name for it. */
export function makeRestorePointGroup(
  name: string,
  args: BackupPolicyRestorePointGroupArgs | undefined,
  verdict: Verdict,
  parent: pulumi.Resource,
): pulumi.CustomResource | undefined {
  if (args?.location === undefined) {
    return undefined;
  }
  const { namePrefix, nameSuffix = "", location, tags } = args;
  return new ResourceGroup(
    name,
    {
      resourceGroupName: mapInput({ namePrefix, nameSuffix }, (known) =>
        restorePointGroupName({
          region: "",
          number: 1,
          prefix: known.namePrefix,
          suffix: known.nameSuffix,
        }),
      ),
      location: verdict.gate(location),
      ...(tags !== undefined && { tags }),
    },
    { parent },
  );
}

/** What can be said of the groups by themselves. */
export function restorePointGroupRules(
  args: BackupPolicyRestorePointGroupArgs | undefined,
): Rule[] {
  if (args === undefined) {
    return [];
  }
  const { namePrefix, nameSuffix = "", location, tags } = args;
  return [
    rule({ namePrefix, nameSuffix }, (known) =>
      restorePointGroupFindings(known, "restorePointGroup"),
    ),
    ...ruleOn(location, (known) => regionFindings(known, "restorePointGroup.location")),
    ...(tags === undefined
      ? []
      : [
          rule({}, () => missingArgumentFindings(args, "location", undefined, "restorePointGroup")),
        ]),
  ];
}
