import type { Operation } from "../operation";
import { availabilitySetOperations } from "./availability-sets";
import { computeWorkOperations } from "./compute-work";
import { diskOperations } from "./disks";
import { extensionOperations } from "./extension-operations";
import { imageOperations } from "./images";
import { machineSizeOperations } from "./machine-sizes";
import { patchOperations } from "./patch-operations";
import { powerOperations } from "./power-operations";
import { proximityPlacementGroupOperations } from "./proximity-placement-groups";
import { resourceSkuOperations } from "./resource-skus";
import { restorePointCollectionOperations } from "./restore-point-collections";
import { restorePointOperations } from "./restore-points";
import { runCommandOperations } from "./run-command";
import { scaleSetOperations } from "./scale-sets";
import { virtualMachineOperations } from "./virtual-machines";

/** Everything of Microsoft.Compute. */
export const computeOperations: Operation[] = [
  ...virtualMachineOperations,
  ...powerOperations,
  ...patchOperations,
  ...runCommandOperations,
  ...extensionOperations,
  ...diskOperations,
  ...availabilitySetOperations,
  ...proximityPlacementGroupOperations,
  ...scaleSetOperations,
  ...machineSizeOperations,
  ...resourceSkuOperations,
  ...imageOperations,
  ...restorePointCollectionOperations,
  ...restorePointOperations,
  ...computeWorkOperations,
];
