import { HybridRunbookWorker, HybridRunbookWorkerGroup } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import { missingKeyFindings } from "../../azure/automation-links";
import { deterministicGuid } from "../../azure/guid";
import { resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import type { AutomationAccountCredentialArgs } from "./credentials";
import { accountArguments, childNameRules, type AccountPlace } from "./place";

/** A machine of a hybrid worker group. It also needs the HybridWorkerForWindows or -Linux extension. */
export interface AutomationAccountHybridWorkerArgs {
  /** Id of the virtual machine, or of the machine of Azure Arc. Changing it replaces the worker. */
  machineId: pulumi.Input<string>;
}

/** Machines on which runbooks run instead of in Azure. */
export interface AutomationAccountHybridWorkerGroupArgs {
  /** Name of the group. Defaults to its key. Changing it replaces the group. */
  groupName?: string;
  /** Key of one of `credentials`, with which jobs run. Defaults to none: they run as the system. */
  credential?: string;
  /** Machines of the group, each by a key of your own. Defaults to none. Changing a key replaces its worker. */
  workers?: Record<string, AutomationAccountHybridWorkerArgs>;
}

type Groups = Record<string, AutomationAccountHybridWorkerGroupArgs> | undefined;
type Credentials = Record<string, AutomationAccountCredentialArgs> | undefined;

/** Makes `${name}-workers-${key}` for each group and `${name}-worker-${key}-${worker}` for its machines. */
export function makeHybridWorkerGroups(
  groups: Groups,
  credentials: Credentials,
  dependsOn: pulumi.CustomResource[],
  place: AccountPlace,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(groups ?? {}).flatMap(([key, { credential, groupName = key, workers }]) => {
    const account = accountArguments(place);
    const group = new HybridRunbookWorkerGroup(
      `${place.name}-workers-${key}`,
      {
        ...account,
        hybridRunbookWorkerGroupName: groupName,
        name: groupName,
        ...(credential !== undefined && {
          credential: { name: credentials?.[credential]?.credentialName ?? credential },
        }),
      },
      { ...opts, ...(credential !== undefined && { dependsOn }) },
    );
    const machines = Object.entries(workers ?? {}).map(
      ([workerKey, { machineId }]) =>
        new HybridRunbookWorker(
          `${place.name}-worker-${key}-${workerKey}`,
          {
            ...account,
            hybridRunbookWorkerGroupName: groupName,
            hybridRunbookWorkerId: mapInput(
              pulumi.all([place.automationAccountId, machineId]),
              ([accountId, id]) => deterministicGuid("hybrid worker", accountId, groupName, id),
            ),
            vmResourceId: machineId,
          },
          { ...opts, dependsOn: [group], deleteBeforeReplace: true },
        ),
    );
    return [group, ...machines];
  });
}

export function hybridWorkerRules(groups: Groups, credentials: Credentials): Rule[] {
  const path = "hybridWorkerGroups";
  return [
    ...childNameRules(groups, "hybrid worker group", path, "groupName"),
    ...Object.entries(groups ?? {}).flatMap(([key, { credential, workers }]) => [
      rule({}, () =>
        credential === undefined
          ? []
          : missingKeyFindings(
              credential,
              "credentials",
              Object.keys(credentials ?? {}),
              `${path}.${key}.credential`,
            ),
      ),
      ...Object.entries(workers ?? {}).flatMap(([workerKey, { machineId }]) =>
        ruleOn(machineId, (known) =>
          resourceIdFindings(known, `${path}.${key}.workers.${workerKey}.machineId`),
        ),
      ),
    ]),
  ];
}
