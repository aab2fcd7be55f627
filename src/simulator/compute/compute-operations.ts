import type { Operation } from "../operation";
import { availabilitySetOperations } from "./availability-sets";
import { computeWorkOperations } from "./compute-work";
import { diskOperations } from "./disks";
import { extensionOperations } from "./extension-operations";
import { patchOperations } from "./patch-operations";
import { powerOperations } from "./power-operations";
import { restorePointCollectionOperations } from "./restore-point-collections";
import { restorePointOperations } from "./restore-points";
import { virtualMachineOperations } from "./virtual-machines";

/** Everything of Microsoft.Compute. */
export const computeOperations: Operation[] = [
  ...virtualMachineOperations,
  ...powerOperations,
  ...patchOperations,
  ...extensionOperations,
  ...diskOperations,
  ...availabilitySetOperations,
  ...restorePointCollectionOperations,
  ...restorePointOperations,
  ...computeWorkOperations,
];
