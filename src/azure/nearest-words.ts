import { editDistance } from "./edit-distance";

/**
 * The words that look most like a mistyped one, nearest first, as `"a", "b" or "c"`: at most three, and
 * none that is more than two letters further off than the nearest.
 */
export function nearestWords(word: string, candidates: readonly string[]): string {
  const measured = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const farthest = (measured[0]?.distance ?? 0) + 2;
  const nearest = measured
    .slice(0, 3)
    .filter(({ distance }) => distance <= farthest)
    .map(({ candidate }) => `"${candidate}"`);
  const last = nearest.pop() ?? "";
  return nearest.length === 0 ? last : `${nearest.join(", ")} or ${last}`;
}
