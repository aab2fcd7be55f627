/** Path template of a type inside a resource group, for example of `Microsoft.Network/virtualNetworks/{name}`. */
export function groupPath(typeAndNames: string): string {
  return `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/${typeAndNames}`;
}

/** Path template below a subscription's providers, for lists of a whole subscription. */
export function subscriptionPath(typeAndNames: string): string {
  return `/subscriptions/{subscriptionId}/providers/${typeAndNames}`;
}

/** Id of a child resource's parent; `undefined` for a resource directly below its provider. */
export function parentOf(id: string): string | undefined {
  const provider = id.toLowerCase().lastIndexOf("/providers/");
  const segments = id.slice(provider + "/providers/".length).split("/");
  return provider >= 0 && segments.length > 3 ? id.split("/").slice(0, -2).join("/") : undefined;
}

/** The scope that a list's path is about: its parent resource, or the group or subscription. */
export function scopeOfList(path: string): string {
  const above = path.split("/").slice(0, -1);
  return above.at(-2)?.toLowerCase() === "providers"
    ? above.slice(0, -2).join("/")
    : above.join("/");
}

/** A template with its parameters filled in. */
export function fillPath(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
