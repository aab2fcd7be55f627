import assert from "node:assert/strict";
import { archiveFindings } from "../../src/azure/backup-archive";

function rules(afterMonths: number, months: number, years: number): string[] {
  return archiveFindings(
    { afterMonths, monthlyRetentionInMonths: months, yearlyRetentionInYears: years },
    "archiveAfterMonths",
  ).map(({ ruleId }) => ruleId);
}

describe("the archive of recovery points", () => {
  it("takes them after three whole months at the earliest", () => {
    assert.deepEqual(
      [2, 3, 3.5].map((months) => rules(months, 12, 0)),
      [["EVG-BACKUP-022"], [], ["EVG-BACKUP-022"]],
    );
  });

  it("takes only monthly and yearly ones that are kept six months longer", () => {
    assert.deepEqual(
      [rules(3, 8, 0), rules(3, 9, 0), rules(6, 0, 1), rules(7, 0, 1)],
      [["EVG-BACKUP-023"], [], [], ["EVG-BACKUP-023"]],
    );
  });
});
