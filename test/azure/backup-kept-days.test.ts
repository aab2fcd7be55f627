import assert from "node:assert/strict";
import { keptDateFindings, unbackedDayFindings } from "../../src/azure/backup-kept-days";
import { backupPolicyNameFindings } from "../../src/azure/backup-policy-name";

describe("the days whose recovery points are kept", () => {
  it("are those that a month has", () => {
    assert.deepEqual(
      [1, 31].flatMap((date) => keptDateFindings(date, "dates[0]")),
      [],
    );
    assert.deepEqual(
      [0, 1.5, 32]
        .flatMap((date) => keptDateFindings(date, "dates[0]"))
        .map((each) => each.message),
      ["No month has a day 0.", "No month has a day 1.5.", "No month has a day 32."],
    );
  });

  it("are backed up", () => {
    assert.deepEqual(unbackedDayFindings("Sunday", ["Sunday"], "weekdays[0]"), []);
    assert.deepEqual(unbackedDayFindings("Monday", ["Sunday", "Friday"], "weekdays[0]"), [
      {
        ruleId: "EVG-BACKUP-028",
        severity: "error",
        propertyPath: "weekdays[0]",
        message:
          "Recovery points of Monday are to be kept, but the policy backs up on Sunday, Friday.",
        fix: "Back up on Monday too, or keep those of another day.",
      },
    ]);
  });
});

describe("the name of a backup policy", () => {
  it("has 3 to 150 characters, a letter first", () => {
    const refused = (name: string): boolean => backupPolicyNameFindings(name, "name").length > 0;
    assert.deepEqual(["abc", "DefaultPolicy", "a-_!9", `a${"b".repeat(149)}`].map(refused), [
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(["ab", "1abc", "a b c", `a${"b".repeat(150)}`].map(refused), [
      true,
      true,
      true,
      true,
    ]);
  });
});
