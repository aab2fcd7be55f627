import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";

export const vaultType = "Microsoft.RecoveryServices/vaults";
export const vaultSettingsType = "Microsoft.RecoveryServices/vaults/settings";

/** The vault in which something stands. */
export interface HoldingVault {
  /** The same for all that stands in one vault. */
  readonly key: string;
  /** Name in the program, else in Azure. */
  readonly name: string;
  readonly declared?: DeclaredResource;
  readonly subscriptionId?: string;
}

/** Throws `NotYetKnown` where the vault cannot be told yet. */
export function holdingVault(resource: DeclaredResource, stack: DeclaredStack): HoldingVault {
  const declared = stack.around(resource, vaultType);
  const subscriptionId = (declared ?? resource).facts.subscriptionId ?? subscriptionIn(resource);
  const where = subscriptionId === undefined ? {} : { subscriptionId };
  if (declared !== undefined) {
    return { key: declared.urn, name: declared.name, declared, ...where };
  }
  const place = stack.place(resource) ?? "";
  const key = /^.*\/microsoft\.recoveryservices\/vaults\/[^/]+/.exec(place)?.[0] ?? place;
  return { key, name: key.split("/").at(-1) ?? "", ...where };
}

/** Our provider's resources name the subscription in the id of what they stand in. */
function subscriptionIn({ inputs }: DeclaredResource): string | undefined {
  const id = ["vaultId", "fabricId", "protectionContainerId"]
    .filter((property) => !inputs.isUnknown(property))
    .map((property) => inputs.text(property))
    .find((text) => text !== undefined);
  return subscriptionOf(id ?? "");
}

/** The subscription that an id names. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}
