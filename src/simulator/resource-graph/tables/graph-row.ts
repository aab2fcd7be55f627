import type { Column, Row } from "../query/table";
import { type Value, valueOf } from "../query/values";

/** A resource as Resource Graph keeps it, before its columns are laid out. */
export interface GraphRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly type: string;
  readonly properties: unknown;
  readonly location?: string;
  readonly kind?: unknown;
  readonly managedBy?: unknown;
  readonly sku?: unknown;
  readonly plan?: unknown;
  readonly tags?: unknown;
  readonly identity?: unknown;
  readonly zones?: unknown;
  readonly extendedLocation?: unknown;
  /** Group as the row tells it. Defaults to that of the id in lower case. */
  readonly resourceGroup?: string;
  /** The right that shows the row. Defaults to reading its type. */
  readonly action?: string;
}

/**
 * The columns that every table has.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/explore-resources and
 * update-manager/query-logs (columns, and which stay blank).
 */
export const graphColumns: readonly Column[] = [
  { name: "id", type: "string" },
  { name: "name", type: "string" },
  { name: "type", type: "string" },
  { name: "tenantId", type: "string" },
  { name: "kind", type: "string" },
  { name: "location", type: "string" },
  { name: "resourceGroup", type: "string" },
  { name: "subscriptionId", type: "string" },
  { name: "managedBy", type: "string" },
  { name: "sku", type: "dynamic" },
  { name: "plan", type: "dynamic" },
  { name: "properties", type: "dynamic" },
  { name: "tags", type: "dynamic" },
  { name: "identity", type: "dynamic" },
  { name: "zones", type: "dynamic" },
  { name: "extendedLocation", type: "dynamic" },
];

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Lays a row out in the order of the columns. */
export function laidOut(row: GraphRow, place: RowPlace, tenantId: string): Row {
  const values: readonly Value[] = [
    row.id,
    row.name,
    row.type,
    tenantId,
    text(row.kind),
    row.location ?? "",
    row.resourceGroup ?? place.resourceGroup.toLowerCase(),
    place.subscriptionId,
    text(row.managedBy),
    valueOf(row.sku),
    valueOf(row.plan),
    valueOf(row.properties),
    valueOf(row.tags),
    valueOf(row.identity),
    valueOf(row.zones),
    valueOf(row.extendedLocation),
  ];
  return values;
}

/** Where an id stands; empty texts where it stands in no subscription or group. */
export interface RowPlace {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

const placed = /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?/i;

export function placeOf(id: string): RowPlace {
  const [, subscriptionId = "", resourceGroup = ""] = placed.exec(id) ?? [];
  return { subscriptionId, resourceGroup };
}
