import type { ArmConnection } from "../../arm/transport";
import type { Properties } from "../../plugin/handlers";

/** Provider arguments that do not say who signs in, or cannot be told apart here. */
const harmless: ReadonlySet<string> = new Set([
  "disablePulumiPartnerId",
  "environment",
  "location",
  "partnerId",
  "skipReadOnUpdate",
  "subscriptionId",
  "tenantId",
  "version",
]);

/**
 * The connection of an in-process deployment for a provider's configuration: that of its `clientId`, by
 * default the first. Another subscription may be named, but nobody else can sign in than the
 * principals of the deployment.
 */
export function configuredConnection(
  connections: readonly [ArmConnection, ...ArmConnection[]],
  configuration: Properties,
): ArmConnection {
  const connection =
    connections.find(
      ({ clientId }) => clientId !== undefined && clientId === configuration.clientId,
    ) ?? connections[0];
  const problems = Object.entries(configuration).filter(
    ([name, value]) =>
      !harmless.has(name) && !isUnset(value) && !saysTheSame(name, value, connection),
  );
  if (problems.length > 0) {
    const names = problems.map(([name]) => name).join(", ");
    throw new Error(
      `An in-process deployment signs in as its own principals; the provider's ${names} would have no effect. ` +
        "Leave it out, or give the deployment that principal.",
    );
  }
  const { subscriptionId } = configuration;
  return typeof subscriptionId === "string" && subscriptionId !== ""
    ? { ...connection, subscriptionId }
    : connection;
}

/** Providers' SDKs send switches as text, and send them when they are off. */
function isUnset(value: unknown): boolean {
  return value === "" || value === false || value === "false" || value === "[]";
}

function saysTheSame(name: string, value: unknown, { clientId }: ArmConnection): boolean {
  return name === "clientId" && clientId !== undefined && value === clientId;
}
