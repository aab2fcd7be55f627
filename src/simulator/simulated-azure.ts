import { randomBytes } from "node:crypto";
import type { ArmConnection } from "../arm/transport";
import { deterministicGuid } from "../azure/guid";
import type { RoleTemplate } from "../azure/roles";
import { Access, roleAssignmentType, type RecordedUse } from "./access";
import { RoleCatalogue } from "./authorization/role-catalogue";
import { Clock } from "./clock";
import { Directory } from "./directory";
import { Estate } from "./estate";
import { FeatureRegistrations } from "./features/feature-registrations";
import { Front } from "./front";
import type { HttpRequest, HttpResponse } from "./http";
import { inProcessConnection, inProcessTransport, type ConnectedPrincipal } from "./connection";
import { LongRunningWork } from "./long-running";
import { operationsOf } from "./operations";
import { ResourceManager } from "./resource-manager";
import { ProviderRegistrations } from "./resources/provider-registrations";
import { serveAzure, type ServedAzure, type ServicePrincipal } from "./served-azure";
import { Tokens } from "./tokens";
import type { World } from "./world";

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

/**
 * One simulated Azure: a tenant with one subscription, behind Azure Resource Manager's own
 * requests and answers. It makes no connection to anything.
 */
export class SimulatedAzure {
  readonly clock: Clock;
  readonly estate = new Estate();
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly #world: World;
  readonly #front: Front;
  readonly #secrets = new Map<string, string>();

  constructor(options: SimulatedAzureOptions = {}) {
    const seed = options.randomSeed ?? "azure-evergreen";
    let drawn = 0;
    const newId = (): string => deterministicGuid(seed, "draw", String(drawn++));
    this.clock = options.clock ?? new Clock();
    this.tenantId = (options.tenantId ?? deterministicGuid(seed, "tenant")).toLowerCase();
    this.subscriptionId = (
      options.subscriptionId ?? deterministicGuid(seed, "subscription")
    ).toLowerCase();
    const roles = new RoleCatalogue(this.estate, this.subscriptionId);
    const features = new FeatureRegistrations(
      this.clock,
      options.featureRegistrationInSeconds ?? 900,
    );
    this.#world = {
      tenantId: this.tenantId,
      subscriptionId: this.subscriptionId,
      clock: this.clock,
      estate: this.estate,
      directory: new Directory(
        this.tenantId,
        this.clock,
        seed,
        options.identityPropagationInSeconds ?? 60,
      ),
      access: new Access(
        this.estate,
        this.clock,
        options.permissionPropagationInSeconds ?? 60,
        (id) => roles.permissionsOf(id),
      ),
      roles,
      registrations: new ProviderRegistrations(this.clock, options.registeredProviders, {
        durationInSeconds: 30,
        propagated: (namespace) => {
          features.propagate(namespace);
        },
      }),
      features,
      work: new LongRunningWork(newId),
      newId,
    };
    this.#front = new Front(
      {
        tenantId: this.tenantId,
        tokens: new Tokens(this.tenantId),
        directory: this.#world.directory,
        secretOf: (clientId) => this.#secrets.get(clientId.toLowerCase()),
        newId,
      },
      new ResourceManager(this.#world, operationsOf(this.#world)),
      this.clock.speed,
    );
  }

  /** Makes an application that can sign in. It has no rights until they are granted. */
  createServicePrincipal(displayName: string): ServicePrincipal {
    const objectId = this.#world.newId();
    const clientId = this.#world.newId();
    const clientSecret = randomBytes(24).toString("base64url");
    this.#secrets.set(clientId, clientSecret);
    this.#world.directory.add({ objectId, clientId, displayName, kind: "ServicePrincipal" });
    return { objectId, clientId, clientSecret, displayName };
  }

  /**
   * Grants a role while the simulated Azure is set up: in force at once, and no change of the estate.
   *
   * @param options.scope - Defaults to the subscription.
   * @param options.role - Name of a built-in or custom role, or a role of one's own.
   */
  grant(options: {
    readonly principalId: string;
    readonly scope?: string;
    readonly role: string | RoleTemplate;
  }): void {
    const { principalId, role } = options;
    const scope = options.scope ?? `/subscriptions/${this.subscriptionId}`;
    const { roles, access, directory } = this.#world;
    const roleDefinitionId = typeof role === "string" ? idOfRole(roles, role) : roles.bring(role);
    const name = deterministicGuid("operator assignment", scope, principalId, roleDefinitionId);
    access.addOperatorAssignment({
      id: `${scope === "/" ? "" : scope}/providers/${roleAssignmentType}/${name}`,
      name,
      type: roleAssignmentType,
      properties: {
        roleDefinitionId,
        principalId,
        principalType: directory.find(principalId)?.kind ?? "ServicePrincipal",
        scope,
      },
    });
  }

  /** Answers one request of the whole front: tokens, cloud metadata, Azure Resource Manager. */
  handle(request: HttpRequest): Promise<HttpResponse> {
    return this.#front.handle(request);
  }

  /** A connection in this process, signed in as a principal; its waiting turns the clock. */
  connect(principal: ConnectedPrincipal): ArmConnection {
    const transport = inProcessTransport(this.#front, this.clock, principal.objectId);
    return inProcessConnection(transport, this, principal);
  }

  /** Serves this Azure over HTTPS on loopback, on a free port, until it is closed. */
  serve(): Promise<ServedAzure> {
    return serveAzure(this, (request) => this.handle(request));
  }

  /** Every right that was asked for, granted or refused, in order. */
  recorded(principalId?: string): RecordedUse[] {
    return this.#world.access.recorded(principalId);
  }
}

function idOfRole(roles: RoleCatalogue, roleName: string): string {
  const role = roles.findByName(roleName);
  if (role === undefined) {
    throw new RangeError(`There is no role "${roleName}" in this simulated Azure.`);
  }
  return role.id;
}
