import type { FleetListing } from "../../operations/run/fleet-source";
import { listingFrom } from "./azure-command";
import type { ChangeOptions, ListingOptions } from "./options";
import { WrongInput } from "./wrong-input";

/**
 * The listing that a plan is made from; nothing where it is made from Azure. What an old listing says is
 * planned with, and never carried out.
 */
export function plannedFrom(options: ListingOptions & Pick<ChangeOptions, "plan">): {
  readonly listing?: FleetListing;
} {
  if (options.from !== undefined && options.plan !== true) {
    throw new WrongInput(
      "What is planned from a listing is not carried out: give --plan with --from.",
    );
  }
  const listing = listingFrom(options);
  return listing === undefined ? {} : { listing };
}
