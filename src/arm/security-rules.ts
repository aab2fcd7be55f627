import type { SecurityRule } from "../azure/security-rules";
import { objectsIn, textAt, textOf, textsIn } from "./azure-object";
import { asObject } from "./errors";

/** The own rules of a network security group, out of its properties. */
export function securityRulesIn(properties: unknown): SecurityRule[] {
  return objectsIn(asObject(properties)?.securityRules).map((rule) => {
    const own = asObject(rule.properties) ?? {};
    const both = (one: string, several: string): string[] => [
      ...[textOf(own[one]) ?? []].flat(),
      ...textsIn(own[several]),
    ];
    return {
      name: textAt(rule, "name"),
      direction: textAt(own, "direction"),
      access: textAt(own, "access"),
      priority: typeof own.priority === "number" ? own.priority : 0,
      protocol: textAt(own, "protocol"),
      destinationPorts: both("destinationPortRange", "destinationPortRanges"),
      destinations: both("destinationAddressPrefix", "destinationAddressPrefixes"),
    };
  });
}
