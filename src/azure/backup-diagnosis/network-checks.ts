import { isDenial, outboundRules, type SecurityRule } from "../security-rules";
import { type BackupCheck, judged, ok, problem, unknown, warning } from "./check";
import type { BackupFacts, InterfaceFacts, SecurityGroupFacts } from "./facts";

/** Codes by which the guest says that it has no network. */
const networkCodes: ReadonlySet<string> = new Set([
  "ExtensionSnapshotFailedNoNetwork",
  "ExtensionSnapshotFailedNoSecureNetwork",
  "ExtensionFailedTimeoutVMNetworkUnresponsive",
]);

/** Addresses and ways out of the machine: what of them can be seen from outside the guest. */
export function networkChecks(
  { interfaces, securityGroups }: BackupFacts,
  unresolvedCode: string | undefined,
): BackupCheck[] {
  const hadNoNetwork = unresolvedCode !== undefined && networkCodes.has(unresolvedCode);
  return [
    judged("ip-addresses", interfaces, (value) => addresses(value, hadNoNetwork)),
    judged("storage-reachable", securityGroups, (value) => storage(value, unresolvedCode)),
  ];
}

/**
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout (DHCP, option 245);
 * virtual-network/ip-services/virtual-network-multiple-ip-addresses-portal (secondary addresses are set in the guest).
 */
function addresses(interfaces: readonly InterfaceFacts[], hadNoNetwork: boolean): BackupCheck {
  const id = "ip-addresses";
  if (interfaces.length === 0) {
    return unknown(
      id,
      "No network interface of the machine can be seen: the action Microsoft.Network/networkInterfaces/read may be missing.",
    );
  }
  const told = interfaces
    .map(({ name, configurations }) => {
      const own = configurations.map(
        ({ address, allocation }) => `${address} (${allocation.toLowerCase()} in Azure)`,
      );
      return `${name} has ${own.join(" and ")}.`;
    })
    .join(" ");
  const dhcp =
    "See in the guest that the interface gets its address by DHCP (on Windows `ipconfig /all`, on Linux `ip address`), and set a static address in Azure alone.";
  if (hadNoNetwork) {
    return problem(
      id,
      `${told} The last backup found no network: the guest may not take its address by DHCP, which Azure cannot see.`,
      dhcp,
    );
  }
  const several = interfaces.filter(({ configurations }) => configurations.length > 1);
  return several.length === 0
    ? ok(id, told)
    : warning(
        id,
        `${told} Secondary addresses are set in the guest by hand, which can switch DHCP off there.`,
        dhcp,
      );
}

function storage(
  groups: readonly SecurityGroupFacts[],
  unresolvedCode: string | undefined,
): BackupCheck {
  const id = "storage-reachable";
  const blocked = groups.flatMap(({ name, rules }) => {
    const rule = ruleForStorage(rules);
    return rule !== undefined && isDenial(rule) ? [`"${rule.name}" of ${name}`] : [];
  });
  if (blocked.length > 0) {
    return warning(
      id,
      `The rule ${blocked.join(" and ")} denies HTTPS to Azure Storage, from which the agent loads its extensions.`,
      "Allow outbound TCP 443 to the service tag Storage before that rule.",
    );
  }
  return unresolvedCode !== undefined && networkCodes.has(unresolvedCode)
    ? warning(
        id,
        "No network security group keeps the machine from Azure Storage, but the last backup found no network.",
        "See that the guest reaches 168.63.129.16 on the ports 80, 443 and 32526; its own firewall and proxy count too.",
      )
    : ok(id, "No network security group that can be seen keeps the machine from Azure Storage.");
}

/**
 * The outbound rule that decides about HTTPS to Azure Storage: of those that match it the one with the
 * lowest priority number. Groups and prefixes of addresses of one's own do not match it.
 */
export function ruleForStorage(rules: readonly SecurityRule[]): SecurityRule | undefined {
  return outboundRules(rules, 443, isStorage)[0];
}

function isStorage(destination: string): boolean {
  return /^(\*|0\.0\.0\.0\/0|internet|azurecloud(\..*)?|storage(\..*)?)$/i.test(destination);
}
