import type { Permission } from "../../azure/permissions";
import { builtInRoles, type RoleTemplate } from "../../azure/roles";
import { deterministicGuid } from "../../azure/guid";
import { readPermission, roleDefinitionType } from "../resource-manager/access";
import type { Estate, StoredResource } from "../estate";
import { asArray, asObject } from "../json";

/** Every role definition: Azure's own, the custom ones of the estate, and those the operator brought. */
export class RoleCatalogue {
  readonly #builtIn: ReadonlyMap<string, StoredResource>;
  readonly #brought = new Map<string, StoredResource>();

  constructor(
    private readonly estate: Estate,
    private readonly subscriptionId: string,
  ) {
    this.#builtIn = new Map(
      Object.entries(builtInRoles).map(([roleName, { id, permission }]) => [
        id.toLowerCase(),
        definition(`/subscriptions/${subscriptionId}`, id, {
          roleName,
          type: "BuiltInRole",
          description: "",
          assignableScopes: ["/"],
          permissions: [permission],
        }),
      ]),
    );
  }

  /** Takes in a role that no request made, and answers its id. */
  bring(template: RoleTemplate): string {
    const scope = `/subscriptions/${this.subscriptionId}`;
    const name = deterministicGuid("operator role", JSON.stringify(template));
    const role = definition(scope, name, {
      roleName: template.roleName,
      type: "CustomRole",
      description: template.description,
      assignableScopes: [scope],
      permissions: [template.permission],
    });
    this.#brought.set(name.toLowerCase(), role);
    return role.id;
  }

  /** The roles that no request made. */
  brought(): StoredResource[] {
    return [...this.#brought.values()];
  }

  /** Takes in roles that `brought` answered. */
  load(brought: readonly StoredResource[]): void {
    for (const role of brought) {
      this.#brought.set(role.name.toLowerCase(), role);
    }
  }

  /** A definition by its id or its GUID. */
  find(id: string): StoredResource | undefined {
    const guid = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
    return (
      this.#builtIn.get(guid) ??
      this.#brought.get(guid) ??
      this.custom().find((role) => role.name.toLowerCase() === guid)
    );
  }

  findByName(roleName: string): StoredResource | undefined {
    const wanted = roleName.toLowerCase();
    return this.all().find((role) => roleNameOf(role).toLowerCase() === wanted);
  }

  permissionsOf(id: string): readonly Permission[] {
    const properties = asObject(this.find(id)?.properties);
    return asArray(properties.permissions).map(readPermission);
  }

  custom(): StoredResource[] {
    return this.estate.ofType(roleDefinitionType);
  }

  all(): StoredResource[] {
    return [...this.#builtIn.values(), ...this.#brought.values(), ...this.custom()];
  }
}

export function roleNameOf(role: StoredResource): string {
  const { roleName } = asObject(role.properties);
  return typeof roleName === "string" ? roleName : "";
}

function definition(scope: string, name: string, properties: object): StoredResource {
  return {
    id: `${scope}/providers/${roleDefinitionType}/${name}`,
    name,
    type: roleDefinitionType,
    properties,
  };
}
