import { nativeReplicated, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const message = (path: string) =>
  `${path}: The cache storage account "cache" stands in "northeurope", the machine in "westeurope". Use a storage account in "westeurope".`;

export const cases: RuleCases = {
  rule: "EVG-REPLICA-020",
  compliant: [replicated, nativeReplicated],
  failing: [
    {
      title: "a cache in the target region",
      change: (program) => withProperty(program, "cache", "location", "northeurope"),
      resource: "item",
      messages: [message("settings.disks[0].stagingStorageAccountId")],
    },
    {
      title: "a cache of azure-native's item in the target region",
      change: () => withProperty(nativeReplicated, "cache", "location", "northeurope"),
      messages: [
        message(
          "properties.providerSpecificDetails.vmManagedDisks[0].primaryStagingAzureStorageAccountId",
        ),
      ],
      onlyWhenKnown: true,
    },
  ],
  unknown: [{ resource: "cache", property: "location" }],
};
