import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";

/*
 * Microsoft's own analyser of the query language. It is C# made into a script for browsers, without
 * an entry point: its two files run in the global context, and leave `Kusto` there.
 */

interface Diagnostic {
  readonly Code: string;
  readonly Message: string;
}

interface List<T> {
  readonly Count: number;
  getItem(index: number): T;
}

interface Column {
  readonly Name: string;
  readonly Type: { readonly Name: string };
}

interface Analysis {
  GetDiagnostics(): List<Diagnostic>;
  readonly ResultType: { readonly Columns?: List<Column> } | null;
}

interface Named {
  WithName(name: string): unknown;
}

interface State {
  WithDatabase(database: unknown): State;
}

interface KustoLanguage {
  readonly GlobalState: { readonly Default: State };
  readonly KustoCode: {
    ParseAndAnalyze(query: string, state: State): Analysis;
  };
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): Named };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: unknown[]) => unknown };
  };
}

/** It can be loaded once in a process. */
function load(): KustoLanguage {
  const shared = globalThis as unknown as { Kusto?: { Language: KustoLanguage } };
  if (shared.Kusto === undefined) {
    const folder = dirname(require.resolve("@kusto/language-service-next/package.json"));
    for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
      runInThisContext(readFileSync(join(folder, file), "utf8"), { filename: file });
    }
  }
  const loaded = shared.Kusto;
  assert.ok(loaded !== undefined, "The analyser leaves Kusto in the global context.");
  return loaded.Language;
}

export interface AnalyzedQuery {
  /** All that the analyser finds wrong, as `code text`. */
  readonly findings: readonly string[];
  /** The columns of the result, as `name:type`. */
  readonly columns: readonly string[];
}

function itemsOf<T>(list: List<T> | undefined): T[] {
  return Array.from({ length: list?.Count ?? 0 }, (_, index) => list?.getItem(index) as T);
}

/** Analyses queries where each of these tables has these columns. */
export function kustoAnalyzer(
  tables: Readonly<Record<string, string>>,
): (query: string) => AnalyzedQuery {
  const { GlobalState, KustoCode, Symbols } = load();
  const symbols = Object.entries(tables).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${columns})`).WithName(name),
  );
  const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("graph", symbols));
  return (query) => {
    const analysis = KustoCode.ParseAndAnalyze(query, state);
    return {
      findings: itemsOf(analysis.GetDiagnostics()).map(({ Code, Message }) => `${Code} ${Message}`),
      columns: itemsOf(analysis.ResultType?.Columns).map(
        ({ Name, Type }) => `${Name}:${Type.Name}`,
      ),
    };
  };
}
