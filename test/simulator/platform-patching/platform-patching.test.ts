import assert from "node:assert/strict";
import { byPlatform, machineId, PatchedEstate } from "./patched-estate";
import { group, send, windows } from "../compute/small-estate";
import { configuration, configurationBody, version } from "../maintenance/scheduled-estate";

const hotpatchImage = {
  ...windows,
  sku: "2022-datacenter-azure-edition-core",
};

/** The first night in which it is Amsterdam's turn and its machines are switched on. */
const firstTurn = "2026-11-02T21:00:00.000Z";

describe("the platform patches a machine", () => {
  it("with what is critical or security, in the next off-peak hours of its region's turn", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.until(firstTurn);
    assert.deepEqual(await estate.patched("machine1"), [firstTurn, "InProgress"]);
    estate.azure.clock.advance(600_000);
    const { lastPatchInstallationSummary: last, availablePatchSummary: left } =
      (await estate.view("machine1")).patchStatus ?? {};
    assert.deepEqual(
      [last?.status, last?.startTime, last?.lastModifiedTime, last?.maintenanceWindowExceeded],
      ["Succeeded", firstTurn, "2026-11-02T21:10:00.000Z", false],
    );
    assert.deepEqual(
      [last?.installedPatchCount, last?.notSelectedPatchCount, last?.failedPatchCount],
      [2, 1, 0],
    );
    assert.deepEqual([left?.criticalAndSecurityPatchCount, left?.otherPatchCount], [0, 1]);
  });

  it("within 30 days of what is published, and only in off-peak hours", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    const installed = new Map<unknown, unknown>();
    for (let hour = 0; hour < 24 * 90; hour++) {
      estate.azure.clock.advance(3_600_000);
      const last = await estate.patched("machine1");
      if (last !== undefined) {
        installed.set(last[0], last[1]);
      }
    }
    // Packages come on the 5th and the 12th of each month.
    const published = ["2026-11-05", "2026-11-12", "2026-12-05", "2026-12-12", "2027-01-05"];
    const starts = [...installed.keys()].map((start) => new Date(String(start)));
    for (const date of published.map((day) => new Date(day))) {
      const next = starts.find((start) => start >= date);
      const days = ((next?.getTime() ?? Infinity) - date.getTime()) / 86_400_000;
      assert.ok(days <= 30, `${date.toISOString()}: ${days}`);
    }
    assert.equal(starts.length, 1 + 6);
    assert.deepEqual(
      starts.filter((start) => start.getUTCHours() < 21 && start.getUTCHours() >= 5),
      [],
    );
  });

  it("only where nothing keeps it from that", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("bypassing", {
      linux: {
        patchSettings: {
          ...byPlatform,
          automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
        },
      },
    });
    await estate.machine("own-updates", { linux: {} });
    await estate.machine("unlisted", {
      imageReference: { publisher: "Debian", offer: "debian-12", sku: "12", version: "latest" },
    });
    await estate.machine("assigned");
    await estate.machine("free");
    const put = (id: string, body: object): ReturnType<typeof send> =>
      estate.owner.send("PUT", `${id}?api-version=${version}`, body);
    assert.equal((await put(configuration, configurationBody)).status, 201);
    const assigned = `${machineId("assigned")}/providers/Microsoft.Maintenance/configurationAssignments/nightly`;
    const properties = { maintenanceConfigurationId: configuration };
    assert.equal((await put(assigned, { location: "westeurope", properties })).status, 201);
    estate.until("2026-12-01T12:00:00Z");
    const names = ["bypassing", "own-updates", "unlisted", "assigned", "free"];
    const patched = [];
    for (const name of names) {
      patched.push((await estate.patched(name))?.[1]);
    }
    assert.deepEqual(patched, [undefined, undefined, undefined, undefined, "Succeeded"]);
  });

  it("not while a dynamic scope reaches it without the bypass flag", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    const put = (id: string, body: object): ReturnType<typeof send> =>
      estate.owner.send("PUT", `${id}?api-version=${version}`, body);
    await put(configuration, configurationBody);
    const scope = `${group}/providers/Microsoft.Maintenance/configurationAssignments/scope1`;
    const made = await put(scope, {
      properties: {
        maintenanceConfigurationId: configuration,
        filter: { locations: ["westeurope"] },
      },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    estate.until("2026-12-01T12:00:00Z");
    assert.equal(await estate.patched("machine1"), undefined);
    await estate.owner.send("DELETE", `${scope}?api-version=${version}`);
    estate.until("2026-12-03T12:00:00Z");
    assert.equal((await estate.patched("machine1"))?.[1], "Succeeded");
  });

  it("when it is on: one that is off waits for its first night on", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.until("2026-11-02T12:00:00Z");
    await estate.post("machine1", "deallocate");
    estate.until("2026-11-09T12:00:00Z");
    assert.equal(await estate.patched("machine1"), undefined);
    await estate.post("machine1", "start");
    estate.until("2026-11-11T12:00:00Z");
    assert.deepEqual(await estate.patched("machine1"), ["2026-11-10T21:00:00.000Z", "Succeeded"]);
  });

  it("anew in a later night after a patch has failed, or the machine went off in the middle", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.azure.faults.strike("patch fails", machineId("machine1"), 1);
    estate.until("2026-11-03T12:00:00Z");
    const { lastPatchInstallationSummary: last } =
      (await estate.view("machine1")).patchStatus ?? {};
    assert.deepEqual(
      [last?.startTime, last?.status, last?.failedPatchCount, last?.installedPatchCount],
      [firstTurn, "Failed", 1, 1],
    );
    estate.until("2026-11-04T21:01:00Z");
    await estate.post("machine1", "powerOff");
    estate.until("2026-11-04T21:30:00Z");
    const { lastPatchInstallationSummary: cut } = (await estate.view("machine1")).patchStatus ?? {};
    const { code } = cut?.error as { code: string };
    assert.deepEqual(
      [cut?.startTime, cut?.status, cut?.pendingPatchCount, code],
      ["2026-11-04T21:00:00.000Z", "Failed", 1, "VMAgentStatusCommunicationError"],
    );
    await estate.post("machine1", "start");
    estate.until("2026-11-07T12:00:00Z");
    assert.deepEqual(await estate.patched("machine1"), ["2026-11-06T21:00:00.000Z", "Succeeded"]);
  });

  it("and restarts it as its setting says: if required unless it says never", async () => {
    const estate = await PatchedEstate.make();
    const setting = (rebootSetting: string): object => ({
      patchSettings: { ...byPlatform, automaticByPlatformSettings: { rebootSetting } },
    });
    await estate.machine("plain");
    await estate.machine("never", { linux: setting("Never") });
    estate.until("2026-11-03T12:00:00Z");
    const told = async (name: string): Promise<unknown[]> => {
      const { patchStatus } = await estate.view(name);
      return [
        patchStatus?.lastPatchInstallationSummary?.status,
        patchStatus?.availablePatchSummary?.rebootPending,
      ];
    };
    assert.deepEqual(await told("plain"), ["Succeeded", false]);
    assert.deepEqual(await told("never"), ["CompletedWithWarnings", true]);
  });

  it("without a restart where it is hotpatched, but for the months of a baseline", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1", {
      imageReference: hotpatchImage,
      windows: {
        patchSettings: {
          ...byPlatform,
          enableHotpatching: true,
          automaticByPlatformSettings: { rebootSetting: "Never" },
        },
      },
    });
    // Published on 13 October, a baseline; then on 10 November.
    const told = async (): Promise<unknown[]> => {
      const { patchStatus } = await estate.view("machine1");
      const { status, startTime } = patchStatus?.lastPatchInstallationSummary ?? {};
      return [startTime, status, patchStatus?.availablePatchSummary?.rebootPending];
    };
    estate.until("2026-11-03T12:00:00Z");
    assert.deepEqual(await told(), [firstTurn, "CompletedWithWarnings", true]);
    estate.until("2026-11-15T12:00:00Z");
    assert.deepEqual(await told(), ["2026-11-10T21:00:00.000Z", "Succeeded", true]);
  });
});
