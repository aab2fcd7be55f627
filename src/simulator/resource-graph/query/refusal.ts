import type { ErrorCode } from "../../witnesses";

/** What Resource Graph calls the kinds of wrong queries. */
export type RefusalCode = Extract<
  ErrorCode,
  | "DisallowedLogicalTableName"
  | "InvalidQueryLanguage"
  | "ParserFailure"
  | "SemanticError"
  | "UnsupportedJoinFlavor"
>;

/** Where a word stands in a query. */
export interface Place {
  /** In characters from 0. */
  readonly position: number;
  /** The word itself. */
  readonly token: string;
}

/** A query that is not understood or not allowed: the only error that reading or running a query throws. */
export class QueryRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly place: Place,
  ) {
    super(message);
    this.name = "QueryRefusal";
  }
}

/** What does not follow the grammar. Azure's message is the code alone; the word and its place tell the rest. */
export function parserFailure(place: Place): QueryRefusal {
  return new QueryRefusal("ParserFailure", "ParserFailure", place);
}

/** An operator or a function that there is in Kusto, perhaps, but not here. */
export function unsupported(place: Place): QueryRefusal {
  return new QueryRefusal("InvalidQueryLanguage", "InvalidQueryLanguage", place);
}

/** What follows the grammar and has no meaning, such as a column that there is not. */
export function semanticError(message: string, place: Place): QueryRefusal {
  return new QueryRefusal("SemanticError", message, place);
}
