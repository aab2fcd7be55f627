/** A copy of properties with one of them set; objects on its path are made where there are none. */
export function withProperty(
  properties: Readonly<Record<string, unknown>>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [first = "", ...rest] = path.split(".");
  const inner = properties[first];
  return {
    ...properties,
    [first]:
      rest.length === 0
        ? value
        : withProperty(
            typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {},
            rest.join("."),
            value,
          ),
  };
}
