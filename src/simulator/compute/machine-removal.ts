import type { StoredResource } from "../estate";
import type { Platform } from "../operation";
import { deleteTree } from "../resource-manager/delete-tree";
import { release } from "./attachments";
import { forgetDomains } from "./domains";
import { forgetAssessment } from "./patch-assessment";
import { forgetPatches } from "./patch-records";
import { forgetPower } from "./power-state";

/** Removes a machine as Azure's own services do: without a request to Microsoft.Compute. */
export function removeMachine(platform: Platform, machine: StoredResource): void {
  deleteTree(platform, machine.id);
  forgetAssessment(platform, machine);
  forgetPatches(platform, machine);
  forgetPower(platform, machine);
  forgetDomains(platform, machine);
  release(platform, machine);
}
