import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openExample } from "./run-example";

const page = readFileSync(join(__dirname, "../../docs/components/maintenance-schedule.md"), "utf8");

/** Actions that the page lists under the smallest role, one a line. */
function listed(): string[] {
  const section = page.split("## The smallest role")[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^- `(.+)`$/gm)].map(([, action = ""]) => action).sort();
}

describe("the smallest role that deploys a maintenance schedule", () => {
  it("is what its deployment asks Azure for, machines and groups apart", async () => {
    const { azure, deploy } = openExample("components/maintenance-schedule", "Owner");
    assert.equal((await deploy()).failure, undefined);
    assert.equal((await deploy()).failure, undefined);

    const used = azure
      .recorded()
      .map(({ action }) => action)
      .filter((action) => action.startsWith("Microsoft.Maintenance/"));
    assert.deepEqual(
      [...new Set(used)].sort(),
      listed().filter((a) => !a.endsWith("/delete")),
    );
  });
});
