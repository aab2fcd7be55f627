import type { Finding } from "../../azure/finding";
import { replicationPolicyFindings } from "../../azure/site-recovery";
import type { DeclaredResource } from "../model/declared-resource";

export const replicationPolicyType = "Microsoft.RecoveryServices/vaults/replicationPolicies";

const input = "properties.providerSpecificInput";

/** azure-native's names of a policy's times, which are all in minutes. */
const names: Readonly<Record<string, string>> = {
  recoveryPointRetentionInMinutes: `${input}.recoveryPointHistory`,
  crashConsistentFrequencyInMinutes: `${input}.crashConsistentFrequencyInMinutes`,
  appConsistentFrequencyInMinutes: `${input}.appConsistentFrequencyInMinutes`,
};

/** What is wrong with the times of a policy for machines between Azure regions or zones. */
export function policyFindingsOf({ inputs }: DeclaredResource): Finding[] {
  if (inputs.text(`${input}.instanceType`) !== "A2A") {
    return [];
  }
  const times = Object.fromEntries(
    Object.entries(names).map(([name, path]) => [name, inputs.number(path)]),
  );
  return replicationPolicyFindings(times, "").map((finding) => ({
    ...finding,
    propertyPath: names[finding.propertyPath] ?? finding.propertyPath,
  }));
}
