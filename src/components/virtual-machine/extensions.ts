import { VirtualMachineExtension } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { extensionFindings, extensionHandlerFindings } from "../../azure/vm-extension";
import type { ChildOptions } from "../shared/child-options";
import { rule, type Rule } from "../shared/inputs";

// Pulumi's schema analyser knows no other type for what can be any JSON.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type ExtensionSetting = any;

/** An extension that runs in the machine. Those that Azure brings for patching, backup and replication are refused. */
export interface VirtualMachineExtensionArgs {
  /** Who publishes it, such as `Microsoft.Azure.Monitor`. Changing it replaces the extension. */
  publisher: pulumi.Input<string>;
  /** Which it is of the publisher's, such as `AzureMonitorLinuxAgent`. Changing it replaces the extension. */
  type: pulumi.Input<string>;
  /** Version, major and minor, such as `1.33`. */
  typeHandlerVersion: pulumi.Input<string>;
  /** Name of the extension on the machine. Defaults to its key. Changing it replaces the extension. */
  extensionName?: pulumi.Input<string>;
  /** What it is told, as its publisher documents it. Defaults to none. */
  settings?: pulumi.Input<Record<string, ExtensionSetting>>;
  /** What it is told in secret. It is kept as a secret, and Azure never shows it again. Defaults to none. */
  protectedSettings?: pulumi.Input<Record<string, ExtensionSetting>>;
  /** Whether it is installed in the newest minor version of the major one. Defaults to `true`. */
  autoUpgradeMinorVersionEnabled?: pulumi.Input<boolean>;
  /** Whether Azure updates it as versions come out, for publishers that allow it. Defaults to `false`. */
  automaticUpgradeEnabled?: pulumi.Input<boolean>;
}

/** The machine that extensions are for. */
export interface ExtendedMachine {
  readonly vmName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string> | undefined;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/** Makes `${name}-extension-${key}` for each extension. */
export function makeExtensions(
  name: string,
  extensions: Record<string, VirtualMachineExtensionArgs> | undefined,
  machine: ExtendedMachine,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(extensions ?? {}).map(([key, args]) => {
    const { settings, protectedSettings, automaticUpgradeEnabled } = args;
    return new VirtualMachineExtension(
      `${name}-extension-${key}`,
      {
        resourceGroupName: machine.resourceGroupName,
        vmName: machine.vmName,
        vmExtensionName: args.extensionName ?? key,
        location: machine.location,
        publisher: args.publisher,
        type: args.type,
        typeHandlerVersion: args.typeHandlerVersion,
        autoUpgradeMinorVersion: args.autoUpgradeMinorVersionEnabled ?? true,
        ...(automaticUpgradeEnabled !== undefined && {
          enableAutomaticUpgrade: automaticUpgradeEnabled,
        }),
        ...(settings !== undefined && { settings }),
        ...(protectedSettings !== undefined && {
          protectedSettings: pulumi.secret(protectedSettings),
        }),
        tags: machine.tags,
      },
      // Azure changes neither in place, and the name is free only when the old one is gone.
      { ...opts, replaceOnChanges: ["publisher", "type"], deleteBeforeReplace: true },
    );
  });
}

/** What a component is given stands in the state: its secrets as such. */
export function withSecretSettings(
  extensions: Record<string, VirtualMachineExtensionArgs>,
): Record<string, VirtualMachineExtensionArgs> {
  return Object.fromEntries(
    Object.entries(extensions).map(([key, args]) => [
      key,
      args.protectedSettings === undefined
        ? args
        : { ...args, protectedSettings: pulumi.secret(args.protectedSettings) },
    ]),
  );
}

/**
 * The rules on a machine's extensions.
 *
 * @param taken - Handlers of the component's own extensions, each with what it is for.
 */
export function extensionRules(
  extensions: Record<string, VirtualMachineExtensionArgs> | undefined,
  taken: Readonly<Record<string, string>>,
): Rule[] {
  if (extensions === undefined) {
    return [];
  }
  const kinds = Object.fromEntries(
    Object.entries(extensions).map(([key, { publisher, type, typeHandlerVersion }]) => [
      key,
      { publisher, type, typeHandlerVersion },
    ]),
  );
  return [
    ...Object.entries(kinds).map(([key, kind]) =>
      rule(kind, (known) => extensionFindings(known, `extensions.${key}`)),
    ),
    rule({ kinds }, (known) => extensionHandlerFindings(known.kinds, taken, "extensions")),
  ];
}
