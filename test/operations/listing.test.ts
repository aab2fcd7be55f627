import assert from "node:assert/strict";
import { listFleet } from "../../src/operations";
import { listedFleet, readListing } from "../../src/operations/run/fleet-source";
import { machinesQuery, vaultsQuery } from "../../src/azure/resource-graph-queries";
import { vaultId, withItem } from "../simulator/backup/backed-up-estate";
import { newAzure, subscriptionId } from "../simulator/caller";
import { machine } from "../simulator/compute/small-estate";
import { operator } from "./backup/estate";

describe("listing a fleet", () => {
  it("holds the rows of every query, and is read again as it was written", async () => {
    const { azure } = await withItem();
    const { options, events } = operator(azure, "Reader");
    const listing = await listFleet(options);
    const { queries, ...head } = listing;
    assert.deepEqual(head, {
      format: "azure-evergreen/listing/1",
      takenAt: azure.clock.now().toISOString(),
      subscriptions: [subscriptionId],
    });
    assert.equal(events.length, Object.keys(queries).length);
    const read = listedFleet(readListing(JSON.stringify(listing)));
    assert.deepEqual(
      (await read.rows(machinesQuery())).map(({ id }) => id),
      [machine],
    );
    assert.deepEqual(
      (await read.rows(vaultsQuery())).map(({ id }) => id),
      [vaultId],
    );
  });

  it("refuses what is no id of a subscription, before anything is asked", async () => {
    const azure = newAzure();
    const { objectId, options } = operator(azure, "Reader");
    await assert.rejects(listFleet(options, { subscriptions: ["mine", subscriptionId] }), {
      name: "InvalidInputError",
      message:
        /^ {2}- subscriptions\[0\]: "mine" is not the id of a subscription, which is a GUID\./m,
    });
    assert.deepEqual(azure.recorded(objectId), []);
  });

  it("fails as a whole when a part of it cannot be read: half a fleet is none", async () => {
    const { azure } = await withItem();
    const { options } = operator(azure, "Reader");
    azure.faults.http.strike(
      { kind: "error", status: 500 },
      { path: "Microsoft.ResourceGraph", passing: 4 },
    );
    await assert.rejects(listFleet(options), /answered 500[^]*\nRun [0-9a-f-]{23}$/);
  });
});
