import { type handleUnaryCall, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./handlers";
import { serveOnLoopback } from "./loopback-server";
import { decodeProperties, encodeProperties } from "./property-values";
import type { SecretMarks } from "./secrets";

/** Levels in Pulumi's words. */
export type PolicyLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** What a pack says of one of its policies. */
export interface PolicyDescription {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly kind: "resource" | "stack";
  readonly level: PolicyLevel;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** JSON schemas of its parameters, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requiredParameters: readonly string[];
  readonly framework?:
    | {
        readonly name: string;
        readonly version: string;
        readonly reference: string;
        readonly specification: string;
      }
    | undefined;
  readonly tags: readonly string[];
  readonly remediationSteps: string;
  readonly url: string;
}

/** A resource as the engine shows it to a pack. Unknown values stay the string that stands for them. */
export interface AnalyzedResource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly properties: Properties;
  readonly secrets: SecretMarks;
  readonly providerProperties: Properties;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** What a pack found. */
export interface PolicyDiagnostic {
  readonly policyName: string;
  readonly description: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  readonly severity: PolicyDescription["severity"];
  readonly urn: string;
}

/** What a pack changed in a resource before it is judged. */
export interface PolicyRemediation {
  readonly policyName: string;
  readonly description: string;
  readonly properties: Properties;
}

/** What is configured for a policy: a level and its parameters. */
export interface PolicyConfiguration {
  readonly level: PolicyLevel;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A set of policies for Pulumi's engine. */
export interface PolicyPackHandlers {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly policies: readonly PolicyDescription[];
  /** Called once before anything is judged. Throws what is wrong with a configuration; nothing runs then. */
  configure(configuration: Readonly<Record<string, PolicyConfiguration>>): void;
  /** Called after it, with whether this is a preview. */
  start(isPreview: boolean): void;
  /** Whether a resource's properties are worth reading. */
  takes(type: string): boolean;
  remediate(resource: AnalyzedResource): readonly PolicyRemediation[];
  analyze(resource: AnalyzedResource): readonly PolicyDiagnostic[];
  analyzeStack(resources: readonly AnalyzedResource[]): readonly PolicyDiagnostic[];
}

/** A pack that listens. */
export interface PolicyHost {
  readonly port: number;
  close(): void;
}

const levels = new Map<PolicyLevel, proto.EnforcementLevel>([
  ["advisory", proto.EnforcementLevel.ADVISORY],
  ["mandatory", proto.EnforcementLevel.MANDATORY],
  ["disabled", proto.EnforcementLevel.DISABLED],
  ["remediate", proto.EnforcementLevel.REMEDIATE],
]);
const severities: Readonly<Record<PolicyDescription["severity"], proto.PolicySeverity>> = {
  low: proto.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: proto.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: proto.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: proto.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

/**
 * Puts a pack behind Pulumi's analyzer protocol, on a free port of the loopback. Each resource is
 * read once for all policies: Pulumi's own host reads it anew for each of them, which for as many
 * policies as ours takes longer than judging does (docs/decisions/0015).
 */
export async function startPolicyHost(pack: PolicyPackHandlers): Promise<PolicyHost> {
  return serveOnLoopback(AnalyzerService, service(pack));
}

/** Runs this process as a policy pack: tells the engine its port as the one line on stdout. */
export async function servePolicyPack(pack: PolicyPackHandlers): Promise<void> {
  const { port } = await startPolicyHost(pack);
  process.stdout.write(`${port}\n`);
}

function service(pack: PolicyPackHandlers): UntypedServiceImplementation {
  return {
    handshake: unary(() => new proto.AnalyzerHandshakeResponse()),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(pack.version);
      return info;
    }),
    getAnalyzerInfo: unary(() => analyzerInfo(pack)),
    configure: unary((request: proto.ConfigureAnalyzerRequest) => {
      const configuration: Record<string, PolicyConfiguration> = {};
      request.getPolicyconfigMap().forEach((value, name) => {
        configuration[name] = {
          level: levelOf(value.getEnforcementlevel()),
          parameters: decodeProperties(value.getProperties()).value,
        };
      });
      pack.configure(configuration);
      return new Empty();
    }),
    configureStack: unary((request: proto.AnalyzerStackConfigureRequest) => {
      pack.start(request.getDryRun());
      return new proto.AnalyzerStackConfigureResponse();
    }),
    remediate: unary((request: proto.AnalyzeRequest) => {
      const response = new proto.RemediateResponse();
      if (pack.takes(request.getType())) {
        const resource = analyzedResource(request);
        response.setRemediationsList(
          pack.remediate(resource).map(({ policyName, description, properties }) => {
            const remediation = new proto.Remediation();
            remediation.setPolicyname(policyName);
            remediation.setPolicypackname(pack.name);
            remediation.setPolicypackversion(pack.version);
            remediation.setDescription(description);
            remediation.setProperties(encodeProperties(properties, resource.secrets));
            return remediation;
          }),
        );
      }
      return response;
    }),
    analyze: unary((request: proto.AnalyzeRequest) =>
      analyzeResponse(
        pack,
        pack.takes(request.getType()) ? pack.analyze(analyzedResource(request)) : [],
      ),
    ),
    analyzeStack: unary((request: proto.AnalyzeStackRequest) =>
      analyzeResponse(
        pack,
        pack.analyzeStack(
          request
            .getResourcesList()
            .filter((resource) => pack.takes(resource.getType()))
            .map(stackResource),
        ),
      ),
    ),
    cancel: unary(() => new Empty()),
  };
}

function unary<Request, Response>(
  work: (request: Request) => Response,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, work(call.request));
    } catch (error) {
      callback({
        code: status.INVALID_ARGUMENT,
        details: error instanceof Error ? error.message : String(error),
      });
    }
  };
}

function analyzedResource(
  request: proto.AnalyzeRequest | proto.AnalyzerResource,
): AnalyzedResource {
  const { value, secrets } = decodeProperties(request.getProperties());
  return {
    type: request.getType(),
    urn: request.getUrn(),
    name: request.getName(),
    properties: value,
    secrets,
    providerProperties: decodeProperties(request.getProvider()?.getProperties()).value,
    parent: request.getOptions()?.getParent() ?? "",
    dependencies: [],
    propertyDependencies: {},
  };
}

function stackResource(resource: proto.AnalyzerResource): AnalyzedResource {
  const propertyDependencies: Record<string, readonly string[]> = {};
  resource.getPropertydependenciesMap().forEach((urns, property) => {
    propertyDependencies[property] = urns.getUrnsList();
  });
  return {
    ...analyzedResource(resource),
    parent: resource.getParent(),
    dependencies: resource.getDependenciesList(),
    propertyDependencies,
  };
}

function analyzeResponse(
  pack: PolicyPackHandlers,
  found: readonly PolicyDiagnostic[],
): proto.AnalyzeResponse {
  const response = new proto.AnalyzeResponse();
  response.setDiagnosticsList(
    found.map(({ policyName, description, message, level, severity, urn }) => {
      const diagnostic = new proto.AnalyzeDiagnostic();
      diagnostic.setPolicyname(policyName);
      diagnostic.setPolicypackname(pack.name);
      diagnostic.setPolicypackversion(pack.version);
      diagnostic.setDescription(description);
      diagnostic.setMessage(message);
      diagnostic.setEnforcementlevel(levelNumber(level));
      diagnostic.setSeverity(severities[severity]);
      diagnostic.setUrn(urn);
      return diagnostic;
    }),
  );
  return response;
}

function analyzerInfo(pack: PolicyPackHandlers): proto.AnalyzerInfo {
  const info = new proto.AnalyzerInfo();
  info.setName(pack.name);
  info.setVersion(pack.version);
  info.setDisplayname(pack.displayName);
  info.setDescription(pack.description);
  info.setProvider("azure-native");
  info.setSupportsconfig(true);
  info.setPoliciesList(pack.policies.map(policyInfo));
  return info;
}

function policyInfo(policy: PolicyDescription): proto.PolicyInfo {
  const info = new proto.PolicyInfo();
  info.setName(policy.name);
  info.setDisplayname(policy.displayName);
  info.setDescription(policy.description);
  info.setEnforcementlevel(levelNumber(policy.level));
  info.setPolicyType(
    policy.kind === "stack"
      ? proto.PolicyType.POLICY_TYPE_STACK
      : proto.PolicyType.POLICY_TYPE_RESOURCE,
  );
  info.setSeverity(severities[policy.severity]);
  info.setTagsList([...policy.tags]);
  info.setRemediationSteps(policy.remediationSteps);
  info.setUrl(policy.url);
  if (Object.keys(policy.parameters).length > 0) {
    const schema = new proto.PolicyConfigSchema();
    schema.setProperties(Struct.fromJavaScript(policy.parameters as Record<string, never>));
    schema.setRequiredList([...policy.requiredParameters]);
    info.setConfigschema(schema);
  }
  if (policy.framework !== undefined) {
    const framework = new proto.PolicyComplianceFramework();
    framework.setName(policy.framework.name);
    framework.setVersion(policy.framework.version);
    framework.setReference(policy.framework.reference);
    framework.setSpecification(policy.framework.specification);
    info.setFramework(framework);
  }
  return info;
}

function levelNumber(level: PolicyLevel): proto.EnforcementLevel {
  return levels.get(level) ?? proto.EnforcementLevel.ADVISORY;
}

function levelOf(number: proto.EnforcementLevel): PolicyLevel {
  return [...levels].find(([, value]) => value === number)?.[0] ?? "advisory";
}
