import { ResourceInitializationError } from "../plugin/handlers";
import { AgentUpdateOwners } from "./agent-update-owners";

/**
 * What one provider process has seen in a deployment. Azure does not tell which program a Site
 * Recovery object belongs to, so two resources of one program with the same id are told apart here.
 */
export class DeploymentRecord {
  readonly #owners = new Map<string, string>();
  readonly #replaced = new Set<string>();
  readonly #accounts = new Map<string, AccountUse>();
  /** Which resources set agent updates. */
  readonly updateOwners = new AgentUpdateOwners();

  /**
   * Makes an object for a resource, and keeps it as that resource's own unless nothing of it was made. Refuses
   * one that another resource of the program has made already.
   */
  async making<T>(
    { id, urn, noun }: { readonly id: string; readonly urn: string; readonly noun: string },
    make: () => Promise<T>,
  ): Promise<T> {
    const owner = this.#claim(id, urn);
    if (owner !== undefined) {
      throw new Error(
        `The ${noun} "${id}" is made by another resource of this program: ${owner}. Declare it once.`,
      );
    }
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof ResourceInitializationError)) {
        this.release(id, urn);
      }
      throw error;
    }
  }

  /** Notes that a resource makes an object; answers the URN of another one that has made it already. */
  #claim(id: string, urn: string): string | undefined {
    const owner = this.#owners.get(id.toLowerCase());
    if (owner !== undefined && owner !== urn) {
      return owner;
    }
    this.#owners.set(id.toLowerCase(), urn);
    this.#replaced.delete(id.toLowerCase());
    return undefined;
  }

  /** Forgets a claim: the object was not made, or is gone. */
  release(id: string, urn: string): void {
    if (this.#owners.get(id.toLowerCase()) === urn) {
      this.#owners.delete(id.toLowerCase());
      this.#accounts.delete(id.toLowerCase());
    }
  }

  /** URN of another resource that made or took over the object in this deployment. */
  otherOwner(id: string, urn: string): string | undefined {
    const owner = this.#owners.get(id.toLowerCase());
    return owner === urn ? undefined : owner;
  }

  /** Notes that an object will be replaced: what stands below it, or refers to it, must be too. */
  noteReplacement(id: string): void {
    this.#replaced.add(id.toLowerCase());
  }

  isReplaced(id: string): boolean {
    return this.#replaced.has(id.toLowerCase());
  }

  /** Notes which automation account a mapping is given, `undefined` when it is given none. */
  noteAccount(mappingId: string, accountId: string | undefined): void {
    if (accountId === undefined) {
      this.#accounts.delete(mappingId.toLowerCase());
    } else {
      this.#accounts.set(mappingId.toLowerCase(), { mappingId, accountId });
    }
  }

  /** What mappings have been given in this deployment, also those that Azure does not list yet. */
  accounts(): AccountUse[] {
    return [...this.#accounts.values()];
  }
}

/** A mapping whose agents an automation account updates. */
export interface AccountUse {
  readonly mappingId: string;
  readonly accountId: string;
}
