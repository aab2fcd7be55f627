/** The path of a property below a base path; the base may be empty. */
export function propertyPath(basePath: string, property: string): string {
  return basePath === "" ? property : `${basePath}.${property}`;
}
