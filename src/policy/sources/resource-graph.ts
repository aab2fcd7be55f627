import { subscriptionOf } from "../model/declared-stack";
import type { ResourceFacts } from "../model/declared-resource";
import { azureNativeTokensOf, spelledType } from "../model/resource-types";
import { asArguments } from "./azure-native-words";
import { isObject } from "../model/reader";
import { listAt, objectAt, type Source, SourceError, textAt } from "./source";

/** Azure Resource Graph's own names for what azure-native calls otherwise. */
const typeOfRow: Readonly<Record<string, string>> = {
  "microsoft.resources/subscriptions/resourcegroups": "Microsoft.Resources/resourceGroups",
};

/**
 * Reads a listing of Azure Resource Graph: what `az graph query` or the REST operation answers, or
 * its bare rows. Rows of types that no rule has to do with are left out.
 */
export function readResourceGraph(value: unknown): Source {
  const { rows, path } = rowsOf(value);
  const resources = rows.flatMap((given, index) => {
    const at = `${path}[${index}]`;
    const row = objectAt(given, at);
    const id = textAt(row.id, `${at}.id`);
    const type = textAt(row.type, `${at}.type`);
    if (!id.startsWith("/")) {
      throw new SourceError(`${at}.id`, "It is no ARM id.");
    }
    return factsOf(row, id, typeOfRow[type.toLowerCase()] ?? type);
  });
  return { kind: "listing", resources, hiddenValues: 0 };
}

function rowsOf(value: unknown): { readonly rows: readonly unknown[]; readonly path: string } {
  if (Array.isArray(value)) {
    return { rows: value, path: "" };
  }
  const answer = objectAt(value, "");
  const { data } = answer;
  const rows = isObject(data) ? tableRows(data) : listAt(data, "data");
  const total = answer.totalRecords ?? answer.total_records;
  const next = answer.$skipToken ?? answer.skip_token ?? answer.skipToken;
  if ((typeof total === "number" && total > rows.length) || typeof next === "string") {
    throw new SourceError(
      "data",
      `It is one page of ${rows.length} rows, not the whole listing. Put all pages into one list.`,
    );
  }
  return { rows, path: "data" };
}

/** The REST operation's answer in the format `table`. */
function tableRows({ columns, rows }: Readonly<Record<string, unknown>>): unknown[] {
  const names = listAt(columns, "data.columns").map((column, index) =>
    textAt(objectAt(column, `data.columns[${index}]`).name, `data.columns[${index}].name`),
  );
  return listAt(rows, "data.rows").map((row, index) => {
    const values = listAt(row, `data.rows[${index}]`);
    return Object.fromEntries(names.map((name, column) => [name, values[column]]));
  });
}

function factsOf(
  row: Readonly<Record<string, unknown>>,
  id: string,
  type: string,
): ResourceFacts[] {
  const spelled = spelledType(type);
  if (spelled === undefined) {
    return [];
  }
  const found = azureNativeTokensOf(type)
    .map(({ token, path }) => ({ token, names: namesIn(id, path) }))
    .find(({ names }) => names !== undefined);
  const { inputs, outputs } = asArguments(row, spelled);
  const subscriptionId = subscriptionOf(id);
  return [
    {
      urn: id,
      name: typeof row.name === "string" ? row.name : id.slice(id.lastIndexOf("/") + 1),
      token: found?.token ?? spelled,
      id,
      inputs: { ...inputs, ...found?.names },
      outputs: { ...outputs, id, name: row.name },
      ...(subscriptionId !== undefined && { subscriptionId }),
    },
  ];
}

/** Arguments that name a resource, read from its id; `undefined` where it stands at another path. */
function namesIn(id: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  // Only where a path begins with it may a name stand for an id of several segments.
  const pattern = path
    .split("/")
    .map((segment, index) => {
      const name = /^\{([^}]+)\}$/.exec(segment)?.[1];
      if (name === undefined) {
        return segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }
      names.push(name);
      return index === 0 ? "(.*?)" : "([^/]+)";
    })
    .join("/");
  const subscription = path.startsWith("{") ? "" : "/subscriptions/[^/]+";
  const match = new RegExp(`^${subscription}${pattern}$`, "i").exec(id);
  return match === null
    ? undefined
    : Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""]));
}
