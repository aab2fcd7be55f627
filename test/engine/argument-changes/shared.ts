import type { ArgumentChange } from "./types";

export const refused: ArgumentChange = { promised: "refused" };
export const tags: ArgumentChange = {
  promised: "in place",
  before: { stage: "first" },
  after: { stage: "second" },
};
export const systemAssignedIdentityEnabled: ArgumentChange = {
  promised: "in place",
  before: false,
  after: true,
};
export const userAssignedIdentityIds: ArgumentChange = {
  promised: "in place",
  before: ["@identity"],
  after: ["@identity", "@otherIdentity"],
};
/** A row for one part of a keyed group. */
export function within(
  key: string,
  part: string,
  before: unknown,
  after: unknown,
  beside: object = {},
): ArgumentChange {
  return {
    promised: "in place",
    before: { [key]: { ...beside, [part]: before } },
    after: { [key]: { ...beside, [part]: after } },
  };
}

/** A row for one part of a group. */
export function part(name: string, before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before: { [name]: before }, after: { [name]: after } };
}

/** A row whose change replaces what it is of. */
export function replaced(change: ArgumentChange): ArgumentChange {
  return { ...change, promised: "replaced" };
}

/** A row whose change is shown alone: what it leads to is not there, or Azure takes it of deallocated machines alone. */
export function previewed(change: ArgumentChange): ArgumentChange {
  return { ...change, previewOnly: true };
}
