import type { ArmTransport } from "../../src/arm/transport";
import {
  ResourceInitializationError,
  type CallContext,
  type CheckResponse,
  type Properties,
  type ResourceHandler,
} from "../../src/plugin/handlers";
import { evergreenProvider } from "../../src/provider/evergreen-provider";
import { subscriptionId } from "./fake-azure";

export type ResourceType =
  | "AutomationRunbook"
  | "AutomationSchedule"
  | "AutomationWebhook"
  | "BackupProtectedItem"
  | "RecoveryVaultSettings"
  | "ReplicationFabric"
  | "ReplicationProtectionContainer"
  | "ReplicationProtectionContainerMapping"
  | "ReplicationProtectedItem"
  | "ReplicationRecoveryPlan"
  | "RunAsAssets"
  | "RunAsCertificate"
  | "SubscriptionFeature"
  | "VaultAgentAutoUpdate";

/** One provider process over a transport, driven as the engine drives it. */
export class Deployment {
  /** What was shown beside resources: `info: …`. */
  readonly log: string[] = [];
  readonly stop = new AbortController();
  readonly #provider;

  constructor(transport: ArmTransport) {
    this.#provider = evergreenProvider(
      () => ({ transport, subscriptionId, tenantId: "tenant" }),
      "0.1.0",
    );
    void this.#provider.configure({});
  }

  handler(type: ResourceType): ResourceHandler {
    const handler = this.#provider.resource(`azure-evergreen:index:${type}`);
    if (handler === undefined) {
      throw new Error(`There is no handler for ${type}.`);
    }
    return handler;
  }

  context(type: ResourceType, name = "it", more: Partial<CallContext> = {}): CallContext {
    return {
      urn: `urn:pulumi:dev::test::azure-evergreen:index:${type}::${name}`,
      name,
      signal: this.stop.signal,
      log: (severity, message) => this.log.push(`${severity}: ${message}`),
      ...more,
    };
  }

  check(type: ResourceType, newInputs: Properties, oldInputs?: Properties): Promise<CheckResponse> {
    return this.handler(type).check(
      { oldInputs, newInputs, randomSeed: new Uint8Array(32) },
      this.context(type),
    );
  }

  async checked(
    type: ResourceType,
    newInputs: Properties,
    oldInputs?: Properties,
  ): Promise<Properties> {
    const { inputs, failures } = await this.check(type, newInputs, oldInputs);
    if (failures.length > 0) {
      throw new Error(JSON.stringify(failures));
    }
    return inputs;
  }

  async create(type: ResourceType, newInputs: Properties, name = "it") {
    const inputs = await this.checked(type, newInputs);
    return this.handler(type).create({ inputs, preview: false }, this.context(type, name));
  }

  async diff(type: ResourceType, id: string, oldInputs: Properties, newInputs: Properties) {
    const inputs = await this.checked(type, newInputs, oldInputs);
    return this.handler(type).diff(
      { id, oldInputs, oldOutputs: {}, newInputs: inputs, ignoreChanges: [] },
      this.context(type),
    );
  }

  async update(type: ResourceType, id: string, oldInputs: Properties, newInputs: Properties) {
    const inputs = await this.checked(type, newInputs, oldInputs);
    return this.handler(type).update(
      { id, oldInputs, oldOutputs: {}, newInputs: inputs, preview: false },
      this.context(type),
    );
  }

  read(type: ResourceType, id: string, inputs: Properties = {}) {
    return this.handler(type).read({ id, inputs, outputs: {} }, this.context(type));
  }

  delete(type: ResourceType, id: string, inputs: Properties = {}, name = "it") {
    return this.handler(type).delete({ id, inputs, outputs: {} }, this.context(type, name));
  }
}

/** The error for half-made work; anything else fails the test. */
export async function halfMade(work: Promise<unknown>): Promise<ResourceInitializationError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ResourceInitializationError) {
      return error;
    }
    throw error;
  }
  throw new Error("The work was complete.");
}
