/** Does something as if a stream were a terminal of so many columns. */
export async function onTerminal<T>(
  stream: NodeJS.WriteStream,
  columns: number,
  work: () => T | Promise<T>,
): Promise<T> {
  const before = ["isTTY", "columns"].map(
    (name) => [name, Object.getOwnPropertyDescriptor(stream, name)] as const,
  );
  for (const [name, value] of [
    ["isTTY", true],
    ["columns", columns],
  ] as const) {
    Object.defineProperty(stream, name, { value, configurable: true });
  }
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of before) {
      Reflect.deleteProperty(stream, name);
      if (descriptor !== undefined) {
        Object.defineProperty(stream, name, descriptor);
      }
    }
  }
}

/** Does something with other environment variables. */
export async function withEnvironment<T>(
  changes: Readonly<Record<string, string>>,
  work: () => T | Promise<T>,
): Promise<T> {
  const before = process.env;
  process.env = { ...before, ...changes };
  try {
    return await work();
  } finally {
    process.env = before;
  }
}
