import { ownUpdated, updated, updateInput, vaultWide } from "../../fixtures-site-recovery";
import { ref, type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.agentAutoUpdateStatus`;
const urn = (token: string, name: string) => `urn:pulumi:dev::fleet::${token}::${name}`;

export const cases: RuleCases = {
  rule: "EVG-AGENT-001",
  compliant: [
    [...updated, vaultWide("all", { exceptMappingIds: [ref("mapping")] })],
    [...ownUpdated, vaultWide("all", { exceptMappingIds: [ref("own")] })],
    withProperty([...updated, vaultWide("all")], "mapping", path, undefined),
  ],
  failing: [
    {
      title: "a mapping that both set",
      change: (program) => withProperty(program, "all", "exceptMappingIds", undefined),
      resource: "mapping",
      messages: [
        `${path}: Agent auto-update of the mapping "mapping" would be set by two resources: ${urn("azure-native:recoveryservices:ReplicationProtectionContainerMapping", "mapping")} and ${urn("azure-evergreen:index:VaultAgentAutoUpdate", "all")}. Name the mapping in exceptMappingIds of the second, or take the first out of the program.`,
      ],
    },
  ],
  unknown: [{ resource: "mapping", property: "properties" }],
};
