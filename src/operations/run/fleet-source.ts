import { utcMinute } from "../../azure/local-time";
import {
  type GraphQuery,
  type MachineRow,
  machinesQuery,
} from "../../azure/resource-graph-queries";
import { type FleetScope, isInScope } from "./fleet-scope";
import { queryAll } from "./resource-graph";
import type { Run } from "./run";

/** Where the facts of a fleet come from: Azure, or a listing that was saved before. */
export interface FleetSource {
  /** When the facts were true; of Azure now, to be asked for when they have been read. */
  readonly takenAt: Date;
  /** Whether they come from Azure now. Nothing is changed by what an old listing says. */
  readonly isLive: boolean;
  /** Whether a query is answered: Azure answers all, a listing those that it holds. */
  answers(query: { readonly name: string }): boolean;
  /**
   * Rows of a query. Those of a listing are not filtered, and Azure's are more than was asked for where the query
   * names tags, or names with `*`: judge machines by `isInScope`, or read them with {@linkcode machinesIn}.
   */
  rows<Row extends object>(query: GraphQuery<Row>): Promise<readonly Row[]>;
}

/** A fleet as Azure Resource Graph tells of it now. */
export function azureFleet(run: Run, subscriptions: readonly string[] = []): FleetSource {
  return {
    // Azure's own time is known from its first answer.
    get takenAt() {
      return run.now();
    },
    isLive: true,
    answers: () => true,
    rows: (query) => queryAll(run, query, subscriptions),
  };
}

/** The machines of a scope: the same ones from either source. */
export async function machinesIn(source: FleetSource, scope: FleetScope): Promise<MachineRow[]> {
  return (await source.rows(machinesQuery(scope))).filter((row) => isInScope(row, scope));
}

/** A listing, as `evergreen listing` writes it. */
export interface FleetListing {
  readonly format: typeof listingFormat;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly subscriptions: readonly string[];
  /** The rows of each query, by the query's name. */
  readonly queries: Readonly<Record<string, readonly object[]>>;
}

export const listingFormat = "azure-evergreen/listing/1";

/** A fleet as a listing tells of it. */
export function listedFleet(listing: FleetListing): FleetSource {
  return {
    takenAt: new Date(listing.takenAt),
    isLive: false,
    answers: ({ name }) => name in listing.queries,
    rows<Row extends object>({ name }: GraphQuery<Row>): Promise<readonly Row[]> {
      const rows = listing.queries[name];
      return rows === undefined
        ? Promise.reject(
            new Error(
              `The listing holds no answer to the query "${name}". Save it again with this version of evergreen.`,
            ),
          )
        : Promise.resolve(rows as readonly Row[]);
    },
  };
}

/** A note on a plan that was made from a listing; none where it is from Azure. */
export function listingNotes({ isLive, takenAt }: FleetSource): string[] {
  return isLive
    ? []
    : [
        `Planned from a listing of ${utcMinute(takenAt.toISOString())}, which may be old: it can be read, not carried out.`,
      ];
}

/** Reads a listing. Throws a `SyntaxError` that says what is wrong with the text. */
export function readListing(text: string): FleetListing {
  const listing = parsed(text) as Partial<FleetListing> | null;
  if (typeof listing !== "object" || listing?.format !== listingFormat) {
    throw new SyntaxError(
      `It is no listing of a fleet: its format is not "${listingFormat}". ${remedy}`,
    );
  }
  if (Number.isNaN(Date.parse(String(listing.takenAt))) || !areQueries(listing.queries)) {
    throw new SyntaxError(
      `The listing is damaged: takenAt is no time, or queries does not hold lists of rows. ${remedy}`,
    );
  }
  return listing as FleetListing;
}

const remedy = "Write one with `evergreen listing > FILE`.";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message shows pieces of a text that may be anything.
    throw new SyntaxError(`It is no listing of a fleet: it is no whole JSON. ${remedy}`);
  }
}

function areQueries(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every(
      (rows: unknown) =>
        Array.isArray(rows) && rows.every((row) => typeof row === "object" && row !== null),
    )
  );
}
