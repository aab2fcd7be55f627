import type { Operation } from "../../operation";
import { page } from "../../resource-manager/paging";
import { examples } from "../entity-operations";
import { type FilterTest, readRecordFilter, textTest, timeTest } from "../record-filter";
import { entityMissing } from "../site-recovery-errors";
import { paths, requireVault, vaultType } from "../vault-entities";
import { eventsOf, type ReplicationEvent } from "./event-records";

const eventType = `${vaultType}/replicationEvents`;

const property = (name: string): FilterTest<ReplicationEvent> =>
  textTest(({ properties }) => properties[name]);

/** The properties of `EventQueryParameter`. */
const tests: Readonly<Record<string, FilterTest<ReplicationEvent>>> = {
  eventcode: property("eventCode"),
  severity: property("severity"),
  eventtype: property("eventType"),
  fabricname: textTest(({ properties }) => String(properties.fabricId).split("/").at(-1)),
  affectedobjectfriendlyname: property("affectedObjectFriendlyName"),
  affectedobjectcorrelationid: property("affectedObjectCorrelationId"),
  starttime: timeTest("notBefore", ({ properties }) => properties.timeOfOccurrence),
  endtime: timeTest("notAfter", ({ properties }) => properties.timeOfOccurrence),
};

/** Events of a vault: they are only read. */
export const eventOperations: Operation[] = [
  {
    id: "ReplicationEvents_List",
    method: "GET",
    path: `${paths.vault}/replicationEvents`,
    action: `${eventType}/read`,
    witness: `${examples}/ReplicationEvents_List.json`,
    handle: (call) => {
      const prefix = `${requireVault(call).id.toLowerCase()}/`;
      const wanted = readRecordFilter(call.query.$filter, tests);
      const own = [...eventsOf(call.estate).values()].filter(
        (event) => event.id.toLowerCase().startsWith(prefix) && wanted(event),
      );
      return { status: 200, body: page(call, own, 100) };
    },
  },
  {
    id: "ReplicationEvents_Get",
    method: "GET",
    path: `${paths.vault}/replicationEvents/{eventName}`,
    action: `${eventType}/read`,
    witness: `${examples}/ReplicationEvents_Get.json`,
    handle: (call) => {
      requireVault(call);
      const event = eventsOf(call.estate).get(call.path.toLowerCase());
      if (event === undefined) {
        throw entityMissing(call.path);
      }
      return { status: 200, body: event };
    },
  },
];
