import assert from "node:assert/strict";
import { machineId, PatchedEstate } from "./patched-estate";
import { machineBody, nic, send } from "../compute/small-estate";

async function stateOf(estate: PatchedEstate, name = "machine1"): Promise<unknown[]> {
  const { patchStatus, extensions } = await estate.view(name);
  const [status] = patchStatus?.configurationStatuses ?? [];
  return [
    status?.code,
    status?.time,
    extensions?.map((extension) => extension.name),
    patchStatus?.availablePatchSummary?.startTime,
  ];
}

const pending = [
  "PatchModeConfigurationState/Pending",
  "2026-11-01T08:05:00.000Z",
  undefined,
  undefined,
];
const ready = (time: string): unknown[] => [
  "PatchModeConfigurationState/Ready",
  time,
  ["LinuxPatchExtension"],
  time,
];

describe("the platform's patching of a machine", () => {
  it("is switched on in off-peak hours, of which it takes three, and then there is an assessment", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    // In Amsterdam the night begins at 21:00 UTC.
    estate.until("2026-11-01T23:59:59Z");
    assert.deepEqual(await stateOf(estate), pending);
    estate.until("2026-11-02T00:00:00Z");
    assert.deepEqual(await stateOf(estate), ready("2026-11-02T00:00:00.000Z"));
  });

  it("goes on in the next night when one is too short, and counts none in which the machine is off", async () => {
    const estate = await PatchedEstate.make({ assumptions: { patchingEnabledInMinutes: 600 } });
    await estate.machine("machine1");
    // Eight of the ten hours.
    estate.until("2026-11-02T06:00:00Z");
    assert.deepEqual(await stateOf(estate), pending);
    await estate.post("machine1", "deallocate");
    estate.until("2026-11-03T12:00:00Z");
    assert.deepEqual(await stateOf(estate), pending);
    await estate.post("machine1", "start");
    estate.until("2026-11-03T22:59:59Z");
    assert.deepEqual(await stateOf(estate), pending);
    estate.until("2026-11-03T23:00:00Z");
    assert.deepEqual(await stateOf(estate), ready("2026-11-03T23:00:00.000Z"));
  });

  it("begins at once for a machine that comes in the night", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("first");
    estate.until("2026-11-01T22:00:00Z");
    await estate.machine("machine1");
    estate.until("2026-11-02T00:59:59Z");
    assert.equal((await stateOf(estate))[0], "PatchModeConfigurationState/Pending");
    assert.equal((await stateOf(estate, "first"))[0], "PatchModeConfigurationState/Ready");
    estate.until("2026-11-02T02:00:00Z");
    assert.deepEqual(await stateOf(estate), ready("2026-11-02T01:03:00.000Z"));
  });

  it("is tried again in the next night when the patch extension fails, which fails no machine", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.azure.faults.strike("extension fails", machineId("machine1"), 1);
    estate.until("2026-11-02T12:00:00Z");
    const [code, , extensions] = await stateOf(estate);
    assert.deepEqual(
      [code, extensions],
      ["PatchModeConfigurationState/Pending", ["LinuxPatchExtension"]],
    );
    const state = async (id: string): Promise<unknown> =>
      ((await estate.get(id)) as { properties: { provisioningState: string } }).properties
        .provisioningState;
    const extension = `${machineId("machine1")}/extensions/LinuxPatchExtension`;
    assert.deepEqual(
      [await state(machineId("machine1")), await state(extension)],
      ["Succeeded", "Failed"],
    );
    estate.until("2026-11-02T21:00:00Z");
    assert.deepEqual(await stateOf(estate), ready("2026-11-02T21:00:00.000Z"));
    assert.equal(await state(extension), "Succeeded");
  });

  it("brings the patch extension back that was taken away", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.until("2026-11-02T12:00:00Z");
    const extension = `${machineId("machine1")}/extensions/LinuxPatchExtension`;
    await send(estate.owner, "DELETE", extension);
    assert.equal((await estate.view("machine1")).extensions, undefined);
    estate.until("2026-11-09T12:00:00Z");
    assert.equal((await estate.view("machine1")).extensions?.length, 1);
  });

  it("has its off-peak hours in the machine's region, and as they are assumed", async () => {
    const estate = await PatchedEstate.make({
      assumptions: { offPeakFromHour: 1, offPeakToHour: 5, patchingEnabledInMinutes: 60 },
    });
    await estate.machine("machine1", { location: "japaneast" });
    // One o'clock in Tokyo is 16:00 UTC.
    estate.until("2026-11-01T17:00:00Z");
    assert.deepEqual(await stateOf(estate), ready("2026-11-01T17:00:00.000Z"));
  });

  it("is forgotten when the mode changes, and begins anew when it comes back", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    const mode = async (patchMode: string): Promise<void> => {
      const body = machineBody({
        linux: { patchSettings: { patchMode } },
        nics: [nic.replace("nic1", "nic-machine1")],
      });
      const answer = await send(estate.owner, "PUT", machineId("machine1"), body);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    };
    await mode("ImageDefault");
    estate.until("2026-11-02T12:00:00Z");
    assert.equal((await estate.view("machine1")).patchStatus, undefined);
    await mode("AutomaticByPlatform");
    estate.until("2026-11-03T00:00:00Z");
    assert.equal((await stateOf(estate))[1], "2026-11-03T00:00:00.000Z");
  });

  it("begins anew for a machine of the same name as one that went with its group", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    estate.until("2026-11-02T12:00:00Z");
    await send(
      estate.owner,
      "DELETE",
      machineId("machine1").split("/providers")[0] ?? "",
      undefined,
      "2021-04-01",
    );
    estate.until("2026-11-02T13:00:00Z");
    await estate.owner.send(
      "PUT",
      `${machineId("").split("/providers")[0] ?? ""}?api-version=2021-04-01`,
      {
        location: "westeurope",
      },
    );
    await estate.machine("machine1");
    assert.equal((await stateOf(estate))[0], "PatchModeConfigurationState/Pending");
  });

  it("switches the operating system's own updates off, but not those of Red Hat", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("ubuntu");
    await estate.machine("redhat", {
      imageReference: { publisher: "RedHat", offer: "RHEL", sku: "8_4", version: "latest" },
    });
    estate.until("2026-11-02T06:00:00Z");
    const own = async (name: string): Promise<unknown> => {
      const [extension] = (await estate.view(name)).extensions ?? [];
      const [substatus] = extension?.substatuses ?? [];
      assert.equal(substatus?.code, "ComponentStatus/ConfigurePatchingSummary/succeeded");
      return (JSON.parse(substatus.message) as { automaticOSPatchState: string })
        .automaticOSPatchState;
    };
    assert.deepEqual([await own("ubuntu"), await own("redhat")], ["Disabled", "Enabled"]);
  });

  it("looks at a machine every few days, several times in 30 days, and not while it is off", async () => {
    const estate = await PatchedEstate.make();
    await estate.machine("machine1");
    const seen = new Set<unknown>();
    const look = async (days: number): Promise<void> => {
      for (let day = 0; day < days; day++) {
        estate.azure.clock.advance(86_400_000);
        seen.add((await stateOf(estate))[3]);
      }
    };
    await look(30);
    assert.ok(seen.size >= 8, [...seen].join());
    await estate.post("machine1", "deallocate");
    estate.azure.clock.advance(60_000);
    seen.clear();
    await look(10);
    assert.equal(seen.size, 1);
  });
});
