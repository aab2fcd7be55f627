import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Properties } from "../../plugin/handlers";
import { decodeProperties } from "../../plugin/property-values";
import type { SecretMarks } from "../../plugin/secrets";
import { aliasUrns, urnOf, type UrnParts } from "./urns";

/** What a program wants of one resource that has a provider. */
export interface Goal {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly inputs: Properties;
  readonly secrets: SecretMarks;
  /** Reference of an explicit provider, empty for the default one. */
  readonly provider: string;
  readonly dependencies: readonly string[];
  /** URNs that each property's value depends on. */
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  /** URNs that the resource had before. */
  readonly aliases: readonly string[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** `undefined` leaves it to the provider. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Id of an existing resource to take over, empty when there is none. */
  readonly importId: string;
}

export function urnPartsOf(
  request: { getParent(): string; getType(): string; getName(): string },
  where: { readonly project: string; readonly stack: string },
): UrnParts {
  return {
    stack: where.stack,
    project: where.project,
    parent: request.getParent(),
    type: request.getType(),
    name: request.getName(),
  };
}

/** Reads a registration. An option that would be passed over is refused with its name. */
export function goalOf(request: RegisterResourceRequest, parts: UrnParts): Goal {
  refuseOptions(request);
  const { value, secrets } = decodeProperties(request.getObject());
  const propertyDependencies = new Map<string, readonly string[]>();
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    propertyDependencies.set(property, dependencies.getUrnsList());
  });
  return {
    urn: urnOf(parts),
    type: parts.type,
    name: parts.name,
    parent: parts.parent === "" ? undefined : parts.parent,
    inputs: value,
    secrets,
    provider: request.getProvider(),
    dependencies: request.getDependenciesList(),
    propertyDependencies,
    aliases: aliasUrns(request.getAliasesList(), parts),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined()
      ? request.getDeletebeforereplace()
      : undefined,
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    importId: request.getImportid(),
  };
}

function refuseOptions(request: RegisterResourceRequest): void {
  const refused = {
    replacementTrigger: request.hasReplacementTrigger(),
    envVarMappings: request.getEnvvarmappingsMap().getLength() > 0,
    replaceWith: request.getReplaceWithList().length > 0,
    deletedWith: request.getDeletedwith() !== "",
    hooks: request.hasHooks(),
    transforms: request.getTransformsList().length > 0,
  };
  const names = Object.entries(refused).flatMap(([name, given]) => (given ? [name] : []));
  if (names.length > 0) {
    throw new Error(
      `The option ${names.join(", ")} of ${request.getName()} [${request.getType()}] has no effect in an in-process deployment. ` +
        "Leave it out, or deploy with the pulumi command.",
    );
  }
}
