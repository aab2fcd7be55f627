import type { StoredResource } from "../estate";
import { asObject, type JsonObject, withoutUndefined } from "../json";
import type { Call, Operation } from "../operation";
import { followPlatformPatching, forgetPlatformPatching } from "../platform-patching/patch-nights";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { requireResource } from "../resource-manager/resource-checks";
import { resourceType } from "../resource-manager/resource-type";
import { shapedFor } from "./api-version-shape";
import { attach, release } from "./attachments";
import { examples, working } from "./compute-work";
import { forgetDomains, placeInDomains } from "./domains";
import { extensionsOf, virtualMachinePath, virtualMachineType } from "./extensions";
import { instanceView } from "./instance-view";
import { provisionMachine } from "./machine-provisioning";
import { followAssessment, forgetAssessment } from "./patch-assessment";
import { forgetPatches } from "./patch-records";
import { forgetPower } from "./power-state";
import { isOfAskedScaleSet } from "./scale-set-machines";
import { forgetFailuresWithin } from "./provisioning-failures";
import { storedMachine } from "./virtual-machine-body";
import { machineLinks, missingParameter, requireValidMachine } from "./virtual-machine-validation";

const own = `${examples}/virtualMachineExamples`;

/** Virtual machines: what is declared of them, and what they are found to be. */
export const virtualMachineOperations: Operation[] = [
  ...resourceType({
    type: virtualMachineType,
    path: virtualMachinePath,
    location: "required",
    identity: true,
    get: { id: "VirtualMachines_Get", witness: `${own}/VirtualMachine_Get.json` },
    put: {
      id: "VirtualMachines_CreateOrUpdate",
      witness: `${own}/VirtualMachine_Create_WithSshAuthentication.json`,
      longRunning: working(60),
    },
    patch: {
      id: "VirtualMachines_Update",
      witness: `${own}/VirtualMachine_Update_ForceDetachDataDisk.json`,
      longRunning: working(20),
    },
    delete: {
      id: "VirtualMachines_Delete",
      witness: `${own}/VirtualMachine_Delete_Force.json`,
      longRunning: working(30),
    },
    lists: [
      {
        id: "VirtualMachines_List",
        path: groupPath(virtualMachineType),
        witness: `${own}/VirtualMachine_List_MinimumSet_Gen.json`,
        keep: isOfAskedScaleSet,
      },
      {
        id: "VirtualMachines_ListAll",
        path: subscriptionPath(virtualMachineType),
        witness: `${own}/VirtualMachine_ListAll_MinimumSet_Gen.json`,
        keep: isOfAskedScaleSet,
      },
    ],
    required: [
      "properties.hardwareProfile",
      "properties.storageProfile",
      "properties.storageProfile.osDisk",
      "properties.networkProfile",
    ],
    missing: missingParameter,
    validate: requireValidMachine,
    links: (_call, body) => machineLinks(body),
    complete: storedMachine,
    written: (call, machine, before) => {
      if (before === undefined) {
        // Whoever deletes a whole group calls no machine's own deletion.
        forget(call, machine);
      }
      attach(call, machine, before);
      placeInDomains(call, machine);
      followAssessment(call, machine);
      followPlatformPatching(call, machine);
      provisionMachine(call, machine, before === undefined);
    },
    deleted: (call, machine) => {
      forget(call, machine);
      release(call, machine);
    },
    present,
  }),
  {
    id: "VirtualMachines_InstanceView",
    method: "GET",
    path: `${virtualMachinePath}/instanceView`,
    action: `${virtualMachineType}/instanceView/read`,
    witness: `${own}/VirtualMachine_Get_InstanceView.json`,
    handle: (call) => {
      const id = call.path.slice(0, call.path.lastIndexOf("/"));
      const machine = requireResource({ type: virtualMachineType }, call, id);
      return { status: 200, body: instanceView(call, machine) };
    },
  },
];

function forget(call: Call, machine: StoredResource): void {
  forgetFailuresWithin(call, machine);
  forgetAssessment(call, machine);
  forgetPatches(call, machine);
  forgetPlatformPatching(call, machine);
  forgetPower(call, machine);
  forgetDomains(call, machine);
}

function present(call: Call, machine: StoredResource): JsonObject {
  const shaped = shapedFor(call.apiVersion, machine);
  const extensions = extensionsOf(call, machine.id);
  const expanded = call.query.$expand?.toLowerCase() === "instanceview";
  return withoutUndefined({
    ...shaped,
    properties: withoutUndefined({
      ...asObject(shaped.properties),
      instanceView: expanded ? instanceView(call, machine) : undefined,
    }),
    resources: extensions.length === 0 ? undefined : extensions,
  });
}
