import { ArmClient } from "../../arm/arm-client";
import { ArmRequestError } from "../../arm/errors";
import type { ArmConnection } from "../../arm/transport";
import type { Properties } from "../../plugin/handlers";
import { Conversion } from "./conversion";
import { isObject } from "./json-values";
import { fillPath, urlOf } from "./paths";
import type { SdkDeclarations } from "./sdk-declarations";
import { groupPath } from "./translation";

/** Makes the connection that a provider works with, out of its configuration. */
export type Connect = (configuration: Properties) => ArmConnection | Promise<ArmConnection>;

/** What all resources of one configured provider share. */
export class Session {
  readonly conversion: Conversion;
  readonly #connect: Connect;
  #configuration: Properties = {};
  #opened: Promise<ArmConnection> | undefined;
  readonly #groupLocations = new Map<string, Promise<string | undefined>>();

  constructor(
    readonly declarations: SdkDeclarations,
    connect: Connect,
  ) {
    this.conversion = new Conversion(declarations);
    this.#connect = connect;
  }

  configure(configuration: Properties): void {
    this.#configuration = configuration;
    this.#opened = undefined;
    this.#groupLocations.clear();
  }

  /** A configured text, `undefined` when it is not set. */
  setting(name: string): string | undefined {
    const value = this.#configuration[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** The connection, made when it is first needed: configuring must not reach out. */
  connection(): Promise<ArmConnection> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async client(): Promise<ArmClient> {
    return new ArmClient(await this.connection());
  }

  /** Where a resource group stands, `undefined` when there is no such group; asked once a group. */
  groupLocation(name: string, signal: AbortSignal): Promise<string | undefined> {
    const key = name.toLowerCase();
    let location = this.#groupLocations.get(key);
    if (location === undefined) {
      location = this.#readGroupLocation(name, signal);
      this.#groupLocations.set(key, location);
      location.then(
        // Another resource may make the group meanwhile.
        (found) => found ?? this.#groupLocations.delete(key),
        () => this.#groupLocations.delete(key),
      );
    }
    return location;
  }

  async #open(): Promise<ArmConnection> {
    try {
      return await this.#connect(this.#configuration);
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  async #readGroupLocation(name: string, signal: AbortSignal): Promise<string | undefined> {
    const { subscriptionId } = await this.connection();
    const id = fillPath(groupPath, subscriptionId, { resourceGroupName: name });
    const group = await (await this.client()).getOrUndefined(urlOf(id, "2020-10-01"), signal);
    const location = isObject(group?.body) ? group.body.location : undefined;
    return typeof location === "string" ? location : undefined;
  }
}

/** An error of Azure in the words of azure-native; any other error as it is. */
export function inProviderWords(error: unknown): Error {
  if (error instanceof ArmRequestError) {
    return new Error(describeFailure(error), { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}

function describeFailure({ status, code, azureMessage }: ArmRequestError): string {
  const named = code.startsWith("HTTP ") ? "" : ` Code="${code}"`;
  return `Status=${status}${named} Message="${azureMessage}"`;
}
