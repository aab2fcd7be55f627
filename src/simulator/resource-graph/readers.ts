import type { World } from "../world";
import type { GraphRow, RowPlace } from "./tables/graph-row";

const operationId = "Resources";

/**
 * Tells of each row whether a principal may read it. Where nothing is assigned below a resource
 * group, the answer for one resource is the answer for all of its type in the group: it is asked for,
 * and recorded, once.
 *
 * Source: learn.microsoft.com governance/resource-graph/overview (permissions: read access to the resources).
 */
export function readerOf(
  world: World,
  principalId: string,
): (row: GraphRow, place: RowPlace) => boolean {
  const { access } = world;
  const differs = new Map<string, boolean>();
  const answers = new Map<string, boolean>();
  const ask = (action: string, scope: string): boolean =>
    access.ask({ principalId, action, scope, operationId }).allowed;
  return (row, { subscriptionId, resourceGroup }) => {
    const action = row.action ?? `${row.type}/read`;
    const group = resourceGroup.toLowerCase();
    if (group === "") {
      return ask(action, row.id);
    }
    const isOfEach =
      differs.get(group) ??
      access.differsBelow(
        principalId,
        `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`,
      );
    differs.set(group, isOfEach);
    if (isOfEach) {
      return ask(action, row.id);
    }
    const key = `${action} ${group}`;
    const answer = answers.get(key) ?? ask(action, row.id);
    answers.set(key, answer);
    return answer;
  };
}
