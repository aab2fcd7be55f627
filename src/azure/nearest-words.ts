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

/**
 * How many letters must be inserted, removed or exchanged to turn one word into the other, upper
 * and lower case counting as the same. Used to name what a mistyped value may have meant.
 */
export function editDistance(left: string, right: string): number {
  const from = left.toLowerCase();
  const to = right.toLowerCase();
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const exchange = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + exchange,
        ),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
