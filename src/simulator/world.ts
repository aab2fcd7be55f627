import { deterministicGuid } from "../azure/guid";
import { type Assumptions, defaultAssumptions } from "./assumptions";
import { Access } from "./resource-manager/access";
import { RoleCatalogue } from "./authorization/role-catalogue";
import { addBackupManagementService } from "./backup/key-vault-rights";
import { Clock } from "./clock";
import { Applications } from "./graph/applications";
import { Directory } from "./sign-in/directory";
import { Estate } from "./estate";
import { Faults } from "./faults";
import { FeatureRegistrations } from "./features/feature-registrations";
import { Guests } from "./guests";
import type { Platform } from "./operation";
import { LongRunningWork } from "./resource-manager/long-running";
import { resumePlatformWork } from "./platform-work";
import { loadInto } from "./saved-estate/load";
import type { SavedEstate } from "./saved-estate/saved-estate";
import { ProviderRegistrations } from "./resources/provider-registrations";

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
  /**
   * Whether the published limits of requests are enforced: Azure Resource Manager's token buckets, and
   * what Compute, Network, Site Recovery and Storage limit. Defaults to `enforced` on a clock that
   * runs by itself, and to `off` on one that only tests turn: there a bucket that is empty stays so.
   */
  readonly limits?: "enforced" | "off";
  /** What Azure publishes no number for; those that are left out have their defaults. */
  readonly assumptions?: Partial<Assumptions>;
  /** Decides the ids that Azure would draw at random. Defaults to `azure-evergreen`. */
  readonly randomSeed?: string;
  /**
   * A saved estate to begin with: its tenant, subscription, seed and registrations are taken, and
   * its time unless there is a `clock`.
   */
  readonly from?: SavedEstate;
}

/** What one simulated Azure consists of, behind its front. */
export interface World {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clock: Clock;
  readonly estate: Estate;
  readonly directory: Directory;
  readonly applications: Applications;
  readonly access: Access;
  readonly roles: RoleCatalogue;
  readonly registrations: ProviderRegistrations;
  readonly features: FeatureRegistrations;
  readonly work: LongRunningWork;
  readonly assumptions: Assumptions;
  /** Whether limits of requests are enforced. */
  readonly limited: boolean;
  /** What Azure's own work sees. */
  readonly platform: Platform;
  readonly randomSeed: string;
  /** How many GUIDs were drawn. */
  drawn(): number;
  /** A new GUID; the same ones in the same order for the same seed. */
  newId(): string;
}

export function createWorld(options: SimulatedAzureOptions = {}): World {
  const { from } = options;
  const seed = from?.randomSeed ?? options.randomSeed ?? "azure-evergreen";
  const clock =
    options.clock ?? new Clock(from === undefined ? {} : { start: new Date(from.time) });
  const estate = new Estate();
  const tenantId = (
    from?.tenantId ??
    options.tenantId ??
    deterministicGuid(seed, "tenant")
  ).toLowerCase();
  const subscriptionId = (
    from?.subscriptionId ??
    options.subscriptionId ??
    deterministicGuid(seed, "subscription")
  ).toLowerCase();
  let drawn = from?.idsDrawn ?? 0;
  const newId = (): string => deterministicGuid(seed, "draw", String(drawn++));
  const roles = new RoleCatalogue(estate, subscriptionId);
  const features = new FeatureRegistrations(clock, options.featureRegistrationInSeconds ?? 900);
  const directory = new Directory(
    tenantId,
    clock,
    seed,
    options.identityPropagationInSeconds ?? 60,
  );
  const access = new Access(estate, clock, options.permissionPropagationInSeconds ?? 60, (id) =>
    roles.permissionsOf(id),
  );
  const assumptions = { ...defaultAssumptions, ...options.assumptions };
  const work = new LongRunningWork(newId, assumptions.operationStatusKeptInHours);
  const world: World = {
    tenantId,
    subscriptionId,
    clock,
    estate,
    directory,
    applications: new Applications(estate),
    access,
    roles,
    assumptions,
    limited: (options.limits ?? (clock.speed > 0 ? "enforced" : "off")) === "enforced",
    platform: {
      tenantId,
      subscriptionId,
      directory,
      estate,
      clock,
      work,
      assumptions,
      faults: new Faults(estate, clock),
      guests: new Guests(),
      holds: (principalId, action, scope, kind = "action") =>
        access.ask({ principalId, action, scope, kind, operationId: "Platform" }).allowed,
      featureInForce: (namespace, feature) => features.isInForce(namespace, feature),
      later: (_change, seconds, run) => {
        clock.after(seconds * 1000, () => {
          estate.asPlatform(run);
        });
      },
    },
    registrations: new ProviderRegistrations(clock, options.registeredProviders, {
      durationInSeconds: assumptions.providerRegistrationInSeconds,
      propagated: (namespace) => {
        features.propagate(namespace);
      },
    }),
    features,
    work,
    randomSeed: seed,
    drawn: () => drawn,
    newId,
  };
  addBackupManagementService(world.platform);
  if (from !== undefined) {
    loadInto(world, from);
    resumePlatformWork(world.platform);
  }
  return world;
}
