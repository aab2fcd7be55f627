import { isDenial, outboundRules, type SecurityRule } from "./security-rules";

/** What a network interface of a machine is led through on its way out. */
export interface WayOut {
  /** Those of the interface and of its subnet. */
  readonly securityGroups: readonly {
    readonly name: string;
    readonly rules: readonly SecurityRule[];
  }[];
  /** Routes of the subnet's own route table. */
  readonly routes: readonly {
    readonly name: string;
    readonly addressPrefix: string;
    /** `VirtualAppliance`, `VirtualNetworkGateway`, `Internet`, `VnetLocal` or `None`. */
    readonly nextHopType: string;
    /** Empty where the kind of hop has none. */
    readonly nextHopAddress: string;
  }[];
  /** Whether the subnet is private: nothing in it gets out but by what it is given for that. */
  readonly isPrivate: boolean;
  /** Whether interface or subnet has a way out of its own: a public address, a NAT gateway or a load balancer. */
  readonly hasOwnWayOut: boolean;
}

export interface WayOutVerdict {
  readonly state: "met" | "notMet" | "unknown";
  /** One or two sentences. */
  readonly found: string;
  readonly fix?: string;
}

/** Windows Update and the repositories of Azure's Linux images are asked by HTTPS and HTTP. */
const ports = [443, 80] as const;

/**
 * Whether a machine gets to the internet, where Windows Update and public repositories are, as far as it can
 * be seen from outside. A WSUS or a repository inside the network needs none of it.
 *
 * Source: learn.microsoft.com virtual-network/network-security-groups-overview, virtual-networks-udr-overview
 * (next hops) and ip-services/default-outbound-access (private subnets); update-manager/prerequisites
 * (network planning).
 */
export function wayOutVerdict(way: WayOut): WayOutVerdict {
  return (
    deniedBy(way) ??
    droppedBy(way) ?? {
      state: "met",
      found:
        "No security group or route that can be seen keeps it from the internet. Its own firewall, proxy and name resolution cannot be seen from outside.",
    }
  );
}

function deniedBy({ securityGroups }: WayOut): WayOutVerdict | undefined {
  for (const { name, rules } of securityGroups) {
    const denied = ports.flatMap((port) => {
      const [first] = outboundRules(rules, port, isInternet);
      return first !== undefined && isDenial(first) ? [{ port, rule: first }] : [];
    });
    const [one] = denied;
    if (one !== undefined) {
      const numbers = denied.map(({ port }) => port).join(" and ");
      const found = `The rule "${one.rule.name}" of the security group ${name} denies TCP ${numbers} to the internet`;
      const spared = sparing(rules, one.port, one.rule.priority);
      return spared === undefined
        ? {
            state: "notMet",
            found: `${found}.`,
            fix: "Allow TCP 443 and 80 to its patch source before that rule, or configure a WSUS or repository inside the network in it.",
          }
        : {
            state: "unknown",
            found: `${found}, but for what "${spared.name}" lets through before: whether its patch source is among that only the addresses tell.`,
          };
    }
  }
  return undefined;
}

/** An earlier rule that lets a part of the internet through. */
function sparing(
  rules: readonly SecurityRule[],
  port: number,
  before: number,
): SecurityRule | undefined {
  return outboundRules(rules, port, (destination) => !isInternet(destination)).find(
    (rule) =>
      rule.priority < before &&
      !isDenial(rule) &&
      !rule.destinations.every((destination) => /^virtualnetwork$/i.test(destination)),
  );
}

function droppedBy({ routes, isPrivate, hasOwnWayOut }: WayOut): WayOutVerdict | undefined {
  const route = routes.find(({ addressPrefix }) => addressPrefix === "0.0.0.0/0");
  if (route?.nextHopType.toLowerCase() === "none") {
    return {
      state: "notMet",
      found: `The route "${route.name}" of its subnet drops everything to the internet.`,
      fix: "Take that route away, or configure a WSUS or repository inside the network in the machine.",
    };
  }
  if (route !== undefined && /^virtual(?:appliance|networkgateway)$/i.test(route.nextHopType)) {
    const hop =
      route.nextHopAddress === ""
        ? "the network's gateway"
        : `the appliance ${route.nextHopAddress}`;
    return {
      state: "unknown",
      found: `The route "${route.name}" of its subnet sends everything to ${hop}: whether that lets patches through cannot be seen from outside.`,
    };
  }
  return isPrivate && !hasOwnWayOut
    ? {
        state: "notMet",
        found:
          "Its subnet is private (defaultOutboundAccess is false), and it has no NAT gateway, public address or load balancer to get out by.",
        fix: "Give the subnet a NAT gateway, or configure a WSUS or repository inside the network in the machine.",
      }
    : undefined;
}

function isInternet(destination: string): boolean {
  return /^(?:\*|0\.0\.0\.0\/0|internet)$/i.test(destination);
}
