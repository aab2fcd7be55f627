import { VirtualMachine } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import type { OperatingSystem } from "../../azure/guest-patching";
import { parseImageUrn } from "../../azure/images";
import { rolesWithoutIdentityFindings } from "../../azure/managed-identity";
import { regionFindings, zoneFindings } from "../../azure/regions";
import { resourceIdFindings } from "../../azure/resource-id";
import {
  adminUsernameFindings,
  computerNameFindings,
  computerNameFrom,
  dataTooLongFindings,
  diagnosticsStorageFindings,
  licenseTypes,
} from "../../azure/virtual-machine";
import { choiceFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import {
  identityArguments,
  identityIdRules,
  principalIdOf,
  readVirtualMachine,
} from "../shared/identity";
import { isPlain, mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import { deletionLockRules } from "../shared/resource-lock";
import { roleFindings } from "../shared/role-assignment";
import type { VirtualMachineArgs } from "./arguments";
import { machineHooks } from "./change-hooks";
import { defaultSize } from "./disk-arguments";
import { diskRules } from "./disk-rules";
import { attachDataDisks, osDiskInputs, ultraDiskSupport } from "./disks";
import { makeNetworkInterface, networkInterfaceReferences, networkRules } from "./network";
import { placementInputs, placementRules } from "./placement";
import { securityProfile, securityRules } from "./security";

/** What is known of a machine that is being made. */
export interface Machine {
  readonly virtualMachine: pulumi.CustomResource;
  readonly virtualMachineId: pulumi.Output<string>;
  readonly virtualMachineName: pulumi.Output<string>;
  readonly networkInterfaceId: pulumi.Output<string>;
  /** The machine's first private address. */
  readonly privateIpAddress: pulumi.Output<string>;
}

/** What differs between the operating systems. */
export interface Guest {
  /** As azure-native takes it. */
  readonly osProfile: {
    readonly computerName: pulumi.Input<string>;
    readonly adminUsername: pulumi.Input<string>;
    readonly adminPassword?: pulumi.Input<string>;
    readonly linuxConfiguration?: object;
    readonly windowsConfiguration?: object;
  };
}

/** Makes network interface, data disks and machine, named after `name`. */
export function makeMachine(
  name: string,
  args: VirtualMachineArgs,
  { osProfile }: Guest,
  opts: ChildOptions,
): Machine {
  const { resourceGroupName, location, tags, zone, security, licenseType, userData } = args;
  const networkInterface = makeNetworkInterface(`${name}-nic`, args, opts);
  const dataDisks = attachDataDisks(name, args, opts);
  const ultraSSDEnabled = args.ultraDisksSupported ?? ultraDiskSupport(args);
  const systemAssigned = args.systemAssignedIdentityEnabled ?? false;
  const userAssignedCount = args.userAssignedIdentityIds?.length ?? 0;
  const hooks = machineHooks();
  const virtualMachine = new VirtualMachine(
    `${name}-vm`,
    {
      resourceGroupName,
      vmName: args.vmName,
      location,
      zones: zone === undefined ? undefined : [zone],
      ...placementInputs(args.placement),
      hardwareProfile: { vmSize: args.size ?? defaultSize },
      storageProfile: {
        imageReference: mapInput(args.image, imageReference),
        osDisk: osDiskInputs(args),
        dataDisks: dataDisks.length === 0 ? undefined : dataDisks,
      },
      ...(ultraSSDEnabled !== undefined && { additionalCapabilities: { ultraSSDEnabled } }),
      ...(security !== undefined && { securityProfile: securityProfile(security) }),
      osProfile:
        args.customData === undefined
          ? osProfile
          : { ...osProfile, customData: mapInput(args.customData, inBase64) },
      networkProfile: {
        networkInterfaces: networkInterfaceReferences(networkInterface.id, args.network),
      },
      diagnosticsProfile: { bootDiagnostics: bootDiagnosticsOf(args) },
      ...(licenseType !== undefined && { licenseType }),
      ...(userData !== undefined && { userData: mapInput(userData, inBase64) }),
      identity:
        systemAssigned || userAssignedCount > 0
          ? identityArguments({ systemAssigned, userAssignedCount }, args.userAssignedIdentityIds)
          : undefined,
      tags,
    },
    hooks === undefined ? opts : { ...opts, hooks },
  );
  return {
    virtualMachine,
    virtualMachineId: virtualMachine.id,
    virtualMachineName: virtualMachine.name,
    networkInterfaceId: networkInterface.id,
    privateIpAddress: networkInterface.privateIpAddress,
  };
}

/** Object id of the machine's system-assigned identity; empty when it is not asked for. */
export function machinePrincipalId(
  { virtualMachineId }: Machine,
  args: VirtualMachineArgs,
  subject: string,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  return args.systemAssignedIdentityEnabled === true
    ? principalIdOf(readVirtualMachine(virtualMachineId, opts), subject, () => [])
    : pulumi.output("");
}

/** Name of the machine inside its operating system. */
export function computerNameOf(
  operatingSystem: OperatingSystem,
  name: string,
  args: VirtualMachineArgs,
): pulumi.Input<string> {
  return args.computerName ?? computerNameFrom(operatingSystem, name);
}

/** The rules on what both operating systems take, those about patching and extensions apart. */
export function machineRules(operatingSystem: OperatingSystem, args: VirtualMachineArgs): Rule[] {
  const { location, zone, subnetId, size = defaultSize } = args;
  return [
    // Most often an output of a subnet, whose id is right: an apply for each machine would add up.
    ...(isPlain(subnetId)
      ? ruleOn(subnetId, (id) =>
          resourceIdFindings(id, "subnetId", "Microsoft.Network/virtualNetworks/subnets"),
        )
      : []),
    ...ruleOn(args.adminUsername, (known) =>
      adminUsernameFindings(operatingSystem, known, "adminUsername"),
    ),
    ...ruleOn(args.computerName, (known) =>
      computerNameFindings(operatingSystem, known, "computerName"),
    ),
    ...ruleOn(location, (known) => regionFindings(known, "location")),
    ...(location === undefined
      ? ruleOn(zone, (known) => choiceFindings(known, zoneWords, "zone"))
      : zone === undefined
        ? []
        : [rule({ location, zone }, (known) => zoneFindings(known.location, known.zone, "zone"))]),
    ...diskRules(args),
    ...placementRules(args.placement, zone),
    ...securityRules(args.security, size),
    ...networkRules(args.network),
    ...ruleOn(args.licenseType, (known) =>
      choiceFindings(known, licenseTypes[operatingSystem], "licenseType"),
    ),
    ...ruleOn(args.customData, (known) => dataTooLongFindings(known, "customData")),
    ...ruleOn(args.userData, (known) => dataTooLongFindings(known, "userData")),
    ...(args.bootDiagnostics === undefined
      ? []
      : [
          rule(args.bootDiagnostics, (known) =>
            diagnosticsStorageFindings(known, "bootDiagnostics"),
          ),
        ]),
    ...identityIdRules(args.userAssignedIdentityIds),
    ...(args.roleAssignments === undefined ? [] : roleRules(args)),
    ...deletionLockRules(args.deletionLock),
  ];
}

function roleRules(args: VirtualMachineArgs): Rule[] {
  const roles = Object.entries(args.roleAssignments ?? {});
  const identity = {
    systemAssigned: args.systemAssignedIdentityEnabled ?? false,
    userAssignedCount: args.userAssignedIdentityIds?.length ?? 0,
  };
  return [
    rule({}, () => rolesWithoutIdentityFindings(identity, roles.length, "roleAssignments")),
    ...roles.flatMap(([key, { role, scope }]) => [
      ...ruleOn(role, (known) => roleFindings(known, `roleAssignments.${key}.role`)),
      ...ruleOn(scope, (known) => resourceIdFindings(known, `roleAssignments.${key}.scope`)),
    ]),
  ];
}

/** Zones of a region that has any; which one is the default region is known to the provider alone. */
const zoneWords = ["1", "2", "3"];

function bootDiagnosticsOf({ bootDiagnostics = {} }: VirtualMachineArgs): {
  enabled: pulumi.Input<boolean>;
  storageUri?: pulumi.Input<string>;
} {
  const { enabled = true, storageUri } = bootDiagnostics;
  return { enabled, ...(storageUri !== undefined && { storageUri }) };
}

function inBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function imageReference(urn: string): {
  publisher: string;
  offer: string;
  sku: string;
  version: string;
} {
  const { publisher, offer, sku, version } = parseImageUrn(urn);
  return { publisher, offer, sku, version: version ?? "latest" };
}
