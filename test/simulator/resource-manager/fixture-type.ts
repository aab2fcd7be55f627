import type { HttpMethod } from "../../../src/arm/transport";
import { permission } from "../../../src/azure/permissions";
import { roleAssignmentType } from "../../../src/simulator/resource-manager/access";
import { asObject } from "../../../src/simulator/json";
import type { Answer, Operation } from "../../../src/simulator/operation";
import { groupPath, subscriptionPath } from "../../../src/simulator/resource-manager/path-template";
import { ResourceManager } from "../../../src/simulator/resource-manager/resource-manager";
import {
  resourceType,
  type ResourceType,
} from "../../../src/simulator/resource-manager/resource-type";
import { createWorld, type World } from "../../../src/simulator/world";
import { subscription, subscriptionId, tenantId } from "../caller";

export const type = "Microsoft.Compute/boxes";
export const group = `${subscription}/resourceGroups/rg`;
export const box = `${group}/providers/${type}/b1`;
export const witness = "a fixture of this test";
export const principalId = "eeeeeeee-0000-4000-8000-000000000001";
export const endpoint = "https://localhost:1";

export function boxes(changed: Partial<ResourceType> = {}): Operation[] {
  return resourceType({
    type,
    path: groupPath(`${type}/{boxName}`),
    location: "required",
    identity: true,
    put: { id: "Boxes_CreateOrUpdate", witness },
    patch: { id: "Boxes_Update", witness },
    get: { id: "Boxes_Get", witness },
    delete: { id: "Boxes_Delete", witness },
    lists: [
      { id: "Boxes_List", path: groupPath(type), witness, pageSize: 2 },
      { id: "Boxes_ListAll", path: subscriptionPath(type), witness },
    ],
    ...changed,
  });
}

export const lids = resourceType({
  type: `${type}/lids`,
  path: groupPath(`${type}/{boxName}/lids/{lidName}`),
  provisioningState: false,
  put: { id: "Lids_Create", witness },
  get: { id: "Lids_Get", witness },
  lists: [{ id: "Lids_List", path: groupPath(`${type}/{boxName}/lids`), witness }],
});

export interface Asked {
  readonly world: World;
  readonly ask: (method: HttpMethod, path: string, body?: unknown) => Promise<Answer>;
}

export function managerOf(operations: readonly Operation[], actions = ["*"]): Asked {
  const world = createWorld({ subscriptionId, tenantId });
  const role = world.roles.bring({
    roleName: "role",
    description: "",
    permission: permission({ actions }),
  });
  world.access.addOperatorAssignment({
    id: `${subscription}/providers/${roleAssignmentType}/x`,
    name: "x",
    type: roleAssignmentType,
    properties: { principalId, roleDefinitionId: role, scope: subscription },
  });
  world.directory.add({ objectId: principalId, kind: "ServicePrincipal", displayName: "p" });
  world.estate.put({
    id: group,
    name: "rg",
    type: "Microsoft.Resources/resourceGroups",
    location: "westeurope",
    properties: { provisioningState: "Succeeded" },
  });
  const manager = new ResourceManager(world, operations);
  return {
    world,
    async ask(method, url, body) {
      const { pathname, searchParams } = new URL(url, endpoint);
      return manager.answer({
        method,
        path: pathname,
        query: { "api-version": "2023-01-01", ...Object.fromEntries(searchParams) },
        headers: {},
        body: body === undefined ? undefined : JSON.stringify(body),
        principalId,
        endpoint,
      });
    },
  };
}

export function codeOf(answer: Answer): unknown {
  return asObject(asObject(answer.body).error).code;
}
