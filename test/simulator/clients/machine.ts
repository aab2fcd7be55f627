/* Network, interface, machine and instance view, then its end: `@azure/arm-network`, `@azure/arm-compute`. */
import { buildMachine, compute, group, network, resources } from "./built-machine";
import { refusal, show } from "./set-up";

show(async () => {
  const { nic, machine } = await buildMachine();
  const view = await compute.virtualMachines.instanceView(group, "machine1");
  const assessed = await compute.virtualMachines.assessPatches(group, "machine1");
  const installed = await compute.virtualMachines.installPatches(group, "machine1", {
    rebootSetting: "IfRequired",
    maximumDuration: "PT2H",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  });
  const script = {
    location: "westeurope",
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
  await resources.resourceGroups.beginDeleteAndWait(group);
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
