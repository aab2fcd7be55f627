import type { ServicePrincipal, SimulatedAzure } from "azure-evergreen/simulator";
import type { TreeEntry } from "./report";

/** What one deployment of the fleet came to. */
export interface Outcome {
  readonly resources: readonly TreeEntry[];
  /** What a user reads when it failed; left out when it went well. */
  readonly failure?: string;
}

/** A way to deploy the example fleet into a simulated Azure, more than once. */
export interface Door {
  deploy(): Promise<Outcome>;
  close(): Promise<void>;
}

/** Opens a door for somebody who signs in to an Azure. */
export type OpenDoor = (azure: SimulatedAzure, principal: ServicePrincipal) => Promise<Door>;

/** Stack configuration of the fleet. */
export const configuration = {
  "azure-native:location": "westeurope",
  "fleet:sshPublicKey":
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
  "fleet:adminPassword": "Correct-Horse-7-Battery",
};
