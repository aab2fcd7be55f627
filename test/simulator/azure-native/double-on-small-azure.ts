import assert from "node:assert/strict";
import type { Properties, ProviderHandlers, ResourceHandler } from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import { SmallAzure, contextOf } from "./small-azure";

/** The double with a small Azure behind it. */
export class DoubleOnSmallAzure {
  readonly azure = new SmallAzure();
  readonly provider: ProviderHandlers = azureNativeDouble(() => this.azure.connection);

  static async configured(configuration: Properties): Promise<DoubleOnSmallAzure> {
    const double = new DoubleOnSmallAzure();
    await double.provider.configure(configuration);
    return double;
  }

  handler(token: string): ResourceHandler {
    const found = this.provider.resource(`azure-native:${token}`);
    assert.ok(found);
    return found;
  }

  /** The arguments of a new resource called `it`, completed. */
  async checked(token: string, newInputs: Properties): Promise<Properties> {
    const request = { oldInputs: undefined, newInputs, randomSeed: new Uint8Array(32).fill(7) };
    const { inputs, failures } = await this.handler(token).check(request, contextOf("it"));
    assert.deepEqual(failures, []);
    return inputs;
  }

  create(token: string, inputs: Properties) {
    return this.handler(token).create({ inputs, preview: false }, contextOf("it"));
  }

  async call(token: string, args: Properties): Promise<Properties> {
    const { signal } = new AbortController();
    const answer = await this.provider.invoke?.(`azure-native:${token}`, args, false, signal);
    assert.ok(answer);
    return answer;
  }
}
