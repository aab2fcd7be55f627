import type { Place } from "./refusal";
import type { KustoType, Value } from "./values";

/** An expression as it is written. */
export type Expression = Place &
  (
    | { readonly kind: "literal"; readonly value: Value; readonly type: KustoType }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly of: Expression; readonly name: string }
    | { readonly kind: "index"; readonly of: Expression; readonly index: Expression }
    | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
    | { readonly kind: "negative"; readonly of: Expression }
    | {
        readonly kind: "binary";
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "list";
        readonly operator: string;
        readonly left: Expression;
        readonly items: readonly Expression[];
      }
    | {
        readonly kind: "between";
        readonly negated: boolean;
        readonly of: Expression;
        readonly from: Expression;
        readonly to: Expression;
      }
    | { readonly kind: "star" }
  );

/** An expression with the name that its column gets, where one is given. */
export interface NamedExpression extends Place {
  readonly name: string | undefined;
  readonly expression: Expression;
}

export interface SortKey extends Place {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** How a column of the left table and one of the right must agree. */
export interface JoinKey extends Place {
  readonly left: string;
  readonly right: string;
}

export interface ExpandedColumn extends NamedExpression {
  readonly type: KustoType;
}

/** A tabular operator as it is written. */
export type Operator = Place &
  (
    | { readonly kind: "where"; readonly predicate: Expression }
    | { readonly kind: "project" | "extend"; readonly columns: readonly NamedExpression[] }
    | {
        readonly kind: "project-away" | "project-keep";
        readonly names: readonly (Place & { readonly name: string })[];
      }
    | { readonly kind: "project-rename"; readonly columns: readonly NamedExpression[] }
    | {
        readonly kind: "summarize";
        readonly aggregates: readonly NamedExpression[];
        readonly by: readonly NamedExpression[];
      }
    | { readonly kind: "distinct"; readonly columns: readonly NamedExpression[] | "all" }
    | { readonly kind: "order"; readonly keys: readonly SortKey[] }
    | { readonly kind: "top"; readonly count: number; readonly keys: readonly SortKey[] }
    | { readonly kind: "take"; readonly count: number }
    | { readonly kind: "count" }
    | {
        readonly kind: "mv-expand";
        readonly columns: readonly ExpandedColumn[];
        readonly limit: number;
      }
    | {
        readonly kind: "join";
        readonly flavor: "inner" | "innerunique" | "leftouter";
        readonly right: Query;
        readonly on: readonly JoinKey[];
      }
    | { readonly kind: "union"; readonly legs: readonly Query[] }
  );

/** A table and what is done with it. */
export interface Query {
  readonly table: Place & { readonly name: string };
  readonly operators: readonly Operator[];
}
