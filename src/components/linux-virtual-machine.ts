import { VirtualMachineExtension } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { imageUrnFindings, isRedHat, parseImageUrn } from "../azure/images";
import { extensionHandler } from "../azure/vm-extension";
import type { ChildOptions } from "./shared/child-options";
import { judge, mapInput } from "./shared/inputs";
import { rememberDisks } from "./virtual-machine/known-disks";
import { rememberMachine } from "./virtual-machine/known-machines";
import {
  nativePatchSettings,
  patchRules,
  patchSettingsOf,
  type PatchSettingsInputs,
} from "./virtual-machine/patch-arguments";
import type { VirtualMachineArgs } from "./virtual-machine/arguments";
import { equipMachine, storedArguments } from "./virtual-machine/equipment";
import { type ExtendedMachine, extensionRules } from "./virtual-machine/extensions";
import {
  computerNameOf,
  machinePrincipalId,
  machineRules,
  makeMachine,
} from "./virtual-machine/machine";

export interface LinuxVirtualMachineArgs extends VirtualMachineArgs {
  /** Public SSH key of the administrator, as in `authorized_keys`. Azure refuses a change. */
  sshPublicKey: pulumi.Input<string>;
  /** Further public keys of the administrator. Defaults to none. Azure refuses a change. */
  additionalSshPublicKeys?: pulumi.Input<string>[];
  /** Password of the administrator, which opens the machine to sign-in with passwords. It is kept as a secret. Defaults to none: passwords are switched off. Azure refuses a change; reset it in the machine. */
  adminPassword?: pulumi.Input<string>;
  /**
   * Whether PackageKit is stopped and masked, by a script extension. Defaults to `true` for Red Hat
   * images that the platform or a schedule patches, which it would get in the way of, and to `false`
   * otherwise. A machine takes one script extension: say `false` to bring your own in `extensions`. An image that is
   * an output cannot be looked at in time: say `true` for Red Hat.
   */
  packageKitMasked?: boolean;
}

/**
 * A Linux virtual machine whose patch settings agree with each other and with its image, reached
 * with an SSH key alone unless a password is given. The extensions that Azure installs by itself for patching, backup and
 * replication are left to Azure.
 *
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching.
 */
export class LinuxVirtualMachine extends pulumi.ComponentResource {
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

  /** Throws one `InvalidInputError` with every problem of the arguments: patch settings that Azure refuses together, an image that it does not patch, a wrong id, region, zone or name. */
  constructor(name: string, args: LinuxVirtualMachineArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `LinuxVirtualMachine "${name}"`;
    const settings = patchSettingsOf("Linux", args);
    const packageKitMasked = args.packageKitMasked ?? masksPackageKit(args.image, settings);
    const verdict = judge(subject, [
      ...machineRules("Linux", args),
      ...patchRules(settings, args),
      ...extensionRules(
        args.extensions,
        packageKitMasked ? { [packageKitHandler]: "the one that masks PackageKit" } : {},
      ),
    ]);
    const stored = storedArguments(args);
    super("azure-evergreen:index:LinuxVirtualMachine", name, stored, opts);
    verdict.showWarnings(this);

    const resourceGroupName = verdict.gate(args.resourceGroupName);
    const { adminUsername, adminPassword } = stored;
    const gated = { ...stored, resourceGroupName, image: verdict.gate(args.image) };
    const machine = makeMachine(
      name,
      gated,
      {
        osProfile: {
          computerName: computerNameOf("Linux", name, args),
          adminUsername,
          ...(adminPassword !== undefined && { adminPassword }),
          linuxConfiguration: {
            disablePasswordAuthentication: adminPassword === undefined,
            provisionVMAgent: settings.provisionVmAgent,
            patchSettings: nativePatchSettings(settings),
            ssh: {
              publicKeys: [args.sshPublicKey, ...(args.additionalSshPublicKeys ?? [])].map(
                (keyData) => ({
                  path: mapInput(adminUsername, (user) => `/home/${user}/.ssh/authorized_keys`),
                  keyData,
                }),
              ),
            },
          },
        },
      },
      { parent: this },
    );
    const own = packageKitMasked
      ? [
          maskPackageKit(
            `${name}-packagekit`,
            {
              vmName: machine.virtualMachineName,
              resourceGroupName,
              location: args.location,
              tags: args.tags,
            },
            { parent: this },
          ),
        ]
      : [];

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
    equipMachine(name, machine, gated, { principalId: this.principalId, own }, { parent: this });
    this.registerOutputs({
      virtualMachineId: this.virtualMachineId,
      virtualMachineName: this.virtualMachineName,
      networkInterfaceId: this.networkInterfaceId,
      privateIpAddress: this.privateIpAddress,
      principalId: this.principalId,
    });
  }
}

/**
 * Whether PackageKit is to be masked by default: on Red Hat it installs updates of its own beside
 * the platform's. Known only from plain arguments.
 * Source: learn.microsoft.com virtual-machines/automatic-vm-guest-patching.
 */
function masksPackageKit(image: pulumi.Input<string>, { patchMode }: PatchSettingsInputs): boolean {
  return (
    typeof image === "string" &&
    imageUrnFindings(image, "").length === 0 &&
    isRedHat(parseImageUrn(image)) &&
    patchMode === "AutomaticByPlatform"
  );
}

const scriptExtension = { publisher: "Microsoft.Azure.Extensions", type: "CustomScript" };
const packageKitHandler = extensionHandler(scriptExtension.publisher, scriptExtension.type);

/** Stops and masks PackageKit in a machine that exists or is being made. */
function maskPackageKit(
  name: string,
  machine: ExtendedMachine,
  opts: ChildOptions,
): VirtualMachineExtension {
  return new VirtualMachineExtension(
    name,
    {
      resourceGroupName: machine.resourceGroupName,
      vmName: machine.vmName,
      vmExtensionName: "mask-packagekit",
      location: machine.location,
      publisher: scriptExtension.publisher,
      type: scriptExtension.type,
      typeHandlerVersion: "2.1",
      autoUpgradeMinorVersion: true,
      // A system without PackageKit has nothing to stop, and is masked all the same.
      settings: { commandToExecute: "systemctl stop packagekit; systemctl mask packagekit" },
      tags: machine.tags,
    },
    opts,
  );
}
