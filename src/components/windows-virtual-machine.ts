import * as pulumi from "@pulumi/pulumi";
import { windowsTimeZoneFindings } from "../azure/time-zones";
import { judge, ruleOn } from "./shared/inputs";
import { rememberDisks } from "./virtual-machine/known-disks";
import { rememberMachine } from "./virtual-machine/known-machines";
import {
  nativePatchSettings,
  patchRules,
  patchSettingsOf,
  type WindowsVirtualMachinePatchSettingsArgs,
} from "./virtual-machine/patch-arguments";
import type { VirtualMachineArgs } from "./virtual-machine/arguments";
import { equipMachine, storedArguments } from "./virtual-machine/equipment";
import { extensionRules } from "./virtual-machine/extensions";
import {
  computerNameOf,
  machinePrincipalId,
  machineRules,
  makeMachine,
} from "./virtual-machine/machine";

export interface WindowsVirtualMachineArgs extends VirtualMachineArgs {
  /** Patch settings in Azure's own words; what is set here is sent instead of what `patchedBy` means. With a patch mode and no `patchedBy` nothing else is derived. Defaults to `{}`. */
  patchSettings?: WindowsVirtualMachinePatchSettingsArgs;
  /** Password of the administrator. It is kept as a secret. Azure refuses a change; reset it in the machine. */
  adminPassword: pulumi.Input<string>;
  /** Time zone of the machine as Windows names it, for example `W. Europe Standard Time`. Defaults to UTC. Azure refuses a change. */
  timeZone?: pulumi.Input<string>;
}

/**
 * A Windows virtual machine whose patch settings agree with each other and with its image,
 * hotpatching included. The extensions that Azure installs by itself for patching, backup and
 * replication are left to Azure.
 *
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching, windows-server/get-started/hotpatch.
 */
export class WindowsVirtualMachine extends pulumi.ComponentResource {
  /** ARM id of the machine. */
  public readonly virtualMachineId!: pulumi.Output<string>;
  /** Name of the machine in Azure. */
  public readonly virtualMachineName!: pulumi.Output<string>;
  /** ARM id of its network interface. */
  public readonly networkInterfaceId!: pulumi.Output<string>;
  /** Its first private address. */
  public readonly privateIpAddress!: pulumi.Output<string>;
  /** Object id of the system-assigned identity; empty unless it is asked for. */
  public readonly principalId!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: patch settings that Azure refuses together, an image that it does not patch, a wrong id, region, zone, time zone or name. */
  constructor(
    name: string,
    args: WindowsVirtualMachineArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const subject = `WindowsVirtualMachine "${name}"`;
    const settings = patchSettingsOf("Windows", args);
    const verdict = judge(subject, [
      ...machineRules("Windows", args),
      ...patchRules(settings, args),
      ...ruleOn(args.timeZone, (known) => windowsTimeZoneFindings(known, "timeZone")),
      ...extensionRules(args.extensions, {}),
    ]);
    const stored = storedArguments(args);
    super("azure-evergreen:index:WindowsVirtualMachine", name, stored, opts);
    verdict.showWarnings(this);

    const gated = {
      ...stored,
      resourceGroupName: verdict.gate(args.resourceGroupName),
      image: verdict.gate(args.image),
    };
    const machine = makeMachine(
      name,
      gated,
      {
        osProfile: {
          computerName: computerNameOf("Windows", name, args),
          adminUsername: args.adminUsername,
          adminPassword: stored.adminPassword,
          windowsConfiguration: {
            enableAutomaticUpdates: settings.enableAutomaticUpdates,
            provisionVMAgent: settings.provisionVmAgent,
            patchSettings: {
              ...nativePatchSettings(settings),
              enableHotpatching: settings.hotpatchingEnabled,
            },
            timeZone: args.timeZone,
          },
        },
      },
      { parent: this },
    );

    this.virtualMachineId = machine.virtualMachineId;
    rememberMachine(this, {
      name,
      settings,
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      tags: args.tags,
    });
    rememberDisks(this.virtualMachineId, args);
    this.virtualMachineName = machine.virtualMachineName;
    this.networkInterfaceId = machine.networkInterfaceId;
    this.privateIpAddress = machine.privateIpAddress;
    this.principalId = machinePrincipalId(machine, args, subject, { parent: this });
    equipMachine(
      name,
      machine,
      gated,
      { principalId: this.principalId, own: [] },
      { parent: this },
    );
    this.registerOutputs({
      virtualMachineId: this.virtualMachineId,
      virtualMachineName: this.virtualMachineName,
      networkInterfaceId: this.networkInterfaceId,
      privateIpAddress: this.privateIpAddress,
      principalId: this.principalId,
    });
  }
}
