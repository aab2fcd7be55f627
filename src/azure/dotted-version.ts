/** The numbers of a version such as `2.2.53.1`; `undefined` when the text is not one. */
export function parseVersion(text: string): readonly number[] | undefined {
  return /^\d+(\.\d+)*$/.test(text) ? text.split(".").map(Number) : undefined;
}

/**
 * Compares two versions number by number: negative when the left one is older, `0` when they are
 * the same. A missing number counts as zero, so `2.2` equals `2.2.0`.
 */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
