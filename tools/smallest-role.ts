import * as azureNative from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { configuration } from "../examples/demo/door";
import { loadAnew } from "../examples/demo/load-anew";
import { Provider } from "../src/resources";
import { InProcessDeployment, SimulatedAzure } from "../src/simulator";
import type { RoleTemplate, ServicePrincipal } from "../src/simulator";

/** What the identity that deploys a component has to be allowed. */
export interface SmallestRole {
  /** Actions of a deployment, sorted. */
  readonly up: readonly string[];
  /** Further actions that it takes to destroy it, sorted. */
  readonly destroy: readonly string[];
}

/** The smallest program of a component, deployed by two identities: one for the component, one for its surroundings. */
export class ComponentProgram {
  readonly azure = new SimulatedAzure();
  readonly #token: string;
  readonly #example: string;
  readonly #deployer: ServicePrincipal;
  readonly #deployment: InProcessDeployment;

  /** `role` is what the component's deployer holds in the subscription. */
  constructor(page: string, role: string | RoleTemplate) {
    this.#token = `azure-evergreen:index:${componentOf(page)}`;
    this.#example = `components/${page}`;
    this.#deployer = this.azure.createServicePrincipal("deployer");
    this.azure.grant({ principalId: this.#deployer.objectId, role });
    const owner = this.azure.createServicePrincipal("owner");
    this.azure.grant({ principalId: owner.objectId, role: "Owner" });
    // Rights in the directory are no part of a role: pages name them by hand.
    this.azure.grantGraph(owner.objectId, "Application.ReadWrite.OwnedBy");
    this.#deployment = new InProcessDeployment(this.azure, {
      principal: owner,
      otherPrincipals: [this.#deployer],
      project: "fleet",
      configuration,
    });
  }

  async up(): Promise<void> {
    await this.#run(() => {
      this.#signInComponents();
      loadAnew(this.#example);
    });
  }

  async destroy(): Promise<void> {
    await this.#run(() => undefined);
  }

  /** Every action that the component asked for, by whether it was allowed. */
  actions(allowed: boolean): string[] {
    const uses = this.azure.recorded(this.#deployer.objectId);
    const actions = uses.filter((use) => use.allowed === allowed).map(({ action }) => action);
    return [...new Set(actions)].sort();
  }

  async #run(program: () => unknown): Promise<void> {
    const { failure } = await this.#deployment.run(program);
    if (failure !== undefined) {
      throw failure;
    }
  }

  /** Gives the component providers of its own; its children inherit them. */
  #signInComponents(): void {
    const { clientId } = this.#deployer;
    const providers = [
      new azureNative.Provider("deployer", { clientId, location: "westeurope" }),
      new Provider("deployer-evergreen", { clientId }),
    ];
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === this.#token ? { props, opts: { ...opts, providers } } : undefined,
    );
  }
}

/** Finds out by what the simulated Azure is asked for. */
export async function smallestRoleOf(page: string): Promise<SmallestRole> {
  const program = new ComponentProgram(page, "Owner");
  await program.up();
  await program.up();
  const up = program.actions(true);
  await program.destroy();
  const destroy = program.actions(true).filter((action) => !up.includes(action));
  return { up, destroy };
}

/** Class of a component by the name of its page. */
export function componentOf(page: string): string {
  return page.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
