import { normalizeRegion } from "../../../azure/regions";
import type { StoredResource } from "../../estate";
import { asText } from "../../json";
import type { Platform } from "../../operation";
import { invalidInput } from "../site-recovery-errors";
import { detailsOf } from "./item-state";

/**
 * The network of a test failover: the one that is asked for, else the item's own for tests, else that of
 * its failover. Refused when it is not there, or not where the machine is made.
 */
export function requireTestNetwork(
  platform: Platform,
  item: StoredResource,
  asked: { readonly networkId?: string | undefined },
): string {
  const details = detailsOf(item);
  const networkId =
    asked.networkId ??
    asText(details.selectedTfoAzureNetworkId) ??
    asText(details.selectedRecoveryAzureNetworkId) ??
    "";
  const network = platform.estate.get(networkId);
  const location = normalizeRegion(asText(details.recoveryFabricLocation) ?? "");
  if (
    network?.type !== "Microsoft.Network/virtualNetworks" ||
    normalizeRegion(asText(network.location) ?? "") !== location
  ) {
    throw invalidInput(
      `The virtual network '${networkId}' of the test failover could not be found in '${location}'.`,
      "Retry the operation with a virtual network in the recovery region.",
    );
  }
  return network.id;
}
