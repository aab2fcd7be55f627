import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  EngineWorkspace,
  PulumiRun,
  ServicePrincipal,
  SimulatedAzure,
} from "azure-evergreen/simulator";

/**
 * Signs in by the stack's `azure-native:*` configuration as a principal of its own, and keeps all
 * that could give a secret away: what each command says, and the tokens that Azure hands out.
 */
export class WatchedEngine {
  readonly principal: ServicePrincipal;
  readonly #azure: SimulatedAzure;
  readonly #tokens = new Set<string>();
  #workspace: EngineWorkspace | undefined;
  #said = "";
  /** How often each asked Azure for anything before. */
  #recordedBefore = new Map<string, number>();

  /** To be made before Azure is served. */
  constructor(azure: SimulatedAzure) {
    this.#azure = azure;
    this.principal = azure.createServicePrincipal("pipeline");
    azure.grant({ principalId: this.principal.objectId, role: "Owner" });
    const handle = azure.handle.bind(azure);
    azure.handle = async (request) => {
      const response = await handle(request);
      const token = /"access_token":"([^"]+)"/.exec(response.body ?? "")?.[1];
      if (token !== undefined) {
        this.#tokens.add(token);
      }
      return response;
    };
  }

  async signIn(workspace: EngineWorkspace, clientSecret: string): Promise<void> {
    this.#workspace ??= this.#begin(workspace);
    await workspace.mustRun(["config", "set", "azure-native:clientId", this.principal.clientId]);
    const secret = ["config", "set", "--secret", "azure-native:clientSecret", clientSecret];
    await workspace.mustRun(secret);
  }

  /** Runs a command to its end; throws when it does not succeed. */
  async mustRun(args: readonly string[]): Promise<string> {
    const run = await this.opened.run(args);
    const said = this.keep(run);
    if (run.exitCode !== 0) {
      throw new Error(`pulumi ${args.join(" ")} exited with ${String(run.exitCode)}:\n${said}`);
    }
    return said;
  }

  /** Runs a command that is to be refused. */
  async mustFail(args: readonly string[]): Promise<string> {
    const run = await this.opened.run(args);
    const said = this.keep(run);
    if (run.exitCode === 0) {
      throw new Error(`pulumi ${args.join(" ")} was not refused:\n${said}`);
    }
    return said;
  }

  keep({ stdout, stderr }: PulumiRun): string {
    this.#said += `${stdout}${stderr}`;
    return `${stdout}${stderr}`;
  }

  get opened(): EngineWorkspace {
    if (this.#workspace === undefined) {
      throw new Error("Nobody has signed in.");
    }
    return this.#workspace;
  }

  /** The object ids of all that asked Azure for anything since the first sign-in. */
  get callers(): string[] {
    return [...this.#recorded()]
      .filter(([principalId, times]) => times > (this.#recordedBefore.get(principalId) ?? 0))
      .map(([principalId]) => principalId);
  }

  get tokens(): readonly string[] {
    return [...this.#tokens];
  }

  /** All that was said, and every file of the stack: state, backups, history and configuration. */
  everything(): string {
    return [this.#said, ...filesOfStack(this.opened.folder)].join("\n");
  }

  #begin(workspace: EngineWorkspace): EngineWorkspace {
    this.#recordedBefore = this.#recorded();
    return workspace;
  }

  #recorded(): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { principalId, times } of this.#azure.recorded()) {
      sums.set(principalId, (sums.get(principalId) ?? 0) + times);
    }
    return sums;
  }
}

/** Texts of a workspace's files, without the engine's home and the packages that a test links into it. */
function filesOfStack(folder: string): string[] {
  const left = ["home", "node_modules"].map((name) => join(folder, name));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !left.includes(join(folder, entry.name)))
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(folder, entry.name), { recursive: true, withFileTypes: true })
        : [entry],
    )
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
