/* Network, interface, machine and instance view, then its end: `@azure/arm-network`, `@azure/arm-compute`. */
import { buildMachine, compute, group, network, resources } from "./built-machine";
import { refusal, show } from "./set-up";

show(async () => {
  const { nic, machine } = await buildMachine();
  const view = await compute.virtualMachines.instanceView(group, "machine1");
  const inUse = await network.networkInterfaces
    .beginDeleteAndWait(group, "nic1")
    .then(() => "deleted", refusal);
  const missing = await compute.virtualMachines.get(group, "nothing").catch(refusal);
  await compute.virtualMachines.delete(group, "machine1");
  await network.networkInterfaces.beginDeleteAndWait(group, "nic1");
  await resources.resourceGroups.beginDeleteAndWait(group);
  return {
    address: nic.ipConfigurations?.[0]?.privateIPAddress,
    machine: [machine.provisioningState, machine.osProfile?.adminPassword ?? "not told"],
    view: view.statuses?.map(({ code }) => code),
    inUse,
    missing,
  };
});
