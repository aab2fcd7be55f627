import catalogue from "./data/update-manager-images.json";
import type { ImageReference } from "./images";
import { actionMatches } from "./permission";

/** One row of the list; a property that is left out does not narrow. `*` stands for any letters. */
interface ImagePattern {
  readonly offers?: readonly string[];
  readonly exceptOffers?: readonly string[];
  readonly skus?: readonly string[];
  readonly exceptSkus?: readonly string[];
}

const patternsByPublisher = new Map<string, readonly ImagePattern[]>(
  catalogue.publishers.map(({ publisher, images }) => [publisher.toLowerCase(), images]),
);

/**
 * Whether the built-in policies of Azure Update Manager count an image as one of theirs. Where a
 * row of the policy can never match as it is written (`rhel-ha`, wildcards under `equals`), its
 * evident meaning is taken. Source: Azure/azure-policy, definition
 * 59efceea-0c96-497e-a4a1-4eb2290dac15 version 4.10.0; definitions bd876905…, 9905ca54… and
 * ba0df93e… carry the same list.
 */
export function isUpdateManagerImage(image: ImageReference): boolean {
  const patterns = patternsByPublisher.get(image.publisher.toLowerCase()) ?? [];
  return patterns.some(
    (pattern) =>
      admits(image.offer, pattern.offers, pattern.exceptOffers) &&
      admits(image.sku, pattern.skus, pattern.exceptSkus),
  );
}

function admits(
  word: string,
  wanted: readonly string[] | undefined,
  unwanted: readonly string[] | undefined,
): boolean {
  const matches = (pattern: string) => matchesLike(pattern, word);
  return (wanted?.some(matches) ?? true) && !(unwanted?.some(matches) ?? false);
}

/** Azure Policy's `like`: `*` stands for any letters, case does not count, just as in a role's actions. */
export function matchesLike(pattern: string, word: string): boolean {
  return actionMatches(pattern, word);
}
