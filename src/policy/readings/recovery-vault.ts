import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
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

/** The subscription that an id names. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
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
  const { byVault, undecided } = residents(type, stack);
  const found = byVault.get(vault);
  if (found === undefined && undecided !== undefined) {
    throw new NotYetKnown(undecided);
  }
  return found;
}

/** Whether the stack replicates machines by a vault, as far as that is known. */
export function replicatesMachines(vault: DeclaredResource, stack: DeclaredStack): boolean {
  return replicationTypes.some((type) => residents(type, stack).byVault.has(vault));
}

const replicationTypes = ["replicationFabrics", "replicationPolicies"].map(
  (segment) => `${vaultType}/${segment}`,
);

interface Residents {
  /** The first of each vault. */
  readonly byVault: ReadonlyMap<DeclaredResource, DeclaredResource>;
  /** Where the vault of one stands that cannot be told yet. */
  readonly undecided: string | undefined;
}

function residents(type: string, stack: DeclaredStack): Residents {
  const known = stack.derived(residentsByType);
  const before = known.get(type);
  if (before !== undefined) {
    return before;
  }
  const byVault = new Map<DeclaredResource, DeclaredResource>();
  let undecided: string | undefined;
  for (const resource of stack.all(type)) {
    try {
      const vault = stack.around(resource, vaultType);
      if (vault !== undefined && !byVault.has(vault)) {
        byVault.set(vault, resource);
      }
    } catch (error) {
      if (!(error instanceof NotYetKnown)) {
        throw error;
      }
      undecided ??= error.propertyPath;
    }
  }
  const found = { byVault, undecided };
  known.set(type, found);
  return found;
}

function residentsByType(): Map<string, Residents> {
  return new Map();
}
