import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { refuseShorterRetention } from "../../../src/components/backup-policy/retention-hook";

function inputsOf(counts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const retentionPolicy = Object.fromEntries(
    Object.entries(counts).map(([span, count]) => [
      `${span}Schedule`,
      { retentionDuration: { count } },
    ]),
  );
  return { properties: { retentionPolicy } };
}

async function refusal(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Promise<string> {
  try {
    const [oldInputs, newInputs] = [inputsOf(before), inputsOf(after)];
    await refuseShorterRetention({ name: "nightly-policy", oldInputs, newInputs }, "Unlocked");
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("the hook on the policies of an immutable vault", () => {
  it("lets a policy keep as much, or more", async () => {
    assert.equal(await refusal({ daily: 30 }, { daily: 30, monthly: 12 }), "");
    assert.equal(await refusal({ daily: 30 }, { daily: 60 }), "");
  });

  it("refuses to keep less of anything, and all of it at once", async () => {
    assert.equal(
      await refusal({ daily: 30, yearly: 7 }, { daily: 14 }),
      [
        'The backup policy "nightly-policy" has 2 problems:',
        '  - dailyRetentionInDays: The daily retention would go from 30 to 14, but the vault is immutable ("Unlocked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]',
        '  - yearlyRetentionInYears: The yearly retention would go from 7 to 0, but the vault is immutable ("Unlocked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]',
      ].join("\n"),
    );
  });

  it("judges nothing that is not known", async () => {
    const unknown = pulumi.unknown as unknown;
    assert.equal(await refusal({ daily: 30 }, { daily: unknown }), "");
    await refuseShorterRetention({ name: "nightly-policy" }, "Locked");
  });
});
