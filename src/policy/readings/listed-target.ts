import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack, Target } from "../model/declared-stack";
import { NotYetKnown, type Reader } from "../model/reader";

/**
 * What an id in an object of a list points at. As `DeclaredStack.target`, which takes no lists.
 * `owner` is the resource that the object belongs to.
 */
export function listedTarget(
  stack: DeclaredStack,
  owner: DeclaredResource,
  object: Reader,
  property: string,
  type: string,
): Target {
  if (object.isUnknown(property)) {
    return madeTarget(stack, owner, object.at(property), type);
  }
  const id = object.text(property);
  if (id === undefined) {
    return { kind: "none" };
  }
  const declared = stack.withId(id).find((found) => found.type === type);
  return declared === undefined
    ? { kind: "elsewhere", id }
    : { kind: "declared", resource: declared };
}

/** The one resource of a type that an unknown property was made of. */
export function madeTarget(
  stack: DeclaredStack,
  owner: DeclaredResource,
  path: string,
  type: string,
): Target {
  const made = stack.madeOf(owner, path, type);
  if (made.length === 1 && made[0] !== undefined) {
    return { kind: "declared", resource: made[0] };
  }
  throw new NotYetKnown(path);
}
