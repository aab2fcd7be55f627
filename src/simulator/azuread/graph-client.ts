import { ArmClient } from "../../arm/arm-client";
import type { ArmConnection } from "../../arm/transport";
import type { Properties } from "../../plugin/handlers";
import { asArray, asObject, type JsonObject } from "../json";

/** Makes the connection that a provider works with, out of its configuration. */
export type Connect = (configuration: Properties) => ArmConnection | Promise<ArmConnection>;

/** The simulated Microsoft Graph, which stands at the same endpoint as Azure Resource Manager. */
export class GraphClient {
  readonly #writes = new Map<string, Promise<unknown>>();
  #connection: Promise<ArmConnection> | undefined;

  constructor(
    private readonly connect: Connect,
    private readonly configuration: Properties,
  ) {}

  connection(): Promise<ArmConnection> {
    this.#connection ??= Promise.resolve(this.connect(this.configuration));
    return this.#connection;
  }

  async get(path: string, signal: AbortSignal): Promise<JsonObject | undefined> {
    const answer = await (await this.#client()).getOrUndefined(`/v1.0/${path}`, signal);
    return answer === undefined ? undefined : asObject(answer.body);
  }

  async find(list: string, filter: string, signal: AbortSignal): Promise<JsonObject | undefined> {
    const found = await this.get(`${list}?$filter=${encodeURIComponent(filter)}`, signal);
    const [first] = asArray(found?.value);
    return first === undefined ? undefined : asObject(first);
  }

  async post(path: string, body: object, signal: AbortSignal): Promise<JsonObject> {
    return asObject((await (await this.#client()).post(`/v1.0/${path}`, body, signal)).body);
  }

  async patch(path: string, body: object, signal: AbortSignal): Promise<void> {
    await (await this.#client()).patch(`/v1.0/${path}`, body, signal);
  }

  async delete(path: string, signal: AbortSignal): Promise<void> {
    const client = await this.#client();
    if ((await client.getOrUndefined(`/v1.0/${path}`, signal)) !== undefined) {
      await client.delete(`/v1.0/${path}`, signal);
    }
  }

  /** Does one thing after another with one object: its lists are written as a whole. */
  async alone<T>(objectId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#writes.get(objectId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#writes.set(
      objectId,
      mine.catch(() => undefined),
    );
    return mine;
  }

  async #client(): Promise<ArmClient> {
    return new ArmClient(await this.connection());
  }
}
