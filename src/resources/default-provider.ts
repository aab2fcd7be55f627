import * as pulumi from "@pulumi/pulumi";
import { Provider } from "./provider";
import { configuredArguments } from "./stack-configuration";

const packageName = "azure-evergreen";

/** Name of the provider that stands for the stack's configuration. Part of its URN: it must not change. */
const providerName = "azure-native-configuration";

/** One for each program: several can run in one process, and each has a monitor of its own. */
const providers = new WeakMap<object, Provider>();

/**
 * The options of a resource, with a provider that follows the stack's `azure-native:*` configuration
 * where neither the resource nor what it stands in names one. The engine's own default provider
 * knows `azure-evergreen:*` alone; it is used when azure-native is not configured either, because
 * both then take everything from the environment.
 */
export function withDefaultProvider(
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const parent = opts.parent ?? pulumi.runtime.getStackResource();
  const given = opts.provider ?? parent?.getProvider(`${packageName}:index:Resource`);
  if (given !== undefined || opts.urn !== undefined) {
    return opts;
  }
  const provider = defaultProvider();
  return provider === undefined ? opts : { ...opts, provider };
}

function defaultProvider(): Provider | undefined {
  const program = pulumi.runtime.getMonitor();
  if (program === undefined || Object.keys(configuredArguments()).length === 0) {
    return undefined;
  }
  const existing = providers.get(program);
  if (existing !== undefined) {
    return existing;
  }
  const made = new Provider(providerName);
  providers.set(program, made);
  return made;
}
