import type { ArmConnection } from "../../arm/transport";
import type { Properties } from "../../plugin/handlers";
import { hasSecrets, noSecrets, type Marked } from "../../plugin/secrets";
import { evergreenProvider } from "../../provider/evergreen-provider";
import { packageVersion } from "../../plugin/package-version";
import { azureNativeDouble } from "../azure-native/azure-native-double";
import { azureadDouble } from "../azuread/azuread-double";
import type { ConnectedPrincipal } from "../front/connection";
import type { EstateChange } from "../estate";
import { configuredConnection } from "./configured-connection";
import { Deployment, type DeployedResource } from "./deployment";
import { DeploymentState } from "./deployment-state";
import { Monitor } from "./monitor";
import { runProgram, type Severity } from "./program-run";
import { ProviderInstances, type ProviderFactories } from "./provider-instances";
import type { SimulatedAzure } from "../simulated-azure";

export type { DeployedResource, ProviderFactories };

export interface InProcessDeploymentOptions {
  /** Who the program's providers sign in as. */
  readonly principal: ConnectedPrincipal;
  /** Others whom an explicit provider may sign in as: the one whose `clientId` it is given. Defaults to none. */
  readonly otherPrincipals?: readonly ConnectedPrincipal[];
  /** Defaults to `project`. */
  readonly project?: string;
  /** Defaults to `dev`. */
  readonly stack?: string;
  /** Defaults to `organization`. */
  readonly organization?: string;
  /** The stack's configuration by full key, for example `azure-native:location`. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** Further providers by package name, or others in place of `azure-native` and `azure-evergreen`. */
  readonly providers?: ProviderFactories;
}

/** One line that a program, a provider or the deployment wrote. */
export interface DeploymentLogLine {
  readonly severity: Severity;
  readonly message: string;
  readonly urn?: string;
}

/** What one run of a program did. */
export interface DeploymentResult {
  /** Everything that the program declared, the stack first, in the order of declaration. */
  readonly resources: readonly DeployedResource[];
  /** The stack's outputs; a secret one is `[secret]`. Empty when the run failed. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the run changed in the simulated Azure, in order. */
  readonly changes: readonly EstateChange[];
  /** The first failure, with the text that a user of Pulumi reads; left out when all went well. */
  readonly failure?: Error;
  readonly log: readonly DeploymentLogLine[];
}

/**
 * Runs Pulumi programs against a simulated Azure in this process: no engine, no server, no files.
 * Providers are the azure-native and azuread doubles and the real `azure-evergreen`.
 *
 * What a run made is kept for the next: resources that stand are checked, compared, then updated or
 * replaced as the engine would; those that a program no longer declares are deleted at the end of
 * a run that went well, the newest first. So a run of an empty program deletes everything. After a
 * failure nothing is deleted, work under way ends, and the result carries the failure.
 *
 * Names follow from the URN, so two deployments of one program make the same. There is no preview.
 * Of the resource options, `aliases` of a parent do not reach its children, and `customTimeouts`
 * have no effect, because waiting turns the simulated clock. Any other option that would have no
 * effect is refused with its name. An error thrown in a timer of the program is not caught.
 */
export class InProcessDeployment {
  readonly #azure: Pick<SimulatedAzure, "connect" | "estate">;
  readonly #options: InProcessDeploymentOptions;
  readonly #state = new DeploymentState();

  constructor(
    azure: Pick<SimulatedAzure, "connect" | "estate">,
    options: InProcessDeploymentOptions,
  ) {
    this.#azure = azure;
    this.#options = options;
  }

  /**
   * Runs a program to its end. What the program or Azure does wrong is not thrown: see `failure`. A
   * program that declares its resources while a module is loaded must load it anew each time.
   */
  async run(program: () => unknown): Promise<DeploymentResult> {
    const { project = "project", stack = "dev", organization = "organization" } = this.#options;
    const configuration = this.#options.configuration ?? {};
    const log: DeploymentLogLine[] = [];
    const write = (severity: Severity, message: string, urn: string | undefined) => {
      log.push({ severity, message, ...(urn === undefined || urn === "" ? {} : { urn }) });
    };
    const changesBefore = this.#azure.estate.version;
    const state = this.#state;
    const providers = new ProviderInstances(this.#factories(), configuration, state.providers);
    const deployment = new Deployment({ project, stack, state, providers, log: write });
    try {
      await runProgram({
        project,
        stack,
        organization,
        configuration,
        monitor: new Monitor(deployment),
        log: write,
        program,
        aborted: deployment.failed,
      });
    } catch (error) {
      deployment.fail(error);
    }
    await deployment.idle();
    if (deployment.failure === undefined) {
      await deployment.deleteRest().catch(() => undefined);
    }
    const { failure, stackOutputs } = deployment;
    return {
      resources: [...deployment.resources.values()],
      outputs: failure === undefined ? shown(stackOutputs) : {},
      changes: this.#azure.estate.changes(changesBefore),
      ...(failure === undefined ? {} : { failure }),
      log,
    };
  }

  #factories(): ProviderFactories {
    const { principal, otherPrincipals = [] } = this.#options;
    const connect = (configuration: Properties): ArmConnection =>
      configuredConnection(
        [
          this.#azure.connect(principal),
          ...otherPrincipals.map((each) => this.#azure.connect(each)),
        ],
        configuration,
      );
    return {
      "azure-native": () => azureNativeDouble(connect),
      azuread: () => azureadDouble(connect),
      "azure-evergreen": () => evergreenProvider(connect, packageVersion()),
      ...this.#options.providers,
    };
  }
}

function shown(outputs: Marked<Properties> | undefined): Properties {
  const { value, secrets } = outputs ?? { value: {}, secrets: noSecrets };
  return Object.fromEntries(
    Object.entries(value).map(([name, output]) => [
      name,
      secrets === true || hasSecrets(secrets[name]) ? "[secret]" : output,
    ]),
  );
}
