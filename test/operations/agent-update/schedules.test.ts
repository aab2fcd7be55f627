import assert from "node:assert/strict";
import { asObject } from "../../../src/arm/errors";
import { agentUpdaterMinimalRole } from "../../../src/azure/roles";
import { agentUpdateSchedules, planScheduleTime, setScheduleTime } from "../../../src/operations";
import { scheduleTimeFindings } from "../../../src/operations/agent-update/schedule-change";
import { withTwoMappings } from "../../provider/vault-mappings-estate";
import {
  account,
  autoUpdate,
  vault,
  withMapping,
} from "../../simulator/site-recovery/replicated-estate";
import { optionsOf, problemsOf } from "./auto-update-estate";

const inVault = { vaultIds: [vault] };
const links = "Microsoft.Automation/automationAccounts/jobSchedules";

describe("the schedule of agent auto-update", () => {
  it("is shown with its time, its zone and the mappings that go by it", async () => {
    const estate = await withMapping();
    const { schedules, missing } = await agentUpdateSchedules(optionsOf(estate), inVault);
    assert.deepEqual(missing, []);
    assert.deepEqual(
      schedules.map(({ timeOfDay, timeZone, frequency, interval, isEnabled, mappings }) => ({
        timeOfDay,
        timeZone,
        frequency,
        interval,
        isEnabled,
        mappings,
      })),
      [
        {
          timeOfDay: "00:00",
          timeZone: "W. Europe Standard Time",
          frequency: "Day",
          interval: 1,
          isEnabled: true,
          mappings: ["west/container1/mapping1"],
        },
      ],
    );
  });

  it("gets another time and keeps its links; the second run changes nothing", async () => {
    const estate = await withMapping();
    const options = optionsOf(estate);
    const before = estate.azure.estate.ofType(links).map(({ id, properties }) => [id, properties]);
    assert.equal(before.length, 1);
    const input = { ...inVault, timeOfDay: "2:30" };
    const plan = await planScheduleTime(options, input);
    assert.deepEqual(
      plan.changes.map(({ change, reason }) => [change, reason]),
      [
        [
          "Start at 02:30 (W. Europe Standard Time)",
          "It starts at 00:00 (W. Europe Standard Time), for west/container1/mapping1.",
        ],
      ],
    );
    const report = await setScheduleTime(options, plan);
    assert.equal(report.succeeded, 1);
    const { schedules } = await agentUpdateSchedules(options, inVault);
    assert.deepEqual(
      schedules.map(({ timeOfDay, timeZone }) => [timeOfDay, timeZone]),
      [["02:30", "W. Europe Standard Time"]],
    );
    assert.deepEqual(
      estate.azure.estate.ofType(links).map(({ id, properties }) => [id, properties]),
      before,
    );
    const again = await planScheduleTime(options, input);
    assert.deepEqual(
      [again.changes, again.skipped.map(({ reason }) => reason)],
      [[], ["It starts at that time already."]],
    );
  });

  it("is planned with the machines whose agents are updated then, or says who may not be seen", async () => {
    const { azure, owner } = await withTwoMappings(autoUpdate);
    const input = { ...inVault, timeOfDay: "02:30" };
    const written = [
      "Azure changes a start only when the schedule is written whole: all else of it, and its links to runbooks, stay as they are.",
      "A mapping that is given another account gets a new schedule of Site Recovery's own time.",
    ];
    const options = { connection: azure.connect(owner) };
    assert.deepEqual((await planScheduleTime(options, input)).notes, [
      ...written,
      "Machines that replicate over each mapping:",
      "vault1/north/container1/back: none now.",
      "vault1/west/container1/mapping1: machine1.",
    ]);
    const operator = azure.createServicePrincipal("operator");
    azure.grant({ principalId: operator.objectId, scope: vault, role: agentUpdaterMinimalRole() });
    azure.grant({ principalId: operator.objectId, scope: account, role: "Reader" });
    const minimal = { connection: azure.connect(operator) };
    assert.deepEqual((await planScheduleTime(minimal, input)).notes, [
      ...written,
      `The machines of vault1 are not known. You lack the action Microsoft.RecoveryServices/vaults/replicationProtectedItems/read at ${vault}; the preset rolePresets.agentUpdater grants it.`,
    ]);
    const [first] = (await agentUpdateSchedules(options, inVault)).schedules;
    const half = await planScheduleTime(options, input);
    await setScheduleTime(options, { ...half, changes: half.changes.slice(0, 1) });
    assert.deepEqual(first?.mappings, ["north/container1/back"]);
    assert.deepEqual((await planScheduleTime(options, input)).notes.slice(2), [
      "Machines that replicate over each mapping:",
      "vault1/west/container1/mapping1: machine1.",
    ]);
  });

  it("gets another zone, and stays switched off where it was", async () => {
    const estate = await withMapping();
    const options = optionsOf(estate);
    const { azure, owner } = estate;
    const [schedule] = azure.estate.ofType("Microsoft.Automation/automationAccounts/schedules");
    await owner.send("PATCH", `${schedule?.id ?? ""}?api-version=2024-10-23`, {
      name: schedule?.name,
      properties: { isEnabled: false },
    });
    const input = { ...inVault, timeOfDay: "00:00", timeZone: "Europe/London" };
    const { outcomes } = await setScheduleTime(options, await planScheduleTime(options, input));
    assert.deepEqual(
      outcomes.map(({ detail }) => detail),
      ["It stays switched off, as it was."],
    );
    assert.deepEqual(
      (await planScheduleTime(options, input)).skipped.map(({ reason }) => reason),
      ["It starts at that time already, and is switched off."],
    );
    const { schedules } = await agentUpdateSchedules(options, inVault);
    assert.deepEqual(
      schedules.map(({ timeOfDay, timeZone, isEnabled }) => [timeOfDay, timeZone, isEnabled]),
      [["00:00", "Europe/London", false]],
    );
  });

  it("starts anew at its own time where its end is past, without that end", async () => {
    const estate = await withMapping();
    const options = optionsOf(estate);
    const { azure } = estate;
    const [schedule] = azure.estate.ofType("Microsoft.Automation/automationAccounts/schedules");
    assert.ok(schedule);
    const properties = asObject(schedule.properties);
    azure.estate.put({
      ...schedule,
      properties: { ...properties, expiryTime: "2026-11-10T00:00:00+00:00" },
    });
    azure.clock.advance(20 * 86_400_000);
    const input = { ...inVault, timeOfDay: "00:00" };
    const plan = await planScheduleTime(options, input);
    assert.deepEqual(
      plan.changes.map(({ change, reason }) => [change, reason]),
      [
        [
          "Start at 00:00 (W. Europe Standard Time)",
          "Its end is past; it started at 00:00 (W. Europe Standard Time), for west/container1/mapping1.",
        ],
      ],
    );
    await setScheduleTime(options, plan);
    const { schedules } = await agentUpdateSchedules(options, inVault);
    assert.deepEqual(
      schedules.map(({ nextRun }) => nextRun),
      ["2026-11-22T00:00:00+01:00"],
    );
    assert.deepEqual((await planScheduleTime(options, input)).changes, []);
  });

  it("is told as missing where somebody deleted it", async () => {
    const estate = await withMapping();
    const [schedule] = estate.azure.estate.ofType(
      "Microsoft.Automation/automationAccounts/schedules",
    );
    estate.azure.estate.delete(schedule?.id ?? "");
    const { schedules, missing } = await agentUpdateSchedules(optionsOf(estate), inVault);
    assert.deepEqual(
      [schedules, missing.map(({ mappings }) => mappings)],
      [[], [["west/container1/mapping1"]]],
    );
  });

  it("is refused where there is none, and for what is no time or zone", async () => {
    const estate = await withTwoMappings();
    assert.deepEqual(await problemsOf(agentUpdateSchedules(optionsOf(estate), inVault)), [
      "EVG-AGENT-020",
    ]);
    assert.deepEqual(
      scheduleTimeFindings({ timeOfDay: "24:00", timeZone: "Mars/Base" }).map(
        ({ ruleId, propertyPath }) => [ruleId, propertyPath],
      ),
      [
        ["EVG-SCHEDULE-009", "timeOfDay"],
        ["EVG-TIME-002", "timeZone"],
      ],
    );
  });

  it("needs what setting it needs of an account, and names what is missing", async () => {
    const { azure } = await withMapping(autoUpdate);
    const reader = azure.createServicePrincipal("reader");
    azure.grant({ principalId: reader.objectId, role: "Reader" });
    const options = { connection: azure.connect(reader) };
    const plan = await planScheduleTime(options, { ...inVault, timeOfDay: "03:00" });
    const { outcomes } = await setScheduleTime(options, plan);
    assert.match(
      outcomes[0]?.detail ?? "",
      /You lack the action Microsoft\.Automation\/automationAccounts\/schedules\/write/,
    );
  });
});
