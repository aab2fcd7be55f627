import type { ArmConnection } from "../arm/transport";
import { deterministicGuid } from "../azure/guid";
import type { RoleTemplate } from "../azure/roles";
import { roleAssignmentType, type RecordedUse } from "./resource-manager/access";
import type { RoleCatalogue } from "./authorization/role-catalogue";
import type { Clock } from "./clock";
import {
  inProcessConnection,
  inProcessTransport,
  type ConnectedPrincipal,
} from "./front/connection";
import type { Estate } from "./estate";
import type { Faults } from "./faults";
import { Front } from "./front/front";
import type { HttpRequest, HttpResponse } from "./front/http";
import { Graph } from "./graph/graph";
import type { GraphPermission } from "./graph/graph-call";
import { ClientSecrets } from "./sign-in/client-secrets";
import { IdentityEndpoint } from "./sign-in/identity-endpoint";
import { operationsOf } from "./operations";
import type { JsonObject } from "./json";
import { ResourceManager } from "./resource-manager/resource-manager";
import { serveAzure, type ServedAzure, type ServicePrincipal } from "./front/served-azure";
import { Tokens } from "./sign-in/tokens";
import { createWorld, type SimulatedAzureOptions, type World } from "./world";

/**
 * One simulated Azure: a tenant with one subscription, behind Azure Resource Manager's own
 * requests and answers. It makes no connection to anything.
 */
export class SimulatedAzure {
  readonly clock: Clock;
  readonly estate: Estate;
  /** What goes wrong on demand. */
  readonly faults: Faults;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly #world: World;
  readonly #front: Front;
  readonly #identities: IdentityEndpoint;
  readonly #secrets = new ClientSecrets();
  readonly #graph: Graph;

  constructor(options: SimulatedAzureOptions = {}) {
    const world = createWorld(options);
    this.#world = world;
    this.clock = world.clock;
    this.estate = world.estate;
    this.faults = world.platform.faults;
    this.tenantId = world.tenantId;
    this.subscriptionId = world.subscriptionId;
    const tokens = new Tokens(world.tenantId);
    this.#identities = new IdentityEndpoint(world.estate, world.directory, tokens);
    const issued = {
      tenantId: world.tenantId,
      clock: world.clock,
      directory: world.directory,
      applications: world.applications,
      secrets: this.#secrets,
      newId: () => world.newId(),
    };
    const servicePrincipals = world.estate.notes<JsonObject>("service principals");
    this.#graph = new Graph({ ...issued, servicePrincipals });
    this.#front = new Front(
      { ...issued, tokens },
      new ResourceManager(world, operationsOf(world)),
      this.#identities,
      this.#graph,
      world.clock.speed,
    );
  }

  /** Makes an application with its service principal, which can sign in. It has no rights until they are granted. */
  createServicePrincipal(displayName: string): ServicePrincipal {
    const objectId = this.#world.newId();
    const clientId = this.#world.newId();
    this.#world.applications.put({
      id: this.#world.newId(),
      appId: clientId,
      displayName,
      createdDateTime: this.clock.now().toISOString(),
      signInAudience: "AzureADMyOrg",
      keyCredentials: [],
      passwordCredentials: [],
      owners: [],
      others: {},
    });
    const clientSecret = this.#secrets.add(clientId, this.#world.newId());
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

  /** Grants an application permission of Microsoft Graph, as an administrator's consent does; Azure's roles give none. */
  grantGraph(principalId: string, permission: GraphPermission): void {
    this.#graph.grant(principalId, permission);
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

  /**
   * Serves this Azure over HTTPS on loopback, on a free port, until it is closed. On a clock that
   * stands still, long-running work ends only when the clock is turned: give a clock with `speed`
   * to clients that poll.
   */
  serve(): Promise<ServedAzure> {
    return serveAzure({
      tenantId: this.tenantId,
      subscriptionId: this.subscriptionId,
      handle: (request) => this.handle(request),
      admit: (resourceId) => this.#identities.admit(resourceId),
    });
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
