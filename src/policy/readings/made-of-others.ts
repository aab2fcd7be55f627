import type { DeclaredResource } from "../model/declared-resource";

/**
 * Whether an unknown property was made of a resource that `isOfInterest` does not know, so that it
 * points there. What comes out of a look-up is told without what it was made of, and a group or a
 * network beside it says nothing: then it may point anywhere.
 */
export function isMadeOfOthers(
  { facts }: DeclaredResource,
  property: string,
  isOfInterest: (token: string) => boolean,
): boolean {
  const tokens = (facts.propertyDependencies?.[property] ?? [])
    .map((urn) => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "")
    .filter((token) => !/^azure-native:(resources|network):/.test(token));
  return tokens.length > 0 && !tokens.some(isOfInterest);
}
