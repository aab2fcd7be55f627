import { ArmClient } from "../arm/arm-client";
import type { ArmConnection } from "../arm/transport";
import type { Properties } from "../plugin/handlers";
import { DeploymentRecord } from "./deployment-record";

/** Makes the way to Azure out of a provider's configuration. */
export type Connect = (configuration: Properties) => ArmConnection | Promise<ArmConnection>;

/** What the handlers of one provider share: the way to Azure, and what this deployment has done. */
export class Session {
  readonly #connect: Connect;
  #configuration: Properties = {};
  #connection: Promise<ArmConnection> | undefined;
  #deployment = new DeploymentRecord();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  /** Begins anew with another configuration. */
  configure(configuration: Properties): void {
    this.#configuration = configuration;
    this.#connection = undefined;
    this.#deployment = new DeploymentRecord();
  }

  get deployment(): DeploymentRecord {
    return this.#deployment;
  }

  /** Connects at the first call, so that a program without our resources never signs in. */
  connection(): Promise<ArmConnection> {
    this.#connection ??= this.#open();
    return this.#connection;
  }

  async client(): Promise<ArmClient> {
    return new ArmClient(await this.connection());
  }

  async #open(): Promise<ArmConnection> {
    try {
      return await this.#connect(this.#configuration);
    } catch (error) {
      this.#connection = undefined;
      throw error;
    }
  }
}
