import { X509Certificate } from "node:crypto";
import type { ArmConnection } from "../arm/transport";
import { deterministicGuid } from "../azure/guid";
import type { RoleTemplate } from "../azure/roles";
import { roleAssignmentType } from "./resource-manager/access";
import type { RecordedUse } from "./resource-manager/recorded-uses";
import type { RoleCatalogue } from "./authorization/role-catalogue";
import type { Clock } from "./clock";
import {
  inProcessConnection,
  inProcessTransport,
  type ConnectedPrincipal,
} from "./front/connection";
import type { Estate } from "./estate";
import type { Faults } from "./faults";
import type { Guests } from "./guests";
import { Front } from "./front/front";
import type { HttpRequest, HttpResponse } from "./front/http";
import { Waiting } from "./front/waiting";
import { readKeyCredentials } from "./graph/applications";
import { Graph } from "./graph/graph";
import type { GraphPermission } from "./graph/graph-call";
import { ClientSecrets } from "./sign-in/client-secrets";
import { IdentityEndpoint } from "./sign-in/identity-endpoint";
import { OutsideIssuer } from "./sign-in/outside-issuer";
import { federatedCredentialsOf } from "./managed-identity/federated-credentials";
import { operationsOf } from "./operations";
import type { JsonObject } from "./json";
import { ResourceManager } from "./resource-manager/resource-manager";
import { save } from "./saved-estate/save";
import type { SavedEstate } from "./saved-estate/saved-estate";
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
  /** What scripts do inside machines that Azure has run them in. */
  readonly guests: Guests;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly #world: World;
  readonly #front: Front;
  readonly #identities: IdentityEndpoint;
  readonly #secrets = new ClientSecrets();
  readonly #outside = new OutsideIssuer();
  readonly #graph: Graph;
  readonly #time: { readonly clock: Clock; readonly waiting: Waiting };

  constructor(options: SimulatedAzureOptions = {}) {
    const world = createWorld(options);
    this.#world = world;
    this.clock = world.clock;
    this.#time = { clock: world.clock, waiting: new Waiting(world.clock) };
    this.estate = world.estate;
    this.faults = world.platform.faults;
    this.guests = world.platform.guests;
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
      {
        ...issued,
        tokens,
        federatedCredentialsOf: (resourceId) => federatedCredentialsOf(world.estate, resourceId),
        outside: this.#outside,
      },
      new ResourceManager(world, operationsOf(world)),
      this.#identities,
      this.#graph,
      world.platform,
    );
  }

  /**
   * Makes an application with its service principal, which can sign in. It has no rights until they
   * are granted.
   *
   * @param options.certificate - PEM with the public part of an RSA key: the application may sign in
   *   with an assertion too that it signs with the private part.
   */
  createServicePrincipal(
    displayName: string,
    options: { readonly certificate?: string } = {},
  ): ServicePrincipal {
    const objectId = this.#world.newId();
    const clientId = this.#world.newId();
    // What is no certificate is told now, not when somebody signs in.
    const certificates = [options.certificate ?? []].flat().map((pem) => ({
      type: "AsymmetricX509Cert",
      usage: "Verify",
      key: new X509Certificate(pem).raw.toString("base64"),
    }));
    this.#world.applications.put({
      id: this.#world.newId(),
      appId: clientId,
      displayName,
      createdDateTime: this.clock.now().toISOString(),
      signInAudience: "AzureADMyOrg",
      keyCredentials: readKeyCredentials(certificates, [], () => this.#world.newId()),
      passwordCredentials: [],
      owners: [],
      others: {},
    });
    const clientSecret = this.#secrets.add(clientId, this.#world.newId());
    this.#world.directory.add({ objectId, clientId, displayName, kind: "ServicePrincipal" });
    return { objectId, clientId, clientSecret, displayName };
  }

  /**
   * Gives an application a new secret; those before hold no more. A loaded estate holds applications
   * without secrets. `undefined` when there is none of that name.
   */
  renewSecret(displayName: string): ServicePrincipal | undefined {
    const found = this.#world.directory.findApplication(displayName);
    if (found?.clientId === undefined) {
      return undefined;
    }
    const { objectId, clientId } = found;
    this.#secrets.forget(clientId);
    const clientSecret = this.#secrets.add(clientId, this.#world.newId());
    return { objectId, clientId, clientSecret, displayName };
  }

  /**
   * A token of an outside issuer, for example of a Kubernetes cluster: a workload exchanges it for a
   * token of the user-assigned identity that has a federated credential for it.
   */
  federatedToken(claims: {
    readonly issuer: string;
    readonly subject: string;
    readonly audience: string;
  }): string {
    return this.#outside.issue(claims);
  }

  /**
   * The estate as plain JSON, to begin with again by the option `from`. Holds no secrets.
   * Long-running work under way is not saved.
   */
  save(): SavedEstate {
    return save(this.#world);
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
    const transport = inProcessTransport(this.#front, this.#time, principal.objectId);
    return inProcessConnection(transport, this, principal);
  }

  /**
   * Serves this Azure over HTTPS on loopback until it is closed. On a clock that stands still,
   * long-running work ends only when the clock is turned: give a clock with `speed` to clients that
   * poll. Fails with the code `EADDRINUSE` when the port is taken.
   *
   * @param options.port - Defaults to a free port.
   * @param options.onDefect - Told of what is a fault of the simulated Azure itself; the client hears
   *   Azure's 500 and nothing of it. In process such a fault is thrown.
   */
  serve(
    options: { readonly port?: number; readonly onDefect?: (error: unknown) => void } = {},
  ): Promise<ServedAzure> {
    return serveAzure({
      ...options,
      port: options.port ?? 0,
      tenantId: this.tenantId,
      subscriptionId: this.subscriptionId,
      handle: (request) => this.handle(request),
      admit: (resourceId) => this.#identities.admit(resourceId),
    });
  }

  /** Every right that was asked for, granted or refused: each once, with how often, in the order of its last use. */
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
