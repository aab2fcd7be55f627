import { machineChangeSources } from "./machine-changes";

const attaching =
  "learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-attach-detach-vm (troubleshooting)";

/** Error codes of Microsoft.Compute, each with the source that says so. */
export const computeErrors = {
  BadRequest: "Azure/azure-sdk-for-net issue 37855; MicrosoftDocs/azure-docs issue 55085",
  CannotAddOrRemoveNetworkInterfacesFromARunningVirtualMachine: machineChangeSources.whileRunning,
  Conflict: `${machineChangeSources.whileRunning}; MicrosoftDocs/azure-docs issues 43356 and 116419`,
  InvalidParameter: `Azure/azure-cli issue 228; MicrosoftDocs/azure-docs issue 112633; ${machineChangeSources.encryptionAtHostFeature}`,
  InternalOperationError: "Azure/azure-sdk-for-python issue 34470",
  OSProvisioningTimedOut: "learn.microsoft.com virtual-machines/error-messages",
  OperationNotAllowed:
    "learn.microsoft.com virtual-machines/error-messages; ansible/ansible pull request 54644; hashicorp/terraform issue 24626; learn.microsoft.com rest/api/compute/availability-sets/delete; fog/fog-azure-rm issue 302; hashicorp/terraform-provider-azurerm issue 921 and linux_virtual_machine_resource.go; Azure/terraform-azurerm-avm-res-compute-virtualmachine issue 236; MicrosoftDocs/azure-docs pull request 57951",
  NotFound:
    "Azure/azure-cli issue 6622; Azure/vagrant-azure issue 147; Azure/azure-powershell issue 7331",
  PropertyChangeNotAllowed: "hashicorp/terraform issue 8796; MicrosoftDocs/azure-docs issue 112633",
  ScaleSetNotSimulated:
    "assumption: Uniform scale sets and the instances of scale sets are not simulated, which Azure would not say",
  VmssDoesNotSupportAttachingExistingAvsetVM: attaching,
  VmssDoesNotSupportAttachingExistingVMMultiFD: attaching,
  VmssDoesNotSupportAttachingPPGVM: attaching,
  VMAgentStatusCommunicationError:
    "learn.microsoft.com virtual-machines/error-messages; Azure/azure-xplat-cli issue 2794",
  VMExtensionHandlerNonTransientError:
    "learn.microsoft.com virtual-machines/error-messages; Azure/custom-script-extension-linux pull request 254",
  VMExtensionProvisioningError:
    "learn.microsoft.com virtual-machines/error-messages; kubernetes-sigs/cluster-api-provider-azure issue 5367",
} as const;

/** What Microsoft.Compute does by itself, each with the source that says so. */
export const computeStateChanges = {
  "the platform goes on patching a region's machines in off-peak hours":
    "learn.microsoft.com virtual-machines/automatic-vm-guest-patching",
  "the platform brings the patch extension to a machine that it assesses":
    "learn.microsoft.com virtual-machines/automatic-vm-guest-patching",
} as const;
