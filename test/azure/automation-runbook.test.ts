import assert from "node:assert/strict";
import { longestRunbookInBytes, runbookFindings } from "../../src/azure/automation-runbook";
import {
  retiredRuntimeFindings,
  runtimeEnvironmentFindings,
} from "../../src/azure/automation-runtime-rules";
import { contentLinkFindings } from "../../src/azure/automation-content-link";
import { describeFinding } from "../../src/azure/finding";

const now = new Date("2026-06-01T00:00:00Z");
const good = { runbookType: "PowerShell", content: "x" };

function told(runbook: Parameters<typeof runbookFindings>[0]): string[] {
  const own = { snake: { language: "Python", version: "3.10" } };
  return runbookFindings(runbook, "r", now, own).map(describeFinding);
}

describe("rules on runbooks", () => {
  it("let every type with a content pass", () => {
    for (const runbookType of ["PowerShell", "Script", "Graph", "PowerShellWorkflow", "Python"]) {
      assert.deepEqual(told({ runbookType, content: "x" }), []);
    }
    assert.deepEqual(
      told({ runbookType: "Python", contentUri: "https://a.b/c", runtimeEnvironment: "snake" }),
      [],
    );
  });

  it("refuse a text that is too long, and a digest without an address", () => {
    assert.deepEqual(told({ ...good, content: "x".repeat(longestRunbookInBytes + 1) }), [
      "r.content: The runbook has 1048577 bytes; Azure takes 1048576. Move a part of it into a module or into another runbook. [EVG-RUNBOOK-009]",
    ]);
    assert.deepEqual(told({ ...good, contentSha256: "a".repeat(64) }), [
      "r.contentSha256: A digest or a version belongs to an address, and contentUri is not given. Leave it out, or give contentUri. [EVG-RUNBOOK-010]",
    ]);
  });

  it("refuse tracing where it is not", () => {
    assert.deepEqual(told({ ...good, activityTraceLevel: 9 }), [
      "r.activityTraceLevel: Activities are traced in graphical runbooks alone, and this one is of the type PowerShell. Leave activityTraceLevel out. [EVG-RUNBOOK-014]",
    ]);
    assert.deepEqual(told({ ...good, activityTraceLevel: 16 }), [
      "r.activityTraceLevel: 16 is not a level of activity tracing. Give 0 for none, 9 for basic or 15 for detailed tracing. [EVG-RUNBOOK-013]",
    ]);
    assert.deepEqual(told({ ...good, runbookType: "Graph", activityTraceLevel: 15 }), []);
  });

  it("warn of a language whose support has ended, from that day on", () => {
    assert.deepEqual(runbookFindings({ ...good, runtimeEnvironment: "PowerShell-7.1" }, "r", now), [
      {
        ruleId: "EVG-RUNBOOK-002",
        severity: "warning",
        propertyPath: "r.runtimeEnvironment",
        message:
          "PowerShell 7.1 is not supported any more since 2022-05-13: Azure runs it without security updates.",
        fix: "Use a version that is supported.",
      },
    ]);
    const python = { language: "Python", version: "3.10" };
    assert.deepEqual(retiredRuntimeFindings(python, "v", new Date("2026-10-30T23:59:59Z")), []);
    assert.equal(retiredRuntimeFindings(python, "v", new Date("2026-10-31T00:00:00Z")).length, 1);
    assert.deepEqual(
      retiredRuntimeFindings({ language: "PowerShell", version: "5.1" }, "v", now),
      [],
    );
  });

  it("refuse a runtime environment of another language, and one of none", () => {
    assert.deepEqual(
      [
        { ...good, runtimeEnvironment: "snake" },
        { ...good, runbookType: "PowerShellWorkflow", runtimeEnvironment: "PowerShell-5.1" },
      ].flatMap(told),
      [
        'r.runtimeEnvironment: The runtime environment "snake" runs Python, and the runbook is of the type PowerShell. Give an environment for PowerShell, or another type. [EVG-RUNBOOK-006]',
        "r.runtimeEnvironment: A runbook of the type PowerShellWorkflow runs in no runtime environment. Leave runtimeEnvironment out. [EVG-RUNBOOK-005]",
      ],
    );
    assert.deepEqual(
      runtimeEnvironmentFindings({ language: "Ruby", version: "3" }, "e").map(describeFinding),
      [
        'e.language: "Ruby" is not a language of runtime environments. Give "PowerShell" or "Python". [EVG-RUNBOOK-003]',
      ],
    );
  });

  it("refuse an address that is not https, and keep a signature in it to themselves", () => {
    const [found] = contentLinkFindings({ uri: "http://a.b/c?sig=secret" }, (name) => name);
    assert.equal(found?.ruleId, "EVG-RUNBOOK-011");
    assert.doesNotMatch(JSON.stringify(found), /secret/);
  });
});
