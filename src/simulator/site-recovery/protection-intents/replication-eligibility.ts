import { isReplicatedSystem, systemOfImage } from "../../../azure/site-recovery-systems";
import { deterministicGuid } from "../../../azure/guid";
import { virtualMachineType } from "../../compute/extensions";
import { powerOf } from "../../compute/power-state";
import type { StoredResource } from "../../estate";
import { asObject, asText, type JsonObject, valueAt } from "../../json";
import type { Call, Operation } from "../../operation";
import { groupPath } from "../../resource-manager/path-template";
import { requireResource } from "../../resource-manager/resource-checks";
import { examples } from "../entity-operations";
import type { ReplicationEligibilityCode } from "../witnesses";
import { protectedItemOf } from "./protected-machines";

const type = "Microsoft.RecoveryServices/replicationEligibilityResults";
const list = groupPath(`Microsoft.Compute/virtualMachines/{virtualMachineName}/providers/${type}`);

/** Whether a machine can be replicated: why not, if not. */
export const eligibilityOperations: Operation[] = [
  {
    id: "ReplicationEligibilityResults_List",
    method: "GET",
    path: list,
    action: `${type}/read`,
    witness: `${examples}/ReplicationEligibilityResults_List.json`,
    handle: (call) => ({ status: 200, body: { value: [resultOf(call)] } }),
  },
  {
    id: "ReplicationEligibilityResults_Get",
    method: "GET",
    path: `${list}/default`,
    action: `${type}/read`,
    witness: `${examples}/ReplicationEligibilityResults_Get.json`,
    handle: (call) => ({ status: 200, body: resultOf(call) }),
  },
];

function resultOf(call: Call): JsonObject {
  const path = call.path.split("/").slice(0, 9).join("/");
  const machine = requireResource({ type: virtualMachineType }, call, path);
  return {
    id: `${machine.id}/providers/${type}/default`,
    name: "default",
    type,
    properties: {
      clientRequestId:
        call.headers["x-ms-client-request-id"] ??
        deterministicGuid("eligibility", machine.id, call.clock.now().toISOString()),
      errors: errorsOf(call, machine),
    },
  };
}

/** Texts: the official examples; of a machine that is protected already no text is published. */
function errorsOf(call: Call, machine: StoredResource): JsonObject[] {
  const errors: JsonObject[] = [];
  const tell = (
    code: ReplicationEligibilityCode,
    message: string,
    possibleCauses: string,
    recommendedAction: string,
  ): void => {
    errors.push({ code, message, possibleCauses, recommendedAction, status: "Error" });
  };
  const { id } = machine;
  const provisioning = String(asObject(machine.properties).provisioningState).toLowerCase();
  if (provisioning !== "succeeded") {
    tell(
      "AzureVmIsNotInDesiredProvisioningState",
      `Azure virtual machine with Id (${id}) is with provisioning state '${provisioning}'. To enable replication, VM's provisioning state should be 'succeeded'.`,
      "Virtual machine is not in desired state.",
      "Ensure that the VM's provisioning state is 'succeeded'.",
    );
  }
  const power = powerOf(call, machine).state;
  if (power !== "running") {
    tell(
      "AzureVmIsNotInDesiredPowerState",
      `Azure virtual machine with Id (${id}) is with power status '${power}'. To enable replication, VM's power status should be 'running'.`,
      "Virtual machine is not in desired state.",
      "Ensure that the VM's power status is 'running'.",
    );
  }
  const image = asObject(valueAt(machine, "properties.storageProfile.imageReference"));
  const word = (name: string): string => asText(image[name]) ?? "";
  const system = systemOfImage({
    publisher: word("publisher"),
    offer: word("offer"),
    sku: word("sku"),
  });
  if (system !== undefined && !isReplicatedSystem(system)) {
    tell(
      "A2AOperatingSystemNotSupported",
      `The A2A operation could not be completed as the virtual machine is running OS '${system.name}' with version '${system.version}' which is not supported for replication.`,
      "OS version not supported.",
      "The virtual machine is running unsupported Operating system. Refer to the documentation for supported OS versions - https://aka.ms/a2a-os-support-matrix.",
    );
  }
  const item = protectedItemOf(call, id);
  if (item !== undefined) {
    tell(
      "AzureVmIsAlreadyProtected",
      `Azure virtual machine with Id (${id}) is already protected by the protected item '${item.id}'.`,
      "Replication of the virtual machine has been enabled before.",
      "Disable its replication first to protect it in another way.",
    );
  }
  return errors;
}
