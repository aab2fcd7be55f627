import { testFailoverStates } from "../../../azure/protected-item-states";
import { virtualMachineType } from "../../compute/extensions";
import { notePower } from "../../compute/power-state";
import type { StoredResource } from "../../estate";
import { asObject, asText } from "../../json";
import type { Platform } from "../../operation";
import { detailsOf, inState, requireAllowed } from "./item-state";
import { makeMachine, partsOf, removeParts, removeWithParts } from "./recovery-machine";
import { renewDisks } from "./recovery-disks";
import { choosePoint, type PointChoice, pointId } from "./recovery-point";
import { recoveryTarget } from "./recovery-target";
import { requireTestNetwork } from "./test-network";
import { deletePoints, endPoints, noteTest, takeTest } from "./replication-notes";

import { requireMachine } from "./reprotect";

export { reprotect, type ReprotectInput } from "./reprotect";

/*
 * What becomes of one replicated machine at the end of a job, without a request: the jobs of the machine
 * itself and of recovery plans call these. Each refuses what the item's state does not allow, changes the
 * estate only when all of it can be done, and answers the item as it is then.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-tutorial-failover-failback,
 * azure-to-azure-tutorial-dr-drill, azure-to-azure-architecture ("Failover process").
 */

export interface FailoverOptions extends PointChoice {
  /** Whether the source is shut down first. Failover goes on when it cannot be. Defaults to `false`. */
  readonly shutsDownSource?: boolean;
}

export interface TestFailoverOptions extends PointChoice {
  /** Id of the network of the test. Defaults to the item's own for tests, else to that of the failover. */
  readonly networkId?: string | undefined;
}

/** Makes the machine on the other side, from a recovery point. The source stays where it is. */
export function failOver(
  platform: Platform,
  item: StoredResource,
  options: FailoverOptions = {},
): StoredResource {
  requireAllowed(item, "UnplannedFailover", "Failover");
  const point = choosePoint(platform, item, options);
  const target = recoveryTarget(platform, item, "failover");
  const machine = makeMachine(platform, item, target);
  if (options.shutsDownSource === true) {
    shutDown(platform, asText(detailsOf(item).fabricObjectId));
  }
  endPoints(platform, item);
  return put(
    platform,
    inState(item, "failedOver", {
      properties: {
        failoverRecoveryPointId: pointId(item, point),
        lastSuccessfulFailoverTime: platform.clock.now().toISOString(),
      },
      details: { recoveryFabricObjectId: machine.id },
    }),
  );
}

/** Puts the machine of a failover that is not committed back to another recovery point: its disks are made anew. */
export function changeRecoveryPoint(
  platform: Platform,
  item: StoredResource,
  options: PointChoice,
): StoredResource {
  requireAllowed(item, "ChangePit", "Change recovery point");
  const point = choosePoint(platform, item, options);
  renewDisks(platform, requireMachine(platform, asText(detailsOf(item).recoveryFabricObjectId)));
  return put(
    platform,
    inState(item, "failedOver", { properties: { failoverRecoveryPointId: pointId(item, point) } }),
  );
}

/** Settles a failover: its recovery points are deleted, and the machine can be reprotected. */
export function commitFailover(platform: Platform, item: StoredResource): StoredResource {
  requireAllowed(item, "Commit", "Commit");
  deletePoints(platform, item);
  return put(platform, inState(item, "committed"));
}

/** Makes a machine beside the source, to see whether a failover would do. Replication goes on. */
export function testFailOver(
  platform: Platform,
  item: StoredResource,
  options: TestFailoverOptions = {},
): StoredResource {
  requireAllowed(item, "TestFailover", "Test failover");
  const point = choosePoint(platform, item, options);
  const networkId = requireTestNetwork(platform, item, options);
  const target = recoveryTarget(platform, item, "test", networkId);
  const machine = makeMachine(platform, item, target);
  noteTest(platform, item, partsOf(machine));
  return put(
    platform,
    inState(item, "testFailedOver", {
      properties: {
        ...testFailoverStates.waiting,
        failoverRecoveryPointId: pointId(item, point),
        lastSuccessfulTestFailoverTime: platform.clock.now().toISOString(),
      },
      details: {
        testFailoverRecoveryFabricObjectId: machine.id,
        vmProtectionStateDescription: "Protected",
      },
    }),
  );
}

/** Removes what the test failover made. */
export function cleanUpTestFailover(platform: Platform, item: StoredResource): StoredResource {
  requireAllowed(item, "TestFailoverCleanup", "Test failover cleanup");
  const { testFailoverRecoveryFabricObjectId, ...details } = detailsOf(item);
  const machine = platform.estate.get(asText(testFailoverRecoveryFabricObjectId) ?? "");
  if (machine !== undefined) {
    removeWithParts(platform, machine);
  }
  // What the machine left when somebody deleted it by hand.
  removeParts(platform, takeTest(platform, item));
  const cleaned: StoredResource = {
    ...item,
    properties: { ...asObject(item.properties), providerSpecificDetails: details },
  };
  return put(platform, inState(cleaned, "protected", { properties: testFailoverStates.cleanedUp }));
}

function shutDown(platform: Platform, machineId: string | undefined): void {
  const machine = platform.estate.get(machineId ?? "");
  if (machine?.type === virtualMachineType) {
    notePower(platform, machine, "deallocated");
  }
}

function put(platform: Platform, item: StoredResource): StoredResource {
  platform.estate.put(item);
  return item;
}
