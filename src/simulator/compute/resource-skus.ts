import { availabilitySetDomains } from "../../azure/availability";
import { type MachineSize, machineSizes } from "../../azure/machine-sizes";
import { allRegions, normalizeRegion, type Region } from "../../azure/regions";
import type { JsonObject } from "../json";
import type { Call, Operation } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { subscriptionPath } from "../resource-manager/path-template";
import { page } from "../resource-manager/paging";
import { faultDomainsIn } from "./availability-sets";

const diskSkus = ["Standard_LRS", "StandardSSD_LRS", "Premium_LRS"];

/**
 * What the subscription can have where: sizes of machines, kinds of availability sets and disks. Each
 * size is taken to be in each region, and in all of its zones.
 */
export const resourceSkuOperations: Operation[] = [
  {
    id: "ResourceSkus_List",
    method: "GET",
    path: subscriptionPath("Microsoft.Compute/skus"),
    action: "Microsoft.Compute/skus/read",
    witness:
      "azure-rest-api-specs compute Skus examples/2021-07-01/ListAvailableResourceSkusForARegion.json; for availability sets learn.microsoft.com azure-resource-manager/troubleshooting/error-sku-not-available",
    handle: (call) => {
      const location = readFilter(call.query.$filter).get("location");
      const regions = allRegions().filter(
        ({ name }) => location === undefined || name === normalizeRegion(location),
      );
      return {
        status: 200,
        body: page(
          call,
          regions.flatMap((region) => skusIn(call, region)),
        ),
      };
    },
  },
];

function skusIn(call: Call, region: Region): JsonObject[] {
  const zones = Array.from({ length: region.availabilityZones }, (_, i) => String(i + 1));
  const sku = (
    resourceType: string,
    name: string,
    more: JsonObject,
    own: JsonObject,
  ): JsonObject => ({
    resourceType,
    name,
    ...own,
    locations: [region.name],
    locationInfo: [
      {
        location: region.name,
        zones: resourceType === "availabilitySets" ? [] : zones,
        zoneDetails: [],
      },
    ],
    capabilities: Object.entries(more).map(([key, value]) => ({ name: key, value: String(value) })),
    restrictions: [],
  });
  const domains = {
    Classic: availabilitySetDomains.highestFaultDomainCount,
    Aligned: faultDomainsIn(call, region.name),
  };
  return [
    ...Object.entries(domains).map(([name, count]) =>
      sku("availabilitySets", name, { MaximumPlatformFaultDomainCount: count }, {}),
    ),
    ...diskSkus.map((name) => sku("disks", name, {}, { tier: name.split("_")[0] })),
    ...machineSizes.map((size) =>
      sku("virtualMachines", size.name, capabilitiesOf(size), {
        tier: "Standard",
        size: size.name.slice("Standard_".length),
        family: size.family,
      }),
    ),
  ];
}

function capabilitiesOf(size: MachineSize): JsonObject {
  return {
    MaxResourceVolumeMB: size.temporaryDiskInMb,
    OSVhdSizeMB: 1_047_552,
    vCPUs: size.cores,
    HyperVGenerations: size.generations,
    MemoryGB: size.memoryInMb / 1024,
    MaxDataDiskCount: size.dataDisks,
    CpuArchitectureType: "x64",
    PremiumIO: size.premiumDisks ? "True" : "False",
    vCPUsAvailable: size.cores,
  };
}
