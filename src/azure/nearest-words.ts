import { editDistance } from "./edit-distance";

/**
 * The words that look most like a mistyped one, nearest first, as `"a", "b" or "c"`: at most three, and
 * none that is more than two letters further off than the nearest. A word that begins with it is near.
 */
export function nearestWords(word: string, candidates: readonly string[]): string {
  const measured = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  const farthest = (measured[0]?.distance ?? 0) + 2;
  const nearest = measured
    .slice(0, 3)
    .filter(({ distance }) => distance <= farthest)
    .map(({ candidate }) => `"${candidate}"`);
  const last = nearest.pop() ?? "";
  return nearest.length === 0 ? last : `${nearest.join(", ")} or ${last}`;
}

function distanceOf(word: string, candidate: string): number {
  const isBeginning = word !== "" && candidate.toLowerCase().startsWith(word.toLowerCase());
  return Math.min(editDistance(word, candidate), isBeginning ? 1 : Number.POSITIVE_INFINITY);
}
