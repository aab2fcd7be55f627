import type { Access } from "./access";
import type { RoleCatalogue } from "./authorization/role-catalogue";
import type { Clock } from "./clock";
import type { Directory } from "./directory";
import type { Estate } from "./estate";
import type { FeatureRegistrations } from "./features/feature-registrations";
import type { LongRunningWork } from "./long-running";
import type { ProviderRegistrations } from "./resources/provider-registrations";

/** What one simulated Azure consists of, behind its front. */
export interface World {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clock: Clock;
  readonly estate: Estate;
  readonly directory: Directory;
  readonly access: Access;
  readonly roles: RoleCatalogue;
  readonly registrations: ProviderRegistrations;
  readonly features: FeatureRegistrations;
  readonly work: LongRunningWork;
  /** A new GUID; the same ones in the same order for the same seed. */
  newId(): string;
}
