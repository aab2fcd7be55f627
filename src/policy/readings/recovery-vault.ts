import type { DeclaredResource } from "../model/declared-resource";
import { type DeclaredStack, subscriptionOf } from "../model/declared-stack";
import { type Grouped, grouped } from "../model/grouped";
import { NotYetKnown } from "../model/reader";

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

/** Our provider's settings of a vault. Throws `NotYetKnown` where some may be the vault's and cannot be told yet. */
export function settingsOfVault(
  vault: DeclaredResource,
  stack: DeclaredStack,
): DeclaredResource | undefined {
  return firstInside(vault, vaultSettingsType, stack);
}

/** The first resource of a type that stands in a vault; as {@linkcode settingsOfVault} where that cannot be told. */
export function firstInside(
  vault: DeclaredResource,
  type: string,
  stack: DeclaredStack,
): DeclaredResource | undefined {
  const { byKey, undecided } = residents(type, stack);
  const found = byKey.get(vault)?.[0];
  if (found === undefined && undecided !== undefined) {
    throw new NotYetKnown(undecided);
  }
  return found;
}

/** Whether the stack replicates machines by a vault, as far as that is known. */
export function replicatesMachines(vault: DeclaredResource, stack: DeclaredStack): boolean {
  return replicationTypes.some((type) => residents(type, stack).byKey.has(vault));
}

const replicationTypes = ["replicationFabrics", "replicationPolicies"].map(
  (segment) => `${vaultType}/${segment}`,
);

type Residents = Grouped<DeclaredResource, DeclaredResource>;

/** What stands in each vault. */
function residents(type: string, stack: DeclaredStack): Residents {
  const known = stack.derived(residentsByType);
  const found =
    known.get(type) ?? grouped(stack.all(type), (resource) => stack.around(resource, vaultType));
  known.set(type, found);
  return found;
}

function residentsByType(): Map<string, Residents> {
  return new Map();
}
