import assert from "node:assert/strict";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { machine } from "../../simulator/compute/small-estate";

/** The extension of Azure Backup, of which nothing is left but to delete it. */
export const failedExtension = {
  id: `${machine}/extensions/VMSnapshotLinux`,
  name: "VMSnapshotLinux",
  type: "Microsoft.Compute/virtualMachines/extensions",
  location: "westeurope",
  properties: {
    publisher: "Microsoft.Azure.RecoveryServices",
    type: "VMSnapshotLinux",
    typeHandlerVersion: "1.0",
    provisioningState: "Failed",
  },
};

/** Breaks what a repair mends: the extension of Azure Backup, and the machine's own state. */
export function breakMachine(azure: SimulatedAzure, provisioningState = "Failed"): void {
  azure.estate.put(failedExtension);
  const stored = azure.estate.get(machine);
  assert.ok(stored);
  const { properties } = stored as unknown as { properties: object };
  azure.estate.put({ ...stored, properties: { ...properties, provisioningState } });
}
