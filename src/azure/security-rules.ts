/** A rule of a network security group in Azure's words. */
export interface SecurityRule {
  readonly name: string;
  readonly direction: string;
  readonly access: string;
  readonly priority: number;
  readonly protocol: string;
  readonly destinationPorts: readonly string[];
  readonly destinations: readonly string[];
}

/**
 * The rules that count for TCP out of a machine to a port of some destination, the one that decides first:
 * of rules that match, that with the lowest priority number does. Azure's own last rules let everything out.
 *
 * Source: learn.microsoft.com virtual-network/network-security-groups-overview.
 */
export function outboundRules(
  rules: readonly SecurityRule[],
  port: number,
  isMeant: (destination: string) => boolean,
): SecurityRule[] {
  return rules
    .filter(
      ({ direction, protocol, destinations, destinationPorts }) =>
        direction.toLowerCase() === "outbound" &&
        ["*", "tcp"].includes(protocol.toLowerCase()) &&
        destinations.some(isMeant) &&
        destinationPorts.some((ports) => holdsPort(ports, port)),
    )
    .sort((one, other) => one.priority - other.priority);
}

export function isDenial({ access }: SecurityRule): boolean {
  return access.toLowerCase() === "deny";
}

function holdsPort(ports: string, port: number): boolean {
  const [from = "", to = from] = ports.split("-");
  return ports === "*" || (Number(from) <= port && port <= Number(to));
}
