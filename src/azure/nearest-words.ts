import { editDistance } from "./edit-distance";

/** The words that look most like a mistyped one, nearest first, as `"a", "b" or "c"`. `count` defaults to 3. */
export function nearestWords(word: string, candidates: readonly string[], count = 3): string {
  const nearest = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => `"${candidate}"`);
  const last = nearest.pop() ?? "";
  return nearest.length === 0 ? last : `${nearest.join(", ")} or ${last}`;
}
