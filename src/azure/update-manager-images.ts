import catalogue from "./data/update-manager-images.json";
import type { ImageReference } from "./images";

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

/** Azure Policy's `like`: `*` stands for any letters, case does not count. */
export function matchesLike(pattern: string, word: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const text = word.toLowerCase();
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) {
    return text === first;
  }
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position);
    if (found === -1) {
      return false;
    }
    position = found + part.length;
  }
  return position <= text.length - last.length;
}
