import type { ArmClient } from "../../arm/arm-client";
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  Properties,
  PropertyChange,
  ReadRequest,
  ReadResponse,
  ResourceHandler,
  UpdateRequest,
} from "../../plugin/handlers";
import { isObject, sameJson, withoutAbsent } from "./json-values";
import { fillPath, urlOf } from "./paths";
import { inProviderWords, type Session } from "./session";
import { groupPath } from "./translation";

export const accessPolicyToken = "azure-native:keyvault:AccessPolicy";

const vaultPath = `${groupPath}/providers/Microsoft.KeyVault/vaults/{vaultName}`;
const apiVersion = "2024-11-01";

/**
 * `keyvault:AccessPolicy`, which azure-native makes by code of its own: one entry among a key vault's access policies, told
 * by the object id that it is for. Outputs have the shape of the arguments.
 */
export class AccessPolicyResource implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  check({ newInputs }: CheckRequest): Promise<CheckResponse> {
    const failures = ["policy", "resourceGroupName", "vaultName"]
      .filter((name) => newInputs[name] === undefined)
      .map((property) => ({ property, reason: `missing required property '${property}'` }));
    return Promise.resolve({ inputs: withoutAbsent(newInputs), failures });
  }

  diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    for (const name of ["resourceGroupName", "vaultName"]) {
      if (!sameJson(oldInputs[name], newInputs[name])) {
        changes[name] = "update-replace";
      }
    }
    const [before, after] = [policyIn(oldInputs), policyIn(newInputs)];
    if (!sameJson(before.objectId, after.objectId)) {
      changes["policy.objectId"] = "update-replace";
    } else if (!sameJson(before, after)) {
      changes.policy = "update";
    }
    return Promise.resolve({ changes, deleteBeforeReplace: true });
  }

  async create({ inputs, preview }: CreateRequest): Promise<CreateResponse> {
    if (preview) {
      return { outputs: inputs };
    }
    const vaultId = await this.#vaultId(inputs);
    const client = await this.#session.client();
    const objectId = String(policyIn(inputs).objectId);
    if ((await findPolicy(client, vaultId, objectId)) !== undefined) {
      throw new Error(
        `an access policy for the object '${objectId}' exists already in '${vaultId}'`,
      );
    }
    await write(client, vaultId, "replace", policyIn(inputs));
    return { id: `${vaultId}/accessPolicy/${objectId}`, outputs: inputs };
  }

  async update({ newInputs, preview }: UpdateRequest): Promise<{ outputs: Properties }> {
    if (!preview) {
      const client = await this.#session.client();
      await write(client, await this.#vaultId(newInputs), "replace", policyIn(newInputs));
    }
    return { outputs: newInputs };
  }

  async read({ id, inputs }: ReadRequest): Promise<ReadResponse | undefined> {
    const [vaultId = "", objectId = ""] = id.split("/accessPolicy/");
    const policy = await findPolicy(await this.#session.client(), vaultId, objectId);
    if (policy === undefined) {
      return undefined;
    }
    const [, , , , resourceGroupName, , , , vaultName] = vaultId.split("/");
    const held = { resourceGroupName, vaultName, ...inputs, policy };
    return { id, inputs: held, outputs: held };
  }

  async delete({ id, inputs }: DeleteRequest): Promise<void> {
    const [vaultId = ""] = id.split("/accessPolicy/");
    const client = await this.#session.client();
    await write(client, vaultId, "remove", policyIn(inputs));
  }

  async #vaultId(inputs: Properties): Promise<string> {
    const { subscriptionId } = await this.#session.connection();
    return fillPath(vaultPath, subscriptionId, inputs);
  }
}

function policyIn({ policy }: Properties): Properties {
  return isObject(policy) ? policy : {};
}

async function findPolicy(
  client: ArmClient,
  vaultId: string,
  objectId: string,
): Promise<Properties | undefined> {
  try {
    const found = await client.getOrUndefined(urlOf(vaultId, apiVersion));
    const properties = isObject(found?.body) ? found.body.properties : undefined;
    const policies: unknown = isObject(properties) ? properties.accessPolicies : undefined;
    return (Array.isArray(policies) ? policies : [])
      .filter(isObject)
      .find((policy) => String(policy.objectId).toLowerCase() === objectId.toLowerCase());
  } catch (error) {
    throw inProviderWords(error);
  }
}

async function write(
  client: ArmClient,
  vaultId: string,
  kind: "replace" | "remove",
  policy: Properties,
): Promise<void> {
  const body = { properties: { accessPolicies: [policy] } };
  try {
    await client.put(urlOf(`${vaultId}/accessPolicies/${kind}`, apiVersion), body);
  } catch (error) {
    throw inProviderWords(error);
  }
}
