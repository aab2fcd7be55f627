import { subscription } from "../caller";
import {
  group,
  machine,
  machineBody,
  nic,
  send,
  windows,
  withNetwork,
} from "../compute/small-estate";
import { Replay } from "./replay";

const provider = "providers/Microsoft.Compute";
const location = "westeurope";
const tags = { tags: { key: "value" } };

const leftOut = {
  "properties.virtualMachineScaleSetMigrationInfo": "no migration to a scale set",
  "properties.LastOwnershipUpdateTime": "not told",
  "properties.creationData.imageReference": "not told",
  "properties.creationData.sourceResourceId": "not a copy",
  "properties.encryptionSettingsCollection": "no keys of one's own",
  "properties.purchasePlan": "not bought",
  "properties.securityProfile": "not asked for",
  "properties.supportedCapabilities": "not told",
  "properties.supportsHibernation": "not told",
  "properties.osProfile.linuxConfiguration": "a Windows machine",
  "properties.storageProfile.dataDisks[].detachOption": "given in a PATCH alone",
  etag: "nothing is written on condition",
  managedBy: "no scale set",
  "properties.applicationProfile": "no applications of a gallery",
  "properties.proximityPlacementGroup": "no placement groups",
  bootDiagnostics: "no screenshots",
  "extensions[].statuses[].message": "not told",
  osName: "the agent does not tell it",
  osVersion: "the agent does not tell it",
  isVMInStandbyPool: "no pools",
  "availablePatches[].version": "of Linux packages alone",
  "patches[].version": "of Linux packages alone",
  "properties.instanceView": "told in the machine's own",
  "properties.protectedSettings": "a secret",
  "properties.protectedSettingsFromKeyVault": "not asked for",
  "properties.userData": "asked for by $expand alone",
  "properties.restorePoints": "asked for by $expand alone",
};

describe("official examples of Microsoft.Compute", () => {
  it("are answered", async () => {
    const { owner } = await withNetwork();
    const replay = new Replay(owner, "Microsoft.Compute", "compute", leftOut);
    const one = (type: string, name: string): string => `${group}/${provider}/${type}/${name}`;

    const set = one("availabilitySets", "myAvailabilitySet");
    await replay.send("AvailabilitySets_CreateOrUpdate", set, {
      location,
      sku: { name: "Aligned" },
      properties: { platformFaultDomainCount: 2, platformUpdateDomainCount: 20 },
    });
    await replay.send("AvailabilitySets_Update", set, tags);
    await replay.send("AvailabilitySets_Get", set);
    await replay.send("AvailabilitySets_List", `${group}/${provider}/availabilitySets`);

    const disk = one("disks", "myDisk");
    await replay.send("Disks_CreateOrUpdate", disk, {
      location,
      ...tags,
      properties: { creationData: { createOption: "Empty" }, diskSizeGB: 200 },
    });
    await replay.send("Disks_Update", disk, { properties: { tier: "P30" } });
    const body = machineBody({
      windows: { patchSettings: { patchMode: "AutomaticByPlatform" } },
      properties: {
        availabilitySet: { id: set },
        diagnosticsProfile: {
          bootDiagnostics: { enabled: true, storageUri: "https://store.blob.core.windows.net" },
        },
        extensionsTimeBudget: "PT50M",
        networkProfile: { networkInterfaces: [{ id: nic, properties: { primary: true } }] },
        storageProfile: {
          imageReference: windows,
          osDisk: { createOption: "FromImage", name: "myVMosdisk", caching: "ReadWrite" },
          dataDisks: [{ createOption: "Empty", diskSizeGB: 1023, lun: 0, caching: "ReadWrite" }],
        },
        userData: "RXhhbXBsZSBVc2VyRGF0YQ==",
      },
    });
    await replay.send("VirtualMachines_CreateOrUpdate", machine, { ...body, ...tags });
    await owner.wait(600);
    await replay.send("VirtualMachines_Update", machine, tags);
    await replay.send("VirtualMachines_AssessPatches", `${machine}/assessPatches`);
    await replay.send("VirtualMachines_InstallPatches", `${machine}/installPatches`, {
      maximumDuration: "PT4H",
      rebootSetting: "IfRequired",
      windowsParameters: { classificationsToInclude: ["Critical", "Security"] },
    });
    await replay.send("VirtualMachines_RunCommand", `${machine}/runCommand`, {
      commandId: "RunPowerShellScript",
    });
    const extension = `${machine}/extensions/myExtension`;
    const settings = {
      autoUpgradeMinorVersion: true,
      publisher: "extPublisher",
      settings: { UserName: "xyz@microsoft.com" },
      suppressFailures: true,
      type: "extType",
      typeHandlerVersion: "1.2",
    };
    await replay.send("VirtualMachineExtensions_CreateOrUpdate", extension, {
      location,
      ...tags,
      properties: { ...settings, enableAutomaticUpgrade: true, forceUpdateTag: "a" },
    });
    await replay.send("VirtualMachineExtensions_Update", extension, { properties: settings });
    await replay.send("VirtualMachineExtensions_Get", extension);

    await replay.send("VirtualMachines_Get", machine);
    await replay.send("VirtualMachines_InstanceView", `${machine}/instanceView`);
    await replay.send("VirtualMachines_List", `${group}/${provider}/virtualMachines`);
    await replay.send("VirtualMachines_ListAll", `${subscription}/${provider}/virtualMachines`);
    await replay.send(
      "AvailabilitySets_ListBySubscription",
      `${subscription}/${provider}/availabilitySets`,
    );
    await replay.send("Disks_Get", one("disks", "myVMosdisk"));
    await replay.send("Disks_ListByResourceGroup", `${group}/${provider}/disks`);
    await replay.send("Disks_List", `${subscription}/${provider}/disks`);

    const collection = one("restorePointCollections", "myRpc");
    await replay.send("RestorePointCollections_CreateOrUpdate", collection, {
      location,
      tags: { myTag1: "tagValue1" },
      properties: { source: { id: machine } },
    });
    await replay.send("RestorePointCollections_Update", collection, tags);
    const point = `${collection}/restorePoints/rpName`;
    await send(owner, "PUT", point, {
      properties: { excludeDisks: [{ id: disk }] },
    });
    await replay.send("RestorePoints_Get", point);
    await replay.send("RestorePointCollections_Get", collection);
    await replay.send("RestorePointCollections_Get", `${collection}?$expand=restorePoints`);
    await replay.send(
      "RestorePointCollections_List",
      `${group}/${provider}/restorePointCollections`,
    );
    await replay.send(
      "RestorePointCollections_ListAll",
      `${subscription}/${provider}/restorePointCollections`,
    );
    replay.end();
  });
});
