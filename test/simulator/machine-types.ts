import { tenantId } from "./caller";
import { machineBody } from "./compute/small-estate";
import type { TypeRow } from "./every-type";
import { group } from "./site-recovery/replicated-estate";
import { cache, machine, network, nic } from "./site-recovery/replicated-machine";

export const resource = (type: string, name: string): string =>
  `${group}/providers/${type}/${name}`;
export const tags = { tags: { owner: "fleet" } };
export const networks = "2024-05-01";
export const northNetwork = resource("Microsoft.Network/virtualNetworks", "network2");
export const subnet = { id: `${network}/subnets/subnet1` };

const location = "westeurope";
const compute = "2024-11-01";
const addressSpace = { addressPrefixes: ["10.0.0.0/16"] };

/** Virtual machines and what they stand on: rows of `everyType`. */
export const machineTypes: readonly TypeRow[] = [
  {
    id: network,
    version: networks,
    body: {
      location,
      properties: {
        addressSpace,
        subnets: [{ name: "subnet1", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: `${network}/subnets/subnet2`,
    version: networks,
    body: { properties: { addressPrefix: "10.0.1.0/24" } },
    put: [201, 200],
    remove: [202, 204],
  },
  {
    id: northNetwork,
    version: networks,
    body: { location: "northeurope", properties: { addressSpace } },
    put: [201, 200],
    remove: [202, 204],
  },
  {
    id: resource("Microsoft.Network/networkSecurityGroups", "group1"),
    version: networks,
    body: { location },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: resource("Microsoft.Network/publicIPAddresses", "address1"),
    version: networks,
    body: {
      location,
      sku: { name: "Standard" },
      properties: { publicIPAllocationMethod: "Static" },
    },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: nic,
    version: networks,
    body: {
      location,
      properties: { ipConfigurations: [{ name: "main", properties: { subnet } }] },
    },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: cache,
    version: "2024-01-01",
    body: { location, sku: { name: "Standard_LRS" }, kind: "StorageV2" },
    put: [202, 200],
    patch: [tags, 200],
    remove: [200, 204],
  },
  {
    id: resource("Microsoft.KeyVault/vaults", "vault1"),
    version: "2024-11-01",
    body: { location, properties: { tenantId, sku: { family: "A", name: "standard" } } },
    put: [201, 200],
    patch: [tags, 200],
    remove: [200, 204],
  },
  {
    id: resource("Microsoft.Compute/disks", "data1"),
    version: "2024-03-02",
    body: {
      location,
      properties: { creationData: { createOption: "Empty" }, diskSizeGB: 10 },
    },
    put: [202, 202],
    patch: [tags, 202],
    remove: [202, 204],
  },
  {
    id: resource("Microsoft.Compute/availabilitySets", "set1"),
    version: compute,
    body: { location, sku: { name: "Aligned" } },
    put: [200, 200],
    patch: [tags, 200],
    remove: [200, 204],
  },
  {
    id: resource("Microsoft.Compute/proximityPlacementGroups", "placement1"),
    version: compute,
    body: { location, properties: { proximityPlacementGroupType: "Standard" } },
    put: [201, 200],
    patch: [tags, 200],
    remove: [200, 204],
  },
  {
    id: resource("Microsoft.Compute/virtualMachineScaleSets", "scaleSet1"),
    version: compute,
    body: {
      location,
      properties: { orchestrationMode: "Flexible", platformFaultDomainCount: 1 },
    },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: machine,
    version: compute,
    body: machineBody({
      properties: {
        storageProfile: {
          imageReference: {
            publisher: "Canonical",
            offer: "0001-com-ubuntu-server-jammy",
            sku: "22_04-lts-gen2",
            version: "latest",
          },
          osDisk: { createOption: "FromImage", name: "disk1" },
        },
      },
    }),
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
  {
    id: `${machine}/extensions/extension1`,
    version: compute,
    body: {
      location,
      properties: {
        publisher: "Microsoft.Azure.Extensions",
        type: "CustomScript",
        typeHandlerVersion: "2.1",
      },
    },
    put: [201, 200],
    patch: [tags, 200],
    remove: [202, 204],
  },
];
