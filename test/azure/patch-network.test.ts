import assert from "node:assert/strict";
import { type WayOut, wayOutVerdict } from "../../src/azure/patch-network";
import type { SecurityRule } from "../../src/azure/security-rules";

const open: WayOut = { securityGroups: [], routes: [], isPrivate: false, hasOwnWayOut: false };

function rule(
  name: string,
  access: "Allow" | "Deny",
  priority: number,
  destination: string,
  changes: Partial<SecurityRule> = {},
): SecurityRule {
  return {
    ...{ name, access, priority, direction: "Outbound", protocol: "*" },
    ...{ destinationPorts: ["*"], destinations: [destination], ...changes },
  };
}

const told = (changes: Partial<WayOut>): string => {
  const { state, found, fix } = wayOutVerdict({ ...open, ...changes });
  return `${state}. ${found}${fix === undefined ? "" : ` -> ${fix}`}`;
};
const rules = (...list: readonly SecurityRule[]): Partial<WayOut> => ({
  securityGroups: [{ name: "nsg1", rules: list }],
});
const route = (nextHopType: string, nextHopAddress = ""): Partial<WayOut> => ({
  routes: [
    { name: "local", addressPrefix: "10.0.0.0/8", nextHopType: "None", nextHopAddress: "" },
    { name: "out", addressPrefix: "0.0.0.0/0", nextHopType, nextHopAddress },
  ],
});

const free =
  "met. No security group or route that can be seen keeps it from the internet. Its own firewall, proxy and name resolution cannot be seen from outside.";
const allowFirst =
  "Allow TCP 443 and 80 to its patch source before that rule, or configure a WSUS or repository inside the network in it.";
const deny = rule("DenyInternet", "Deny", 200, "Internet");

describe("The way of a machine to the internet", () => {
  for (const [what, changes, expected] of [
    ["nothing is in it", {}, free],
    ["only what comes in is denied", rules({ ...deny, direction: "Inbound" }), free],
    ["only UDP is denied", rules({ ...deny, protocol: "Udp" }), free],
    ["only another port is denied", rules({ ...deny, destinationPorts: ["25"] }), free],
    [
      "only a part of the network is denied",
      rules({ ...deny, destinations: ["10.0.0.0/8"] }),
      free,
    ],
    ["everything is let out before", rules(rule("Out", "Allow", 100, "*"), deny), free],
    [
      "everything is denied",
      rules(deny),
      `notMet. The rule "DenyInternet" of the security group nsg1 denies TCP 443 and 80 to the internet. -> ${allowFirst}`,
    ],
    [
      "a range of ports is denied",
      rules({ ...deny, destinationPorts: ["20-80"] }),
      `notMet. The rule "DenyInternet" of the security group nsg1 denies TCP 80 to the internet. -> ${allowFirst}`,
    ],
    [
      "it is let out only after it was denied",
      rules(rule("Out", "Allow", 300, "*"), deny),
      `notMet. The rule "DenyInternet" of the security group nsg1 denies TCP 443 and 80 to the internet. -> ${allowFirst}`,
    ],
    [
      "only the network itself is let through before",
      rules(rule("Net", "Allow", 100, "VirtualNetwork"), deny),
      `notMet. The rule "DenyInternet" of the security group nsg1 denies TCP 443 and 80 to the internet. -> ${allowFirst}`,
    ],
    [
      "a service is let through before",
      rules(rule("Update", "Allow", 100, "AzureUpdateDelivery"), deny),
      'unknown. The rule "DenyInternet" of the security group nsg1 denies TCP 443 and 80 to the internet, but for what "Update" lets through before: whether its patch source is among that only the addresses tell.',
    ],
    [
      "the route drops everything",
      route("None"),
      'notMet. The route "out" of its subnet drops everything to the internet. -> Take that route away, or configure a WSUS or repository inside the network in the machine.',
    ],
    [
      "the route leads to an appliance",
      route("VirtualAppliance", "10.1.0.4"),
      'unknown. The route "out" of its subnet sends everything to the appliance 10.1.0.4: whether that lets patches through cannot be seen from outside.',
    ],
    [
      "the route leads to a gateway",
      route("VirtualNetworkGateway"),
      'unknown. The route "out" of its subnet sends everything to the network\'s gateway: whether that lets patches through cannot be seen from outside.',
    ],
    ["the route leads to the internet", route("Internet"), free],
    [
      "the subnet is private",
      { isPrivate: true },
      "notMet. Its subnet is private (defaultOutboundAccess is false), and it has no NAT gateway, public address or load balancer to get out by. -> Give the subnet a NAT gateway, or configure a WSUS or repository inside the network in the machine.",
    ],
    ["the subnet is private and has a gateway", { isPrivate: true, hasOwnWayOut: true }, free],
  ] as const) {
    it(`is told where ${what}`, () => {
      assert.equal(told(changes), expected);
    });
  }
});
