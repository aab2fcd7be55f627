import { machineProgram } from "../../fixtures-backup";
import {
  type ProgramResource,
  resource,
  type RuleCases,
  subscriptionId,
  withArgs,
} from "../../program";

function groupLock(resourceGroupName: string): ProgramResource {
  return resource("authorization:ManagementLockAtResourceGroupLevel", "keep", {
    resourceGroupName,
    lockName: "keep",
    level: "CanNotDelete",
  });
}

function message(scope: string, group: string): string {
  return `scope: The lock "keep" on "${scope}" keeps Azure Backup from cleaning up in the resource group "${group}", and backups fail after 18 instant recovery points (UserErrorRpCollectionLimitReached). Remove the lock, or let Azure make and name a group that no lock covers.`;
}

const subscription = `/subscriptions/${subscriptionId}`;
const named = withArgs(machineProgram(), "policy", {
  properties: {
    instantRPDetails: { azureBackupRGNamePrefix: "points", azureBackupRGNameSuffix: "we" },
  },
});

export const cases: RuleCases = {
  rule: "EVG-BACKUP-045",
  compliant: [
    [...machineProgram(), groupLock("fleet")],
    // A group of the same prefix that is another.
    [...named, groupLock("points-of-sale")],
  ],
  failing: [
    {
      title: "a lock on the group that Azure makes",
      change: (program) =>
        withArgs(program, "keep", { resourceGroupName: "AzureBackupRG_westeurope_2" }),
      resource: "keep",
      messages: [
        message(
          `${subscription}/resourceGroups/AzureBackupRG_westeurope_2`,
          "AzureBackupRG_westeurope_2",
        ),
      ],
    },
    {
      title: "a lock on the group that the policy names",
      change: () => [...named, groupLock("points1we")],
      messages: [message(`${subscription}/resourceGroups/points1we`, "points1we")],
    },
    {
      title: "a lock on the whole subscription",
      change: () => [
        ...machineProgram(),
        resource("authorization:ManagementLockAtSubscriptionLevel", "keep", {
          lockName: "keep",
          level: "CanNotDelete",
        }),
      ],
      messages: [message(subscription, "AzureBackupRG_westeurope_1")],
    },
    {
      title: "the same by its scope, which only reads",
      change: () => [
        ...machineProgram(),
        resource("authorization:ManagementLockByScope", "keep", {
          scope: subscription,
          lockName: "keep",
          level: "ReadOnly",
        }),
      ],
      messages: [message(subscription, "AzureBackupRG_westeurope_1")],
    },
  ],
  unknown: [{ resource: "keep", property: "resourceGroupName" }],
};
