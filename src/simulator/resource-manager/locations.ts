import { allRegions, findRegion } from "../../azure/regions";
import { locationNotAvailable } from "./arm-errors";

/** Refuses a location that is no Azure region. */
export function requireKnownLocation(location: string, type: string): void {
  if (findRegion(location) === undefined) {
    const names = allRegions().map((region) => region.name);
    throw locationNotAvailable(location, type, names);
  }
}
