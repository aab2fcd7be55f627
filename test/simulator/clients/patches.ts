/* Patches assessed and installed on demand, and told in the instance view: `@azure/arm-compute`. */
import { buildMachine, compute, group } from "./built-machine";
import { refusal, show, until } from "./set-up";

show(async () => {
  await buildMachine();
  const { virtualMachines } = compute;
  await until(
    () => virtualMachines.instanceView(group, "machine1"),
    ({ vmAgent }) => vmAgent?.statuses?.[0]?.displayStatus === "Ready",
  );
  const assessed = await virtualMachines.assessPatches(group, "machine1");
  const installed = await virtualMachines.installPatches(group, "machine1", {
    maximumDuration: "PT2H",
    rebootSetting: "IfRequired",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  });
  const { patchStatus } = await virtualMachines.instanceView(group, "machine1");
  await virtualMachines.deallocate(group, "machine1");
  const off = await virtualMachines
    .installPatches(group, "machine1", {
      maximumDuration: "PT2H",
      rebootSetting: "Never",
      linuxParameters: { classificationsToInclude: ["Critical"] },
    })
    .then(({ status }) => status, refusal);
  return {
    assessed: [assessed.status, (assessed.availablePatches ?? []).length > 0],
    installed: [installed.status, installed.rebootStatus, installed.pendingPatchCount],
    view: [
      patchStatus?.availablePatchSummary?.status,
      patchStatus?.lastPatchInstallationSummary?.status,
      patchStatus?.lastPatchInstallationSummary?.installedPatchCount ===
        installed.installedPatchCount,
    ],
    off,
  };
});
