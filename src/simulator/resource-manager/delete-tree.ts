import type { Call } from "../operation";

/** Removes a resource, everything below it (children, role assignments, locks) and their identities. */
export function deleteTree(call: Pick<Call, "estate" | "directory">, id: string): void {
  const resources = call.estate.within(id);
  for (const resource of resources.reverse()) {
    call.estate.delete(resource.id);
  }
  call.directory.removeIdentitiesWithin(id);
}
