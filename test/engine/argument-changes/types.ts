/** What the docs page of an argument says that a change of it does. */
export type Promised =
  /** The resource stays, others may come or go beside it. */
  | "in place"
  /** The resource, or one that belongs to it, is made anew. */
  | "replaced"
  /** Azure refuses the change, so none is tried. */
  | "refused"
  /** Nothing in Azure follows from it. */
  | "nothing";

/** One change of one argument. Text that begins with `@` names something of the program. */
export interface ArgumentChange {
  readonly promised: Promised;
  /** The argument before; left out when it is not set. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** What else must be so, before and after. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** What must change with it. */
  readonly along?: Readonly<Record<string, unknown>>;
  /** Shown by a preview alone: that which the change leads to is not in the program, or Azure takes it of a deallocated machine alone. */
  readonly previewOnly?: true;
}

/** The changes of a component or resource, by argument: its path, where a key of one's own is `*`. */
export type ArgumentChanges = Readonly<Record<string, ArgumentChange>>;
