/*
 * Availability sets, placement groups and scale sets with a machine, what can be had, and tags:
 * `@azure/arm-compute`, `@azure/arm-network`, `@azure/arm-resources`.
 */
import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { clientOptions, endpoint, refusal, secretCredential, show, subscriptionId } from "./set-up";

const location = "westeurope";
const group = "rg";

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of pages) {
    found.push(one);
  }
  return found;
}

show(async () => {
  const credential = secretCredential();
  const options = { ...clientOptions, $host: endpoint };
  const resources = new ResourceManagementClient(credential, subscriptionId, options);
  await resources.resourceGroups.createOrUpdate(group, { location });
  const network = new NetworkManagementClient(credential, subscriptionId, options);
  await network.virtualNetworks.beginCreateOrUpdateAndWait(group, "network1", {
    location,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [{ name: "subnet1", addressPrefix: "10.0.0.0/24" }],
  });
  const subnet = await network.subnets.get(group, "network1", "subnet1");
  const nic = await network.networkInterfaces.beginCreateOrUpdateAndWait(group, "nic1", {
    location,
    ipConfigurations: [{ name: "main", subnet: { id: subnet.id ?? "" } }],
  });
  const compute = new ComputeManagementClient(credential, subscriptionId, options);

  const offers = await compute.virtualMachineImages.listOffers(location, "Canonical");
  const [version] = await compute.virtualMachineImages.list(
    location,
    "Canonical",
    "0001-com-ubuntu-server-jammy",
    "22_04-lts-gen2",
    { top: 1, orderby: "name desc" },
  );
  const image = await compute.virtualMachineImages.get(
    location,
    "Canonical",
    "0001-com-ubuntu-server-jammy",
    "22_04-lts-gen2",
    version?.name ?? "",
  );
  const sizes = await all(compute.virtualMachineSizes.list(location));
  const skus = await all(compute.resourceSkus.list({ filter: `location eq '${location}'` }));

  const placement = await compute.proximityPlacementGroups.createOrUpdate(group, "placement1", {
    location,
  });
  const set = await compute.availabilitySets.createOrUpdate(group, "set1", {
    location,
    sku: { name: "Aligned" },
    platformFaultDomainCount: 2,
    platformUpdateDomainCount: 5,
    proximityPlacementGroup: { id: placement.id ?? "" },
  });
  await compute.virtualMachines.createOrUpdate(group, "machine1", {
    location,
    availabilitySet: { id: set.id ?? "" },
    hardwareProfile: { vmSize: "Standard_B2s" },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "0001-com-ubuntu-server-jammy",
        sku: "22_04-lts-gen2",
        version: version?.name ?? "",
      },
      osDisk: { createOption: "FromImage" },
    },
    osProfile: {
      computerName: "machine1",
      adminUsername: "azureuser",
      adminPassword: "correct horse battery staple 1",
    },
    networkProfile: { networkInterfaces: [{ id: nic.id ?? "" }] },
  });
  const view = await compute.virtualMachines.instanceView(group, "machine1");
  const members = await compute.availabilitySets.get(group, "set1");
  const inUse = await compute.availabilitySets.delete(group, "set1").catch(refusal);

  const scaleSet = await compute.virtualMachineScaleSets.createOrUpdate(group, "scaleSet1", {
    location,
    orchestrationMode: "Flexible",
    platformFaultDomainCount: 1,
  });
  const instances = await all(compute.virtualMachineScaleSetVMs.list(group, "scaleSet1"));
  const uniform = await compute.virtualMachineScaleSets
    .createOrUpdate(group, "scaleSet2", { location, orchestrationMode: "Uniform" })
    .catch(refusal);

  const scope = set.id?.slice(1) ?? "";
  await resources.tagsOperations.beginCreateOrUpdateAtScopeAndWait(scope, {
    properties: { tags: { owner: "fleet", team: "a" } },
  });
  await resources.tagsOperations.beginUpdateAtScopeAndWait(scope, {
    operation: "Delete",
    properties: { tags: { team: "a" } },
  });
  const tags = await resources.tagsOperations.getAtScope(scope);
  await resources.tagsOperations.beginDeleteAtScopeAndWait(scope);
  const untagged = await compute.availabilitySets.get(group, "set1");

  await compute.virtualMachineScaleSets.delete(group, "scaleSet1");
  await resources.resourceGroups.beginDeleteAndWait(group);
  return {
    image: [offers.length > 0, version?.name, image.osDiskImage?.operatingSystem],
    sizes: sizes.some(({ name }) => name === "Standard_B2s"),
    skus: skus.find(({ name }) => name === "Aligned")?.capabilities,
    domains: [view.platformUpdateDomain, view.platformFaultDomain],
    members: members.virtualMachines?.length,
    inUse,
    scaleSet: [scaleSet.orchestrationMode, scaleSet.provisioningState, instances.length],
    uniform,
    tags: [tags.properties.tags, untagged.tags],
  };
});
