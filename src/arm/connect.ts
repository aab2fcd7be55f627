import type { TokenCredential } from "@azure/core-auth";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { ArmClient } from "./arm-client";
import { azureCliAccount, type AzureCliAccount, type RunAzureCli } from "./azure-cli";
import {
  cloudFromMetadata,
  cloudNames,
  findCloud,
  isKnownMetadataHost,
  metadataPath,
  metadataRoot,
  scopeOf,
  type Cloud,
} from "./cloud";
import { readConfiguration, withoutSecretsOf, type AzureConfiguration } from "./configuration";
import { createCredential, signInMethod, signInProblems } from "./credentials";
import { HttpsTransport } from "./https-transport";
import type { ArmConnection, ArmIdentity } from "./transport";

export interface ConnectOptions {
  /** Defaults to the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told which custom cloud is used. Defaults to a line on stderr. */
  readonly announce?: (message: string) => void;
  /** How `az` is run. Defaults to a process. */
  readonly runAzureCli?: RunAzureCli;
  /** Carries the requests. Defaults to HTTPS on kept connections. */
  readonly httpClient?: HttpClient;
  /** Makes the credential. Defaults to the one of `@azure/identity` that the configuration asks for. */
  readonly createCredential?: typeof createCredential;
}

/**
 * The way to Azure that a provider's configuration describes. Nothing is reached here: the cloud's
 * metadata and a token are fetched at the first request, and the Azure CLI is asked when something
 * is wanted that only it knows.
 *
 * Throws one error that names everything that the configuration lacks.
 */
export function connectToAzure(
  given: Readonly<Record<string, unknown>>,
  options: ConnectOptions = {},
): ArmConnection {
  const configuration = readConfiguration(given, options.environment);
  const problems = [...signInProblems(configuration), ...cloudProblems(configuration)];
  if (problems.length > 0) {
    throw new Error(["The way to Azure is not configured:", ...problems].join("\n  - "));
  }
  const session = new AzureSession(configuration, options);
  const { clientId } = configuration;
  return {
    transport: new HttpsTransport((afresh) => session.signIn(afresh), options.httpClient),
    get subscriptionId() {
      return session.subscriptionId;
    },
    get tenantId() {
      return session.tenantId;
    },
    ...(clientId === undefined ? {} : { clientId }),
    method: signInMethod(configuration),
    identify: (signal) => session.identify(signal),
  };
}

interface SignedIn {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
}

/** What a connection finds out when it is first used. */
class AzureSession {
  readonly #configuration: AzureConfiguration;
  readonly #options: ConnectOptions;
  #account: AzureCliAccount | undefined;
  #signedIn: Promise<SignedIn> | undefined;
  #announced = "";

  constructor(configuration: AzureConfiguration, options: ConnectOptions) {
    this.#configuration = configuration;
    this.#options = options;
  }

  get subscriptionId(): string {
    const known = this.#configuration.subscriptionId ?? this.#cliAccount()?.subscriptionId;
    if (known === undefined) {
      throw new Error("subscriptionId is not set. Set it, or ARM_SUBSCRIPTION_ID.");
    }
    return known;
  }

  get tenantId(): string {
    return this.#configuration.tenantId ?? this.#cliAccount()?.tenantId ?? "";
  }

  async identify(signal?: AbortSignal): Promise<ArmIdentity> {
    const { cloud, credential } = await this.signIn();
    const token = await credential.getToken(
      scopeOf(cloud),
      signal === undefined ? {} : { abortSignal: signal },
    );
    return identityIn(token?.token ?? "");
  }

  /** Done once; a failure is forgotten, so that the next request tries again. */
  signIn(afresh = false): Promise<SignedIn> {
    if (afresh) {
      this.#signedIn = undefined;
    }
    this.#signedIn ??= this.#connect().catch((error: unknown) => {
      this.#signedIn = undefined;
      throw error;
    });
    return this.#signedIn;
  }

  async #connect(): Promise<SignedIn> {
    const cloud = await this.#cloud();
    const create = this.#options.createCredential ?? createCredential;
    return { cloud, credential: this.#guarded(await create(this.#configuration, cloud), cloud) };
  }

  async #cloud(): Promise<Cloud> {
    const { metadataHost, environment } = this.#configuration;
    const cli = this.#cliAccount();
    const cloud =
      metadataHost === undefined
        ? findCloud(environment ?? cli?.cloudName ?? "public")
        : await this.#describedCloud(metadataHost);
    if (cloud === undefined || (cli !== undefined && !sameName(cloud.name, cli.cloudName))) {
      throw new Error(
        `The Azure CLI is signed in to the cloud '${cli?.cloudName ?? ""}', the provider is configured for ` +
          `'${cloud?.name ?? environment ?? ""}'. Choose the cloud with \`az cloud set --name\`, or set environment or metadataHost.`,
      );
    }
    return cloud;
  }

  async #describedCloud(metadataHost: string): Promise<Cloud> {
    const root = metadataRoot(metadataHost);
    const place = { cloud: { endpoint: root, audience: "" } };
    const transport = new HttpsTransport(() => Promise.resolve(place), this.#options.httpClient);
    const { body } = await new ArmClient(transport).get(metadataPath).catch((error: unknown) => {
      // Not passed on as it is: whoever sends the first request would repeat all of this.
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The cloud at ${root} does not describe itself: ${reason}`);
    });
    const cloud = cloudFromMetadata(body, root, this.#configuration.environment);
    if (!isKnownMetadataHost(root)) {
      this.#announce(
        `Using the cloud '${cloud.name}' that ${root} describes: Azure Resource Manager at ` +
          `${cloud.endpoint}, sign-in at ${cloud.authorityHost}.`,
      );
    }
    return cloud;
  }

  /** Once, though every sign-in asks the cloud anew; again where it now describes itself otherwise. */
  #announce(text: string): void {
    if (text !== this.#announced) {
      this.#announced = text;
      (this.#options.announce ?? ((line) => process.stderr.write(`${line}\n`)))(text);
    }
  }

  /** A credential whose errors say who could not sign in where, and no secret. */
  #guarded(credential: TokenCredential, cloud: Cloud): TokenCredential {
    return {
      getToken: async (scopes, options) => {
        try {
          return await credential.getToken(scopes, options);
        } catch (error) {
          if (options?.abortSignal?.aborted === true) {
            throw error;
          }
          const method = signInMethod(this.#configuration);
          const reason = error instanceof Error ? error.message : String(error);
          throw new SignInError(
            `Signing in at ${cloud.authorityHost} with ${method} failed: ` +
              withoutSecretsOf(this.#configuration, reason),
          );
        }
      },
    };
  }

  /** Asked once, and only where it is the way to sign in. */
  #cliAccount(): AzureCliAccount | undefined {
    if (signInMethod(this.#configuration) === "the Azure CLI") {
      const { subscriptionId } = this.#configuration;
      this.#account ??= azureCliAccount(subscriptionId, this.#options.runAzureCli);
    }
    return this.#account;
  }
}

/** No token was given for Azure. */
export class SignInError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SignInError";
  }
}

function cloudProblems({ environment, metadataHost }: AzureConfiguration): string[] {
  if (metadataHost !== undefined) {
    try {
      metadataRoot(metadataHost);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }
  return environment === undefined || findCloud(environment) !== undefined
    ? []
    : [
        `environment is '${environment}'; it must be one of ${cloudNames.join(", ")}. Set metadataHost for any other cloud.`,
      ];
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** What an access token tells of its owner; a token that cannot be read tells nothing. */
function identityIn(token: string): ArmIdentity {
  try {
    const claims = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"),
    ) as Readonly<Record<string, unknown>>;
    const text = (name: string) => (typeof claims[name] === "string" ? claims[name] : undefined);
    return { tenantId: text("tid"), objectId: text("oid"), clientId: text("appid") ?? text("azp") };
  } catch {
    return { tenantId: undefined, objectId: undefined, clientId: undefined };
  }
}
