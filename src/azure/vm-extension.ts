import { errorFinding as error, propertyPath, type Finding } from "./finding";

/** Extensions that only the platform may put on a machine, by publisher and type in lower case. Source: Azure/LinuxPatchExtension issue 279. */
const reserved: ReadonlySet<string> = new Set([
  "microsoft.cplat.core.linuxpatchextension",
  "microsoft.cplat.core.windowspatchextension",
]);

/** The name of an extension's handler: its publisher and its type. A machine has one extension of each handler. */
export function extensionHandler(publisher: string, type: string): string {
  return `${publisher}.${type}`;
}

/** Whether only the platform may put an extension on a machine, so that Azure refuses to be asked for it. */
export function isReservedExtension(publisher: string, type: string): boolean {
  return reserved.has(extensionHandler(publisher, type).toLowerCase());
}

/** An extension that a machine is to have. */
export interface ExtensionSettings {
  readonly publisher: string;
  readonly type: string;
  readonly typeHandlerVersion: string;
}

/**
 * What brings an extension to machines by itself, so that a stack that declares it fights with it;
 * `undefined` for all others.
 * Sources: {@linkcode isReservedExtension}; learn.microsoft.com virtual-machines/extensions/vmsnapshot-windows
 * (installed with the first backup); Site Recovery's instance views (`SiteRecovery`, `SiteRecovery2`).
 */
export function platformOfExtension(publisher: string, type: string): string | undefined {
  const [by, what] = [publisher.toLowerCase(), type.toLowerCase()];
  if (isReservedExtension(publisher, type)) {
    return "guest patching";
  }
  if (by === "microsoft.azure.recoveryservices" && /^vmsnapshot(?:linux)?$/.test(what)) {
    return "Azure Backup";
  }
  return /^microsoft\.azure\.recoveryservices\.siterecovery2?$/.test(by)
    ? "Site Recovery"
    : undefined;
}

/** Refuses an extension that the platform brings, or whose version Azure cannot read. */
export function extensionFindings(extension: ExtensionSettings, basePath: string): Finding[] {
  const { publisher, type, typeHandlerVersion: version } = extension;
  const platform = platformOfExtension(publisher, type);
  return [
    ...(platform === undefined
      ? []
      : [
          error(
            "EVG-EXTENSION-001",
            propertyPath(basePath, "type"),
            `${extensionHandler(publisher, type)} is brought to machines by ${platform}, which looks after it.`,
            "Leave the extension out.",
          ),
        ]),
    ...(/^\d+\.\d+(?:\.\d+){0,2}$/.test(version)
      ? []
      : [
          error(
            "EVG-EXTENSION-002",
            propertyPath(basePath, "typeHandlerVersion"),
            `"${version}" is not the version of an extension.`,
            'Give major and minor number, for example "1.0", as "az vm extension image list" prints them.',
          ),
        ]),
  ];
}

/**
 * Refuses two extensions of one handler. Source: MicrosoftDocs/azure-docs issue 55085.
 *
 * @param extensions - By the user's key.
 * @param taken - Handlers that a machine has besides, each with what it has it for.
 */
export function extensionHandlerFindings(
  extensions: Readonly<Record<string, Pick<ExtensionSettings, "publisher" | "type">>>,
  taken: Readonly<Record<string, string>>,
  basePath: string,
): Finding[] {
  const owners = new Map(
    Object.entries(taken).map(([handler, owner]) => [handler.toLowerCase(), owner]),
  );
  return Object.entries(extensions).flatMap(([key, { publisher, type }]) => {
    const handler = extensionHandler(publisher, type);
    const owner = owners.get(handler.toLowerCase());
    owners.set(handler.toLowerCase(), owner ?? `the extension "${key}"`);
    return owner === undefined
      ? []
      : [
          error(
            "EVG-EXTENSION-003",
            `${basePath}.${key}.type`,
            `A machine has one extension of ${handler}, and ${owner} is one.`,
            "Do the work of both in one.",
          ),
        ];
  });
}
