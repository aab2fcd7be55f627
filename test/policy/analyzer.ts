import assert from "node:assert/strict";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { decodeProperties, encodeProperties } from "../../src/plugin/property-values";
import { type PolicyPackHandlers, startPolicyHost } from "../../src/plugin/policy-host";
import type { SecretMarks } from "../../src/plugin/secrets";
import { unknownValue } from "../../src/policy/model/reader";
import type { PackConfiguration } from "../../src/policy/pack/configuration";
import {
  armIdOf,
  fullToken,
  mapReferences,
  type Program,
  type ProgramResource,
  referencedBy,
  resolveValue,
  subscriptionId,
} from "./program";

/** What the pack said, as the engine would show it. */
export interface Said {
  readonly policy: string;
  /** Name of the resource in the program. */
  readonly resource: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
}

export interface Deployment {
  /** `preview` is the first one, in which no output is known. */
  readonly mode: "preview" | "up";
  readonly configuration?: PackConfiguration;
  /** Properties that are unknown besides: `name`, then path. */
  readonly unknown?: readonly { readonly resource: string; readonly property: string }[];
  /** Marks of secrets by resource. */
  readonly secrets?: Readonly<Record<string, SecretMarks>>;
}

const levels = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  remediate: proto.EnforcementLevel.REMEDIATE,
  disabled: proto.EnforcementLevel.DISABLED,
} as const;

type Call<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** Shows a program to a pack as the engine does: over Pulumi's analyzer protocol, resource by resource, then all. */
export function analyze(
  pack: PolicyPackHandlers,
  program: Program,
  deployment: Deployment,
): Promise<Said[]> {
  return connected(pack, deployment, async (client) => {
    const { mode, unknown = [], secrets = {} } = deployment;
    const found: proto.AnalyzeDiagnostic[] = [];
    const stack = new proto.AnalyzeStackRequest();
    for (const each of program) {
      const response = await ask<proto.AnalyzeRequest, proto.AnalyzeResponse>(
        client.analyze.bind(client),
        analyzeRequest(program, each, deployment),
      );
      found.push(...response.getDiagnosticsList());
      const inputs = inputsOf(program, each, mode, unknown);
      stack.addResources(stackResource(program, each, inputs, mode, secrets[each.name]));
    }
    const response = await ask<proto.AnalyzeStackRequest, proto.AnalyzeResponse>(
      client.analyzeStack.bind(client),
      stack,
    );
    found.push(...response.getDiagnosticsList());
    return found.map((diagnostic) => ({
      policy: diagnostic.getPolicyname(),
      resource: diagnostic.getUrn().split("::").at(-1) ?? "",
      message: diagnostic.getMessage(),
      level:
        diagnostic.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY
          ? "mandatory"
          : "advisory",
    }));
  });
}

/** What a pack makes of one resource before it is judged: rule by rule, the properties that the engine goes on with. */
export interface Mended {
  readonly policy: string;
  readonly properties: Record<string, unknown>;
  readonly secrets: SecretMarks;
}

/** Lets a pack mend one resource of a program as the engine does, over Pulumi's analyzer protocol. */
export function remediate(
  pack: PolicyPackHandlers,
  program: Program,
  name: string,
  deployment: Deployment,
): Promise<Mended[]> {
  return connected(pack, deployment, async (client) => {
    const each = program.find((resource) => resource.name === name);
    assert.ok(each !== undefined, `The program has no ${name}.`);
    const response = await ask<proto.AnalyzeRequest, proto.RemediateResponse>(
      client.remediate.bind(client),
      analyzeRequest(program, each, deployment),
    );
    return response.getRemediationsList().map((remediation) => {
      const { value, secrets } = decodeProperties(remediation.getProperties());
      return { policy: remediation.getPolicyname(), properties: value, secrets };
    });
  });
}

/** Starts a pack, configures it as the engine does, and takes it down again. */
async function connected<Result>(
  pack: PolicyPackHandlers,
  { mode, configuration = {} }: Deployment,
  work: (client: AnalyzerClient) => Promise<Result>,
): Promise<Result> {
  const host = await startPolicyHost(pack);
  const client = new AnalyzerClient(`127.0.0.1:${host.port}`, credentials.createInsecure());
  try {
    const start = new proto.AnalyzerStackConfigureRequest();
    start.setDryRun(mode === "preview");
    await ask(client.configureStack.bind(client), start);
    await ask(client.configure.bind(client), configureRequest(configuration));
    return await work(client);
  } finally {
    client.close();
    host.close();
  }
}

/** A resource by itself, as the engine shows it before it is made. */
export function analyzeRequest(
  program: Program,
  each: ProgramResource,
  { mode, unknown = [], secrets = {} }: Deployment,
): proto.AnalyzeRequest {
  const request = new proto.AnalyzeRequest();
  request.setType(fullToken(each.token));
  request.setUrn(urnOf(each));
  request.setName(each.name);
  request.setProperties(
    encodeProperties(inputsOf(program, each, mode, unknown), secrets[each.name]),
  );
  request.setOptions(new proto.AnalyzerResourceOptions());
  const provider = new proto.AnalyzerProviderResource();
  provider.setProperties(encodeProperties({ subscriptionId }));
  request.setProvider(provider);
  return request;
}

/** Calls a method and answers its response. */
export function ask<Request, Response>(
  call: Call<Request, Response>,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call(request, (error, response) => {
      if (error === null) {
        resolve(response);
      } else {
        reject(new Error(error.details));
      }
    });
  });
}

function configureRequest(configuration: PackConfiguration): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [id, value] of Object.entries(configuration)) {
    const { enforcementLevel = "mandatory", ...parameters } =
      typeof value === "string" ? { enforcementLevel: value } : value;
    const config = new proto.PolicyConfig();
    config.setEnforcementlevel(levels[enforcementLevel]);
    config.setProperties(encodeProperties(parameters));
    request.getPolicyconfigMap().set(id, config);
  }
  return request;
}

/** A resource's inputs as far as they are known. */
export function inputsOf(
  program: Program,
  each: ProgramResource,
  mode: Deployment["mode"],
  unknown: NonNullable<Deployment["unknown"]> = [],
): Record<string, unknown> {
  const value = (
    mode === "up" ? resolveValue(program, each.args) : mapReferences(each.args, () => unknownValue)
  ) as Record<string, unknown>;
  return unknown
    .filter(({ resource }) => resource === each.name)
    .reduce((inputs, { property }) => blanked(inputs, property) as Record<string, unknown>, value);
}

/** A resource among all, as the engine shows it at the end. */
export function stackResource(
  program: Program,
  each: ProgramResource,
  inputs: Record<string, unknown>,
  mode: Deployment["mode"],
  secrets?: SecretMarks,
): proto.AnalyzerResource {
  const resource = new proto.AnalyzerResource();
  resource.setType(fullToken(each.token));
  resource.setUrn(urnOf(each));
  resource.setName(each.name);
  // azure-native's outputs leave out the names that make up the id.
  const answered = Object.fromEntries(
    Object.entries(inputs).filter(([name]) => !name.endsWith("Name")),
  );
  const outputs =
    mode === "up"
      ? { ...answered, ...each.outputs, name: armIdOf(program, each).split("/").at(-1) }
      : { ...answered, name: unknownValue };
  resource.setProperties(encodeProperties(outputs, secrets));
  resource.setOptions(new proto.AnalyzerResourceOptions());
  const provider = new proto.AnalyzerProviderResource();
  provider.setProperties(encodeProperties({ subscriptionId }));
  resource.setProvider(provider);
  const urn = (name: string): string => {
    const found = program.find((other) => other.name === name);
    return found === undefined ? "" : urnOf(found);
  };
  resource.setDependenciesList([
    ...referencedBy(each.args).map(urn),
    ...(each.dependsOn ?? []).map(urn),
  ]);
  for (const [property, value] of Object.entries(each.args)) {
    const names = referencedBy(value);
    if (names.length > 0) {
      const urns = new proto.AnalyzerPropertyDependencies();
      urns.setUrnsList(names.map(urn));
      resource.getPropertydependenciesMap().set(property, urns);
    }
  }
  return resource;
}

export function urnOf({ token, name }: ProgramResource): string {
  return `urn:pulumi:dev::fleet::${fullToken(token)}::${name}`;
}

/** A copy in which the value at a path is unknown. */
function blanked(value: unknown, path: string): unknown {
  const [first = "", ...rest] = path.split(/\.|\[|\]\.?/).filter(Boolean);
  const inside = rest.join(".");
  const next = (inner: unknown): unknown => (inside === "" ? unknownValue : blanked(inner, inside));
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === Number(first) ? next(item) : item));
  }
  const own = (value ?? {}) as Record<string, unknown>;
  return { ...own, [first]: next(own[first]) };
}
