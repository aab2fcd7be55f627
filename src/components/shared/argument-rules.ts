import type * as pulumi from "@pulumi/pulumi";
import { propertyPath, type Finding } from "../../azure/finding";

/** Refuses the lack of an argument that is required, or required unless another one is given. */
export function missingArgumentFindings(
  args: object,
  property: string,
  unlessGiven?: string,
  basePath = "",
): Finding[] {
  if (isGiven(args, property) || (unlessGiven !== undefined && isGiven(args, unlessGiven))) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ARGUMENT-001",
      severity: "error",
      propertyPath: propertyPath(basePath, property),
      message:
        unlessGiven === undefined
          ? `${property} is not given.`
          : `Neither ${property} nor ${unlessGiven} is given.`,
      fix: unlessGiven === undefined ? `Give ${property}.` : `Give ${property} or ${unlessGiven}.`,
    },
  ];
}

/** Refuses arguments that mean nothing beside another one; `reason` is a sentence without its full stop. */
export function excludedArgumentFindings(
  args: object,
  given: string,
  excluded: readonly string[],
  reason: string,
  basePath = "",
): Finding[] {
  if (!isGiven(args, given)) {
    return [];
  }
  return excluded
    .filter((property) => isGiven(args, property))
    .map((property) => ({
      ruleId: "EVG-ARGUMENT-002",
      severity: "error",
      propertyPath: propertyPath(basePath, property),
      message: `${property} is given beside ${given}: ${reason}.`,
      fix: `Leave ${property} or ${given} out.`,
    }));
}

/** Refuses a word that is none of those that an argument takes. */
export function choiceFindings(word: string, words: readonly string[], path: string): Finding[] {
  if (words.includes(word)) {
    return [];
  }
  const quoted = words.map((each) => `"${each}"`);
  return [
    {
      ruleId: "EVG-ARGUMENT-003",
      severity: "error",
      propertyPath: path,
      message: `"${word}" is none of the words that ${path} takes.`,
      fix: `Use ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}.`,
    },
  ];
}

function isGiven(args: object, property: string): boolean {
  return (args as Readonly<Record<string, unknown>>)[property] !== undefined;
}

const ownToken = "azure-evergreen:index:Any";
const azureNativeToken = "azure-native:index:Any";

/**
 * Refuses an explicit azure-native provider without an azure-evergreen one, for components that make
 * resources of both: the two would sign in with different credentials, perhaps to different
 * subscriptions.
 */
export function explicitProviderFindings(opts: pulumi.ComponentResourceOptions): Finding[] {
  if (hasProvider(opts, azureNativeToken) && !hasProvider(opts, ownToken)) {
    return [
      {
        ruleId: "EVG-PROVIDER-001",
        severity: "error",
        propertyPath: "opts.providers",
        message:
          "An explicit azure-native provider is given, but no azure-evergreen one, so part of the resources would be made with other credentials.",
        fix: 'Give both, providers: [azureNativeProvider, azureEvergreenProvider], the second made with new Provider(...) of "azure-evergreen/resources" and the same arguments.',
      },
    ];
  }
  return [];
}

function hasProvider(opts: pulumi.ComponentResourceOptions, token: string): boolean {
  const packageName = token.split(":")[0] ?? "";
  const { provider, providers } = opts;
  const given = [
    ...(provider === undefined ? [] : [provider]),
    ...(providers === undefined
      ? []
      : Array.isArray(providers)
        ? providers
        : Object.values(providers)),
  ];
  return (
    given.some((each) => packageOf(each) === packageName) ||
    opts.parent?.getProvider(token) !== undefined
  );
}

/** Package of a provider; `getPackage` is left out of Pulumi's declarations, not of its classes. */
function packageOf(provider: pulumi.ProviderResource): string {
  return (provider as unknown as { getPackage(): string }).getPackage();
}
