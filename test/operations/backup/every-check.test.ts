import assert from "node:assert/strict";
import { type BackupCheckId, backupChecks } from "../../../src/azure/backup-checks";
import { diagnoseMachineBackup } from "../../../src/operations/backup/diagnose";
import { withItem } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";
import { causesAtMachines } from "./causes-at-machines";
import { causesInVaults } from "./causes-in-vaults";
import { operator } from "./estate";

const cases = [...causesInVaults, ...causesAtMachines];

describe("each check of a diagnosis", () => {
  it("has a cause", () => {
    const covered = new Set(cases.map(({ check }) => check));
    assert.deepEqual(
      Object.keys(backupChecks).filter((id) => !covered.has(id as BackupCheckId)),
      [],
    );
  });

  for (const [index, { check, cause, options, simulation, told }] of cases.entries()) {
    it(`${check} is told by its cause (${index + 1})`, async () => {
      const estate = await withItem({}, options, simulation);
      await estate.owner.wait(3600);
      await cause(estate);
      const { checks } = await diagnoseMachineBackup(operator(estate.azure).options, { machine });
      const found = checks.find(({ id }) => id === check);
      const text = `${found?.state ?? ""}: ${found?.detail ?? ""}${found?.fix === undefined ? "" : ` | ${found.fix}`}`;
      // The job that is under way is another one each time.
      assert.equal(text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=`)/, "JOB"), told);
    });
  }
});
