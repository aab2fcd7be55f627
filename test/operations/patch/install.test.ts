import assert from "node:assert/strict";
import { utcMinute } from "../../../src/azure/local-time";
import { patchOperatorRole } from "../../../src/azure/roles";
import {
  assessPatches,
  installPatches,
  planAssessment,
  planInstallation,
} from "../../../src/operations/patch";
import { listFleet } from "../../../src/operations/listing";
import type { ArmConnection } from "../../../src/arm/transport";
import { group, send as compute } from "../../simulator/compute/small-estate";
import { addMachines, connectionOf, type Fleet, fleetOf, machineId } from "./patched-fleet";
import { watched } from "./watched-connection";

async function bothSystems(): Promise<Fleet> {
  const fleet = await fleetOf({ linux: {}, windows: { windows: {} } });
  await fleet.owner.wait(600);
  return fleet;
}

async function assessed(connection: ArmConnection): Promise<void> {
  await assessPatches({ connection }, await planAssessment({ connection }));
}

describe("Installing patches on demand", () => {
  it("plans for each system what is for it, by what the assessments found", async () => {
    const fleet = await bothSystems();
    const connection = connectionOf(fleet, patchOperatorRole());
    await assessed(connection);
    const plan = await planInstallation(
      { connection },
      {
        selection: {
          classifications: ["Critical", "Security", "Definition"],
          packageNameMasksToExclude: ["linux-image-*"],
          maximumDuration: "PT1H",
        },
      },
    );
    assert.deepEqual(
      plan.changes.map(({ name, change, request }) => [name, change, request]),
      [
        [
          "linux",
          "Install 1 patch: openssl 3.0.2-0.321; does not restart",
          {
            maximumDuration: "PT1H",
            rebootSetting: "IfRequired",
            linuxParameters: {
              classificationsToInclude: ["Critical", "Security"],
              packageNameMasksToExclude: ["linux-image-*"],
            },
          },
        ],
        [
          "windows",
          "Install 2 patches: 2026-10 Cumulative Update for Windows Server (KB5000321), 2026-10 Security Intelligence Update (KB2267602); may restart",
          {
            maximumDuration: "PT1H",
            rebootSetting: "IfRequired",
            windowsParameters: {
              classificationsToInclude: ["Critical", "Security", "Definition"],
            },
          },
        ],
      ],
    );
    assert.deepEqual(plan.notes, [
      "Each machine is given PT1H; what there is no time for stays pending.",
      "1 of 2 may restart, which ends what runs on them.",
    ]);
  });

  it("installs what was planned, and finds nothing to do in a second run", async () => {
    const fleet = await bothSystems();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    await assessed(connection);
    const report = await installPatches({ connection }, await planInstallation({ connection }));
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        ["linux", "succeeded", "2 installed; it was restarted"],
        ["windows", "succeeded", "1 installed; it was restarted"],
      ],
    );
    assert.deepEqual(report.results[0], {
      ...{ id: machineId("linux"), name: "linux", status: "Succeeded" },
      ...{ installed: 2, failed: 0, pending: 0, excluded: 0, notSelected: 1 },
      ...{ rebootStatus: "Completed", durationExceeded: false, errors: [] },
    });
    const again = await planInstallation({ connection });
    assert.deepEqual(
      [again.changes, again.skipped.map(({ name, reason }) => [name, reason.slice(0, 58)])],
      [
        [],
        ["linux", "windows"].map((name) => [
          name,
          "Nothing of what was asked for is missing, by its assessmen",
        ]),
      ],
    );
    assert.equal(sent("/installPatches?"), 2);
  });

  it("tells what failed and why, and what was left pending or excluded", async () => {
    const fleet = await bothSystems();
    const connection = connectionOf(fleet, patchOperatorRole());
    await assessed(connection);
    fleet.azure.faults.strike("patch fails", machineId("linux"), 1);
    const selection = { excludeKbsRequiringReboot: true, rebootSetting: "Never" };
    const plan = await planInstallation(
      { connection },
      { selection: { ...selection, classifications: ["Security", "Critical", "Updates"] } },
    );
    const report = await installPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        [
          "linux",
          "failed",
          "1 installed, 1 failed; a restart is still needed. PACKAGE_MANAGER_FAILURE: Failed to install openssl 3.0.2-0.321. Read the extension's log in the machine, and try to update it there.",
        ],
        ["windows", "succeeded", "1 installed; no restart needed"],
      ],
    );
  });

  it("follows an installation that is under way and does not begin another", async () => {
    const fleet = await bothSystems();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    const plan = await planInstallation({ connection }, { scope: { names: ["linux"] } });
    await fleet.owner.send("POST", `${machineId("linux")}/installPatches?api-version=2024-11-01`, {
      rebootSetting: "Never",
      linuxParameters: { classificationsToInclude: ["Security"] },
    });
    const report = await installPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [["succeeded", "1 installed; it was under way already"]],
    );
    assert.equal(sent("/installPatches?"), 0);
  });

  it("patches machines of one availability set one after the other, and others beside them", async () => {
    const fleet = await fleetOf({ alone: {} });
    const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
    await compute(fleet.owner, "PUT", set, {
      location: "westeurope",
      sku: { name: "Aligned" },
      properties: { platformFaultDomainCount: 2, platformUpdateDomainCount: 3 },
    });
    await addMachines(fleet, {
      set1: { properties: { availabilitySet: { id: set } } },
      set2: { properties: { availabilitySet: { id: set } } },
      set3: { properties: { availabilitySet: { id: set } } },
    });
    await fleet.owner.wait(600);
    const connection = connectionOf(fleet, patchOperatorRole());
    const plan = await planInstallation({ connection });
    assert.equal(
      plan.notes.at(-1),
      "Machines of several update domains of an availability set, of several zones of a region, and of paired regions are not patched at the same time.",
    );
    const events: string[] = [];
    const report = await installPatches(
      {
        connection,
        onProgress: (event) => {
          if (event.kind === "step") {
            events.push(`${event.name} ${event.state}`);
          }
        },
      },
      plan,
    );
    assert.equal(report.succeeded, 4);
    const ofSet = events.filter((event) => event.startsWith("set"));
    assert.deepEqual(
      ofSet,
      ["set1", "set2", "set3"].flatMap((name) => [`${name} running`, `${name} succeeded`]),
    );
    assert.deepEqual(events.slice(0, 2), ["alone running", "set1 running"]);
  });

  it("begins nothing twice, after whichever request it was ended", async () => {
    for (let last = 1; ; last++) {
      const fleet = await bothSystems();
      const watch = watched(connectionOf(fleet, patchOperatorRole()));
      const { connection } = watch;
      await assessed(connection);
      const plan = await planInstallation({ connection });
      const signal = watch.endAfter(last);
      const first = await installPatches({ connection, signal }, plan);
      await installPatches({ connection }, await planInstallation({ connection }));
      assert.equal(watch.sent("/installPatches?"), 2, `ended after request ${last}`);
      const left = await planInstallation({ connection });
      assert.deepEqual(left.changes, [], `ended after request ${last}`);
      if (!first.interrupted) {
        break;
      }
    }
  }).timeout(60_000);

  it("refuses everything that is wrong with the selection at once, before anything is asked", async () => {
    const fleet = await bothSystems();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    await assert.rejects(
      async () =>
        planInstallation(
          { connection },
          {
            scope: { names: [""] },
            selection: {
              classifications: ["Bugs"],
              rebootSetting: "Maybe",
              maximumDuration: "PT5H",
              kbNumbersToInclude: ["KBx"],
              packageNameMasksToExclude: ["a b"],
              maxPatchPublishDate: "soon",
            },
          },
        ),
      {
        message: [
          "The input has 7 problems:",
          "  - scope.names[0]: It is empty, and would let nothing through. Leave it out, or give a text. [EVG-SCOPE-010]",
          "  - rebootSetting: The reboot setting 'Maybe' is not valid. Use one of IfRequired, Never, Always. [EVG-INSTALL-001]",
          "  - maximumDuration: The maximum duration 'PT5H' is not valid. Use an ISO 8601 duration of at most 4 hours, for example 'PT2H'. [EVG-INSTALL-002]",
          "  - classifications: The classification 'Bugs' is one of neither system. Use some of Critical, Security, UpdateRollUp, FeaturePack, ServicePack, Definition, Tools, Updates, Other. [EVG-INSTALL-008]",
          '  - kbNumbersToInclude[0]: "KBx" is no KB number. Give it like "KB5044281" or "5044281". [EVG-MAINTENANCE-012]',
          "  - packageNameMasksToExclude[0]: 'a b' is no name of a package. Give a name or 'name_version' without spaces, with * for anything. [EVG-INSTALL-006]",
          "  - maxPatchPublishDate: 'soon' is no date. Give it like '2026-11-30' or '2026-11-30T12:00:00Z'. [EVG-INSTALL-005]",
        ].join("\n"),
      },
    );
    assert.equal(sent(""), 0);
  });

  it("refuses filters for a system of which there is no machine", async () => {
    const fleet = await bothSystems();
    const connection = connectionOf(fleet, patchOperatorRole());
    await assert.rejects(
      planInstallation(
        { connection },
        {
          scope: { names: ["linux"] },
          selection: { kbNumbersToInclude: ["KB5000321"], classifications: ["Tools"] },
        },
      ),
      {
        message: [
          "The selection has 2 problems:",
          "  - kbNumbersToInclude: kbNumbersToInclude is for Windows alone, and the machines run Linux. Leave it out, or choose machines with Windows. [EVG-INSTALL-007]",
          "  - classifications: classification Tools is for Windows alone, and the machines run Linux. Leave it out, or choose machines with Windows. [EVG-INSTALL-007]",
        ].join("\n"),
      },
    );
    const plan = await planInstallation(
      { connection },
      { selection: { kbNumbersToInclude: ["KB5000321"] } },
    );
    assert.deepEqual(
      plan.skipped.map(({ name, reason }) => [name, reason]),
      [["linux", "Nothing of what was asked for is for Linux."]],
    );
  });

  it("plans from a listing what can be read and not carried out, with what it holds of the patches", async () => {
    const fleet = await bothSystems();
    await assessed(connectionOf(fleet, patchOperatorRole()));
    await addMachines(fleet, { fresh: {} });
    const connection = connectionOf(fleet, "Reader");
    const planned = async (withPatches: boolean): Promise<unknown> => {
      const listing = await listFleet({ connection }, { withPatches });
      const plan = await planInstallation({ connection: connectionOf(fleet) }, { listing });
      assert.equal(
        plan.notes.at(-1),
        `Planned from a listing of ${utcMinute(listing.takenAt)}, which may be old: it can be read, not carried out.`,
      );
      return [
        plan.changes.map(({ name, change, reason }) => [name, change, reason]),
        plan.notes.at(-2),
      ];
    };
    const fresh = [
      "fresh",
      "Install what is asked for and missing; may restart",
      "Which patches are missing is not known: no assessment of the last 7 days is.",
    ];
    const at = "2026-11-01 08:20 UTC";
    assert.deepEqual(await planned(false), [
      [
        fresh,
        [
          "linux",
          "Install what is asked for and missing; may restart",
          `Its assessment at ${at} found 2 critical or security, 1 other missing; the listing does not name them.`,
        ],
        [
          "windows",
          "Install what is asked for and missing; may restart",
          `Its assessment at ${at} found 1 critical or security, 2 other missing; the listing does not name them.`,
        ],
      ],
      "The listing does not hold which patches are missing: `evergreen listing --patches` writes one that does.",
    ]);
    assert.deepEqual(await planned(true), [
      [
        fresh,
        [
          "linux",
          "Install 2 patches: linux-image-azure 5.15.0.321, openssl 3.0.2-0.321; may restart",
          `By its assessment at ${at}.`,
        ],
        [
          "windows",
          "Install 1 patch: 2026-10 Cumulative Update for Windows Server (KB5000321); may restart",
          `By its assessment at ${at}.`,
        ],
      ],
      "3 of 3 may restart, which ends what runs on them.",
    ]);
  });

  it("asks for the patches of the chosen machines alone", async () => {
    const fleet = await bothSystems();
    const { connection, bodies } = watched(connectionOf(fleet, patchOperatorRole()));
    await planInstallation({ connection }, { scope: { names: ["linux"] } });
    const asked = bodies("ResourceGraph").filter((body) => body.includes("/softwarepatches"));
    assert.equal(asked.length, 1);
    assert.ok(asked[0]?.includes(machineId("linux")));
    assert.ok(!asked[0]?.includes(machineId("windows")));
  });
});
