/** A Linux machine of ours, which gets settings that agree. */
export const linuxMachineOfOurs = `new LinuxVirtualMachine("web", {
  resourceGroupName: "fleet",
  subnetId,
  image: "Canonical:ubuntu-24_04-lts:server:latest",
  adminUsername: "fleet",
  sshPublicKey,
  patchedBy: PatchedBy.Platform,
});`;

/** A Windows machine of ours, which gets settings that agree. */
export const windowsMachineOfOurs = `new WindowsVirtualMachine("web", {
  resourceGroupName: "fleet",
  subnetId,
  image: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest",
  adminUsername: "fleet",
  adminPassword,
  patchedBy: PatchedBy.Platform,
});`;

/** A schedule of ours, which refuses machines that it could not patch. */
export const scheduleOfOurs = `new MaintenanceSchedule("monthly", {
  resourceGroupName: "fleet",
  recurEvery: "Month Second Tuesday Offset4",
  timeZone: "W. Europe Standard Time",
  virtualMachines: { web: { virtualMachineId: machine.virtualMachineId } },
});`;
