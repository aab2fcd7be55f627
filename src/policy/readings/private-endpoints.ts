import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { NotYetKnown, type Reader } from "../model/reader";
import { isMadeOfOthers } from "./made-of-others";
import { vaultType } from "./recovery-vault";

const endpointType = "Microsoft.Network/privateEndpoints";
const lists = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"];

/** What the private endpoints of a stack lead to. */
interface Links {
  readonly byVault: ReadonlyMap<DeclaredResource, readonly Reader[]>;
  /** Where a link stands of which cannot be told yet whether it leads to a vault. */
  readonly undecided: string | undefined;
}

/** The links of private endpoints to a vault, each with its `groupIds`. */
export function linksTo(vault: DeclaredResource, stack: DeclaredStack): readonly Reader[] {
  return stack.derived(links).byVault.get(vault) ?? [];
}

/** Ends the rule as "not yet known" where a link may lead to a vault. For a search that came back empty. */
export function refuseUndecidedLinks(stack: DeclaredStack): void {
  const { undecided } = stack.derived(links);
  if (undecided !== undefined) {
    throw new NotYetKnown(undecided);
  }
}

function links(stack: DeclaredStack): Links {
  const byVault = new Map<DeclaredResource, Reader[]>();
  let undecided: string | undefined;
  for (const endpoint of stack.all(endpointType)) {
    for (const list of lists) {
      try {
        for (const link of endpoint.inputs.objects(list)) {
          const target = stack.target(endpoint, "privateLinkServiceId", vaultType, link);
          if (target.kind === "declared") {
            byVault.set(target.resource, [...(byVault.get(target.resource) ?? []), link]);
          }
        }
      } catch (error) {
        if (!(error instanceof NotYetKnown)) {
          throw error;
        }
        if (!isMadeOfOthers(endpoint, list, leadsToVault)) {
          undecided ??= error.propertyPath;
        }
      }
    }
  }
  return { byVault, undecided };
}

/** Our provider's resources may hand the id of a vault on. */
function leadsToVault(token: string): boolean {
  return /^azure-(native:recoveryservices|evergreen:index):/.test(token);
}
