import type { ArmResponse } from "../../../src/arm/transport";
import { type Caller, errorOf } from "../caller";

export const graphPath = "/providers/Microsoft.ResourceGraph/resources";
export const graphVersion = "2022-10-01";

export interface GraphResult {
  readonly totalRecords: number;
  readonly count: number;
  readonly resultTruncated: string;
  readonly $skipToken?: string;
  readonly data: Record<string, unknown>[];
  readonly facets: unknown[];
}

export function ask(caller: Caller, query: string, more: object = {}): Promise<ArmResponse> {
  return caller.send("POST", `${graphPath}?api-version=${graphVersion}`, { query, ...more });
}

/** What a query answers; fails when it is refused. */
export async function result(
  caller: Caller,
  query: string,
  more: object = {},
): Promise<GraphResult> {
  const answer = await ask(caller, query, more);
  if (answer.status !== 200) {
    throw new Error(JSON.stringify(answer.body));
  }
  return answer.body as GraphResult;
}

/** The rows of a query as lists of values. */
export async function rows(caller: Caller, query: string): Promise<unknown[][]> {
  const { data } = await result(caller, query);
  return data.map((row) => Object.values<unknown>(row));
}

/** Status, code and details of a refusal. */
export function refusalOf(answer: ArmResponse): unknown[] {
  const { status, code } = errorOf(answer);
  const { error } = answer.body as { error: { details: object[] } };
  return [
    status,
    code,
    ...error.details.map((detail) => Object.values<unknown>(detail as Record<string, unknown>)),
  ];
}
