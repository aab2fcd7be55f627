/** An object without what is not given. */
export type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** What is given of all that can be. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Given<T>;
}
