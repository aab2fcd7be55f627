import { isNotFound } from "../../arm/errors";
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
  CallContext,
  ReadRequest,
  ReadResponse,
  ResourceHandler,
  UpdateRequest,
} from "../../plugin/handlers";
import { asArray, asObject, asText } from "../json";
import { sameJson, withoutAbsent } from "./json-values";
import { fillPath, parseId, urlOf } from "./paths";
import { inProviderWords, type Session } from "./session";
import { groupPath } from "./translation";

export const accessPolicyToken = "azure-native:keyvault:AccessPolicy";

const apiVersion = "2024-11-01";
const vaultPath = `${groupPath}/providers/Microsoft.KeyVault/vaults/{vaultName}`;
const policyPath = `${vaultPath}/accessPolicy/{objectId}`;

/**
 * One access policy of a key vault, which azure-native writes by requests of its own: Azure has no such resource.
 * Source: the facts on azure-native's custom resources, pulumi-azure-native provider/pkg/resources/customresources.
 */
export class AccessPolicyResource implements ResourceHandler {
  constructor(private readonly session: Session) {}

  check({ newInputs }: CheckRequest): Promise<CheckResponse> {
    const inputs = withoutAbsent(newInputs);
    const failures = ["policy", "resourceGroupName", "vaultName"]
      .filter((name) => inputs[name] === undefined)
      .map((name) => ({ reason: `missing required property '${name}'` }));
    return Promise.resolve({ inputs, failures });
  }

  diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    for (const name of ["resourceGroupName", "vaultName"]) {
      if (!sameJson(oldInputs[name], newInputs[name])) {
        changes[name] = "update-replace";
      }
    }
    const [before, after] = [asObject(oldInputs.policy), asObject(newInputs.policy)];
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!sameJson(before[name], after[name])) {
        changes[`policy.${name}`] = name === "objectId" ? "update-replace" : "update";
      }
    }
    return Promise.resolve({ changes, deleteBeforeReplace: true });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: inputs };
    }
    const { objectId } = asObject(inputs.policy);
    const { subscriptionId } = await this.session.connection();
    const id = fillPath(policyPath, subscriptionId, { ...inputs, objectId });
    if ((await this.#find(id, context)) !== undefined) {
      throw new Error(`cannot create already existing resource '${id}'`);
    }
    await this.#write(id, "replace", inputs.policy, context);
    return { id, outputs: inputs };
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    const policy = await this.#find(id, context);
    if (policy === undefined) {
      return undefined;
    }
    const { resourceGroupName, vaultName } = parseId(id, policyPath);
    const held = { resourceGroupName, vaultName, ...inputs, policy };
    return { id, inputs: held, outputs: held };
  }

  async update(
    { id, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (!preview) {
      await this.#write(id, "replace", newInputs.policy, context);
    }
    return { outputs: newInputs };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    try {
      await this.#write(id, "remove", inputs.policy, context);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  async #find(id: string, { signal }: CallContext): Promise<Properties | undefined> {
    const client = await this.session.client();
    const vault = await client.getOrUndefined(urlOf(vaultOf(id), apiVersion), signal);
    const { objectId = "" } = parseId(id, policyPath);
    const { accessPolicies } = asObject(asObject(vault?.body).properties);
    return asArray(accessPolicies)
      .map(asObject)
      .find((policy) => asText(policy.objectId)?.toLowerCase() === objectId.toLowerCase());
  }

  async #write(
    id: string,
    kind: "replace" | "remove",
    policy: unknown,
    { signal }: CallContext,
  ): Promise<void> {
    const client = await this.session.client();
    const url = urlOf(`${vaultOf(id)}/accessPolicies/${kind}`, apiVersion);
    try {
      await client.put(url, { properties: { accessPolicies: [policy] } }, signal);
    } catch (error) {
      throw isNotFound(error) ? error : inProviderWords(error);
    }
  }
}

function vaultOf(id: string): string {
  return id.replace(/\/accessPolicy\/[^/]+$/i, "");
}
