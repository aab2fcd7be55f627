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
