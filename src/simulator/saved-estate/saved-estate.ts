import type { StoredResource } from "../estate";
import type { SavedFeature } from "../features/feature-registrations";
import type { SavedProviders } from "../resources/provider-registrations";
import type { SavedDirectory } from "../sign-in/directory";

/** What says that a JSON file is a saved estate. */
export const savedEstateFormat = "azure-evergreen simulated estate";

/** The one version that is read and written. */
export const savedEstateVersion = 1;

/** Everything that a simulated Azure remembers, as plain JSON. No secret, no key and no token is in it. */
export interface SavedEstate {
  readonly format: typeof savedEstateFormat;
  readonly version: typeof savedEstateVersion;
  /** Time of the simulated clock: ISO 8601, UTC. */
  readonly time: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly randomSeed: string;
  /** How many ids were drawn from the seed. */
  readonly idsDrawn: number;
  /** In the order of creation. */
  readonly resources: readonly StoredResource[];
  /** What Azure keeps in mind beside its resources, by subject and key. */
  readonly notes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly registrations: SavedProviders;
  readonly features: readonly SavedFeature[];
  readonly directory: SavedDirectory;
  /** Roles that the operator brought. */
  readonly roles: readonly StoredResource[];
  /** Assignments that the operator made. */
  readonly operatorAssignments: readonly StoredResource[];
}
