/* Network, interface, machine and instance view, then its end: `@azure/arm-network`, `@azure/arm-compute`. */
import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { clientOptions, endpoint, refusal, secretCredential, show, subscriptionId } from "./set-up";

const location = "westeurope";
const group = "rg";

show(async () => {
  const credential = secretCredential();
  const options = { ...clientOptions, $host: endpoint };
  const groups = new ResourceManagementClient(credential, subscriptionId, options).resourceGroups;
  await groups.createOrUpdate(group, { location });
  const network = new NetworkManagementClient(credential, subscriptionId, options);
  await network.virtualNetworks.beginCreateOrUpdateAndWait(group, "network1", {
    location,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  });
  const subnet = await network.subnets.beginCreateOrUpdateAndWait(group, "network1", "subnet1", {
    addressPrefix: "10.0.0.0/24",
  });
  const nic = await network.networkInterfaces.beginCreateOrUpdateAndWait(group, "nic1", {
    location,
    ipConfigurations: [{ name: "main", subnet: { id: subnet.id ?? "" } }],
  });
  const compute = new ComputeManagementClient(credential, subscriptionId, options);
  const machine = await compute.virtualMachines.createOrUpdate(group, "machine1", {
    location,
    identity: { type: "SystemAssigned" },
    hardwareProfile: { vmSize: "Standard_B2s" },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "0001-com-ubuntu-server-jammy",
        sku: "22_04-lts-gen2",
        version: "latest",
      },
      osDisk: { createOption: "FromImage" },
    },
    osProfile: {
      computerName: "machine1",
      adminUsername: "azureuser",
      adminPassword: "correct horse battery staple 1",
      linuxConfiguration: { patchSettings: { patchMode: "ImageDefault" } },
    },
    networkProfile: { networkInterfaces: [{ id: nic.id ?? "" }] },
  });
  const view = await compute.virtualMachines.instanceView(group, "machine1");
  const assessed = await compute.virtualMachines.assessPatches(group, "machine1");
  const installed = await compute.virtualMachines.installPatches(group, "machine1", {
    rebootSetting: "IfRequired",
    maximumDuration: "PT2H",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  });
  const script = {
    location,
    publisher: "Microsoft.Azure.Extensions",
    typePropertiesType: "CustomScript",
    typeHandlerVersion: "2.1",
  };
  const extensions = compute.virtualMachineExtensions;
  const failed = await extensions.createOrUpdate(group, "machine1", "script", script).then(
    () => "succeeded",
    (error: unknown) => /failure when processing extension '\w+'/.exec(String(error))?.[0],
  );
  await compute.virtualMachines.reapply(group, "machine1");
  const repaired = await extensions.get(group, "machine1", "script");
  const inUse = await network.networkInterfaces
    .beginDeleteAndWait(group, "nic1")
    .then(() => "deleted", refusal);
  const missing = await compute.virtualMachines.get(group, "nothing").catch(refusal);
  await compute.virtualMachines.delete(group, "machine1");
  await network.networkInterfaces.beginDeleteAndWait(group, "nic1");
  await groups.beginDeleteAndWait(group);
  return {
    address: nic.ipConfigurations?.[0]?.privateIPAddress,
    machine: [machine.provisioningState, machine.osProfile?.adminPassword ?? "not told"],
    view: view.statuses?.map(({ code }) => code),
    patches: [
      assessed.criticalAndSecurityPatchCount,
      installed.status,
      installed.installedPatchCount,
    ],
    extension: [failed, repaired.provisioningState],
    inUse,
    missing,
  };
});
