import assert from "node:assert/strict";
import * as queries from "../../../src/azure/resource-graph-queries";
import { assign, configuration, scheduled, withSchedule } from "../maintenance/scheduled-estate";
import { result } from "./graph-caller";

const run = `${configuration}/providers/Microsoft.Maintenance/applyUpdates/20261102210000`;

describe("The query of patched machines tells of machines", () => {
  it("with their assessments, last installations and patch extensions, in one answer", async () => {
    const { owner } = await withSchedule({ a: scheduled, b: { patchMode: "ImageDefault" } });
    await assign(owner, "a");
    await owner.wait(38 * 3600);
    const answered = async ({ text, columns }: { text: string; columns: readonly string[] }) => {
      const { data } = await result(owner, text);
      data.forEach((row) => {
        assert.deepEqual(Object.keys(row), columns);
      });
      return data;
    };
    const machines = await answered(queries.machinesQuery());
    const [a, b, ...others] = await answered(queries.patchedMachinesQuery());
    assert.deepEqual(others, []);
    const both = { hasOsProfile: true, hotpatchingEnabled: null };
    const inNoSet = { availabilitySetId: "", scaleSetId: "", zone: "" };
    assert.deepEqual(a, {
      ...machines[0],
      ...{ ...both, createdAt: "2026-11-01T08:06:00.000Z", ...inNoSet },
      ...{ assessmentStatus: "Succeeded", assessedAt: "2026-11-02T21:30:00.000Z" },
      ...{ assessedBy: "Platform", rebootPending: false, patchService: "APT" },
      missingByClassification: { security: 0, critical: 0, other: 1 },
      ...{ assessmentErrors: "", installationStatus: "Succeeded" },
      installationStartedAt: "2026-11-02T21:00:00.000Z",
      installationEndedAt: "2026-11-02T21:30:00.000Z",
      ...{ installationStartedBy: "Platform", installedCount: 2, failedCount: 0 },
      ...{ pendingCount: 0, excludedCount: 0, notSelectedCount: 1 },
      ...{ rebootStatus: "Completed", maintenanceWindowExceeded: false },
      ...{ maintenanceRunId: run, installationErrors: "", patchExtensionState: "Succeeded" },
    });
    assert.deepEqual(b, {
      ...machines[1],
      ...{ ...both, createdAt: "2026-11-01T08:08:00.000Z", ...inNoSet },
      ...{ assessmentStatus: "", assessedAt: "", assessedBy: "", rebootPending: null },
      ...{ missingByClassification: null, patchService: "", assessmentErrors: "" },
      ...{ installationStatus: "", installationStartedAt: "", installationEndedAt: "" },
      ...{ installationStartedBy: "", installedCount: null, failedCount: null },
      ...{ pendingCount: null, excludedCount: null, notSelectedCount: null, rebootStatus: "" },
      ...{ maintenanceWindowExceeded: null, maintenanceRunId: "", installationErrors: "" },
      patchExtensionState: "",
    });
  });
});
