import assert from "node:assert/strict";
import * as queries from "../../../src/azure/resource-graph-queries";
import { backupOperatorRole, patchOperatorRole } from "../../../src/azure/roles";
import { graphTables } from "../../../src/simulator/resource-graph/tables/tables";
import { backUp, withItem } from "../backup/backed-up-estate";
import { type Caller, callerOf } from "../caller";
import { machine } from "../compute/small-estate";
import { result, rows } from "./graph-caller";

/** A machine that is backed up, was assessed and patched by hand; the rights of a caller of each role. */
async function fleet(): Promise<{ owner: Caller; patcher: Caller; backer: Caller }> {
  const { azure, owner } = await withItem();
  await backUp(owner);
  await owner.send("POST", `${machine}/assessPatches?api-version=2024-11-01`);
  await owner.wait(300);
  await owner.send("POST", `${machine}/installPatches?api-version=2024-11-01`, {
    rebootSetting: "IfRequired",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  });
  await owner.wait(7200);
  return {
    owner,
    patcher: callerOf(azure, patchOperatorRole()),
    backer: callerOf(azure, backupOperatorRole()),
  };
}

describe("The tables of Resource Graph", () => {
  it("hold the same rows of a type however it is asked for", async () => {
    const { owner } = await fleet();
    for (const table of graphTables.keys()) {
      const types = await rows(owner, `${table} | distinct type`);
      await owner.wait(5);
      for (const [type = ""] of types) {
        const word = queries.quoted(String(type));
        const asked = await result(owner, `${table} | where type =~ ${word}`);
        const filtered = await result(owner, `${table} | where tolower(type) == ${word}`);
        assert.notEqual(asked.count, 0);
        assert.deepEqual(asked, filtered);
        await owner.wait(5);
      }
    }
  });

  it("hold types in lower case, and the tenant and subscription of each row", async () => {
    const { owner } = await fleet();
    for (const table of graphTables.keys()) {
      const odd = `${table} | where type != tolower(type) or isempty(tenantId) or isempty(subscriptionId)`;
      assert.deepEqual(await rows(owner, `${odd} | project id`), []);
    }
  });

  it("show a patch operator of the presets what it patches, and no backups", async () => {
    const { patcher } = await fleet();
    const counts = async (query: string): Promise<number> =>
      (await result(patcher, query)).totalRecords;
    assert.equal(await counts(queries.machinesQuery().text), 1);
    const patched = `${queries.patchedMachinesQuery().text} | where `;
    assert.equal(await counts(`${patched} assessedAt != ''`), 1);
    assert.equal(await counts(queries.pendingPatchesQuery().text), 1);
    assert.equal(await counts(`${patched} installationStartedAt != ''`), 1);
    assert.equal(await counts(queries.backupItemsQuery().text), 0);
    assert.equal(await counts("recoveryservicesresources"), 0);
    assert.equal(await counts("resources | where type has 'disks'"), 0);
  });

  it("show a backup operator of the presets its backups, and no patches", async () => {
    const { backer } = await fleet();
    const counts = async (query: string): Promise<number> =>
      (await result(backer, query)).totalRecords;
    assert.equal(await counts(queries.vaultsQuery().text), 1);
    assert.equal(await counts(queries.backupItemsQuery().text), 1);
    assert.equal(await counts(queries.backupJobsQuery({ days: 1 }).text), 2);
    assert.equal(await counts("patchassessmentresources"), 0);
    assert.equal(await counts("patchinstallationresources"), 0);
  });

  it("forget a machine that is deleted, and what it had", async () => {
    const { owner } = await fleet();
    await owner.send("DELETE", `${machine}?api-version=2024-11-01`);
    await owner.wait(300);
    for (const table of ["resources", "patchassessmentresources", "patchinstallationresources"]) {
      assert.deepEqual(
        await rows(owner, `${table} | where id contains '/virtualMachines/machine1' | project id`),
        [],
      );
    }
  });
});
