import { deterministicGuid } from "../azure/guid";
import { Access } from "./resource-manager/access";
import { RoleCatalogue } from "./authorization/role-catalogue";
import { Clock } from "./clock";
import { Directory } from "./sign-in/directory";
import { Estate } from "./estate";
import { FeatureRegistrations } from "./features/feature-registrations";
import { LongRunningWork } from "./resource-manager/long-running";
import { ProviderRegistrations } from "./resources/provider-registrations";

/** How long a provider takes to register everywhere. Azure names no time; the portal shows it in about half a minute. */
const providerRegistrationInSeconds = 30;

export interface SimulatedAzureOptions {
  /** Defaults to a clock that stands still until it is turned. */
  readonly clock?: Clock;
  /** Defaults to a GUID that follows from the seed. */
  readonly tenantId?: string;
  /** Defaults to a GUID that follows from the seed. */
  readonly subscriptionId?: string;
  /**
   * Seconds until a fresh role assignment takes effect. Defaults to `60`; Azure names up to 600.
   * Source: learn.microsoft.com role-based-access-control/troubleshooting.
   */
  readonly permissionPropagationInSeconds?: number;
  /** Seconds until Authorization finds the principal of a fresh managed identity. Defaults to `60`. */
  readonly identityPropagationInSeconds?: number;
  /** Seconds from `Registering` to `Registered` of a preview feature. Defaults to `900`, the longest that Azure names. */
  readonly featureRegistrationInSeconds?: number;
  /** Namespaces that the subscription is registered to use. Defaults to all that are simulated. */
  readonly registeredProviders?: readonly string[];
  /** Decides the ids that Azure would draw at random. Defaults to `azure-evergreen`. */
  readonly randomSeed?: string;
}

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

export function createWorld(options: SimulatedAzureOptions = {}): World {
  const seed = options.randomSeed ?? "azure-evergreen";
  const clock = options.clock ?? new Clock();
  const estate = new Estate();
  const tenantId = (options.tenantId ?? deterministicGuid(seed, "tenant")).toLowerCase();
  const subscriptionId = (
    options.subscriptionId ?? deterministicGuid(seed, "subscription")
  ).toLowerCase();
  let drawn = 0;
  const newId = (): string => deterministicGuid(seed, "draw", String(drawn++));
  const roles = new RoleCatalogue(estate, subscriptionId);
  const features = new FeatureRegistrations(clock, options.featureRegistrationInSeconds ?? 900);
  return {
    tenantId,
    subscriptionId,
    clock,
    estate,
    directory: new Directory(tenantId, clock, seed, options.identityPropagationInSeconds ?? 60),
    access: new Access(estate, clock, options.permissionPropagationInSeconds ?? 60, (id) =>
      roles.permissionsOf(id),
    ),
    roles,
    registrations: new ProviderRegistrations(clock, options.registeredProviders, {
      durationInSeconds: providerRegistrationInSeconds,
      propagated: (namespace) => {
        features.propagate(namespace);
      },
    }),
    features,
    work: new LongRunningWork(newId),
    newId,
  };
}
