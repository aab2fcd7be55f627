import { replicatedSystems } from "../../../azure/site-recovery-systems";
import type { Operation } from "../../operation";
import { examples } from "../entity-operations";
import { invalidInput } from "../site-recovery-errors";
import { asSiteRecoveryId, paths, requireVault, vaultType } from "../vault-entities";

const type = `${vaultType}/replicationSupportedOperatingSystems`;

/** Operating systems that are replicated, by the kind of replication; of those only Azure to Azure is simulated. */
export const supportedSystemOperations: Operation[] = [
  {
    id: "SupportedOperatingSystems_Get",
    method: "GET",
    path: `${paths.vault}/replicationSupportedOperatingSystems`,
    action: `${type}/read`,
    witness: `${examples}/SupportedOperatingSystems_Get.json; the systems: learn.microsoft.com site-recovery/azure-to-azure-support-matrix`,
    handle: (call) => {
      const vault = requireVault(call);
      const { instancetype = "A2A" } = call.query;
      if (instancetype.toLowerCase() !== "a2a") {
        throw invalidInput(
          `The instance type '${instancetype}' is not simulated.`,
          "Use the instance type 'A2A'.",
        );
      }
      const supportedOs = replicatedSystems.map(({ name, type: osType, versions }) => ({
        osName: name,
        osType,
        osVersions: versions.map((version) => ({ version })),
      }));
      return {
        status: 200,
        body: {
          id: `${asSiteRecoveryId(vault.id)}/replicationSupportedOperatingSystems`,
          name: "replicationSupportedOperatingSystems",
          type,
          properties: { supportedOsList: [{ instanceType: "A2A", supportedOs }] },
        },
      };
    },
  },
];
