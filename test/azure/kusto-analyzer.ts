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

interface Diagnostics {
  readonly Count: number;
  getItem(index: number): Diagnostic;
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
    ParseAndAnalyze(query: string, state: State): { GetDiagnostics(): Diagnostics };
  };
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): Named };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: unknown[]) => unknown };
  };
}

function load(): KustoLanguage {
  const folder = dirname(require.resolve("@kusto/language-service-next/package.json"));
  for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
    runInThisContext(readFileSync(join(folder, file), "utf8"), { filename: file });
  }
  return (globalThis as unknown as { Kusto: { Language: KustoLanguage } }).Kusto.Language;
}

/** Tells of a query all that the analyser finds wrong, where each of these tables has these columns. */
export function kustoAnalyzer(
  tables: Readonly<Record<string, string>>,
): (query: string) => string[] {
  const { GlobalState, KustoCode, Symbols } = load();
  const symbols = Object.entries(tables).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${columns})`).WithName(name),
  );
  const state = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("graph", symbols));
  return (query) => {
    const found = KustoCode.ParseAndAnalyze(query, state).GetDiagnostics();
    return Array.from({ length: found.Count }, (_, index) => {
      const { Code, Message } = found.getItem(index);
      return `${Code} ${Message}`;
    });
  };
}
