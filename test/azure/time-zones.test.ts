import assert from "node:assert/strict";
import fc from "fast-check";
import catalogue from "../../src/azure/data/time-zones.json";
import {
  ianaToWindows,
  sameTimeZone,
  timeZoneFindings,
  windowsTimeZoneFindings,
  windowsToIana,
} from "../../src/azure/time-zones";

const windowsIds = [...Object.keys(catalogue.windows), ...catalogue.windowsOnly];
const mappedNames = Object.values(catalogue.windows).flatMap((names) => names.split(" "));

describe("time zones: translating", () => {
  it("translates both ways", () => {
    assert.equal(ianaToWindows("Europe/Stockholm"), "W. Europe Standard Time");
    assert.equal(windowsToIana("W. Europe Standard Time"), "Europe/Berlin");
    assert.equal(ianaToWindows("America/Phoenix"), "US Mountain Standard Time");
    assert.equal(ianaToWindows("UTC"), "UTC");
    assert.equal(windowsToIana("UTC"), "Etc/UTC");
    assert.equal(ianaToWindows("Etc/GMT+12"), "Dateline Standard Time");
  });

  it("knows older names of a zone", () => {
    for (const name of ["Asia/Kolkata", "Asia/Calcutta"]) {
      assert.equal(ianaToWindows(name), "India Standard Time");
    }
    assert.equal(windowsToIana("India Standard Time"), "Asia/Kolkata");
    assert.equal(ianaToWindows("Europe/Kiev"), ianaToWindows("Europe/Kyiv"));
  });

  it("says when there is no translation", () => {
    assert.equal(windowsToIana("Kamchatka Standard Time"), undefined);
    assert.equal(ianaToWindows("Antarctica/Troll"), undefined);
    assert.equal(ianaToWindows("Mars/Olympus"), undefined);
    assert.equal(windowsToIana("constructor"), undefined);
  });

  it("has the Windows list in full", () => {
    assert.equal(windowsIds.length, 141);
    assert.equal(new Set(mappedNames).size, mappedNames.length);
  });

  it("comes back to the Windows id that it started from", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(catalogue.windows)), (id) => {
        const name = windowsToIana(id) ?? "";
        assert.equal(ianaToWindows(name), id);
        assert.equal(sameTimeZone(id, name), true);
        assert.deepEqual(windowsTimeZoneFindings(id, ""), []);
        assert.deepEqual(timeZoneFindings(id, ""), []);
      }),
    );
  });

  it("gives a place the offset that its zone's usual place has", () => {
    const offset = (timeZone: string) =>
      new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
        .formatToParts(new Date("2026-01-15T12:00:00Z"))
        .find(({ type }) => type === "timeZoneName")?.value;
    for (const name of ["Europe/Stockholm", "Europe/Oslo", "America/Toronto", "Asia/Dubai"]) {
      assert.equal(offset(windowsToIana(ianaToWindows(name) ?? "") ?? ""), offset(name), name);
    }
  });
});

describe("time zones: comparing", () => {
  it("sees one zone in two notations", () => {
    assert.equal(sameTimeZone("W. Europe Standard Time", "Europe/Stockholm"), true);
    assert.equal(sameTimeZone("Europe/Berlin", "Europe/Stockholm"), true);
    assert.equal(sameTimeZone("UTC", "Etc/UTC"), true);
    assert.equal(sameTimeZone("Europe/Stockholm", "Europe/Helsinki"), false);
    assert.equal(sameTimeZone("UTC", "GMT Standard Time"), false);
    assert.equal(sameTimeZone("Nowhere", "Nowhere"), true);
    assert.equal(sameTimeZone("Nowhere", "UTC"), false);
  });

  it("is an equivalence", () => {
    const zone = fc.constantFrom(...windowsIds, ...mappedNames, "Nowhere", "Antarctica/Troll");
    fc.assert(
      fc.property(zone, zone, zone, (a, b, c) => {
        assert.equal(sameTimeZone(a, a), true);
        assert.equal(sameTimeZone(a, b), sameTimeZone(b, a));
        assert.equal(sameTimeZone(a, b) && sameTimeZone(b, c) && !sameTimeZone(a, c), false);
      }),
    );
  });
});

describe("time zones: refusals", () => {
  it("refuses an IANA name where Azure takes a Windows id, with the translation", () => {
    assert.deepEqual(windowsTimeZoneFindings("Europe/Stockholm", "timeZone"), [
      {
        ruleId: "EVG-TIME-001",
        severity: "error",
        propertyPath: "timeZone",
        message: '"Europe/Stockholm" is an IANA time zone; Azure takes a Windows time zone here.',
        fix: 'Give "W. Europe Standard Time".',
      },
    ]);
  });

  it("refuses what is no Windows id, also in another case, with the nearest", () => {
    assert.deepEqual(windowsTimeZoneFindings("w. europe standard time", "timeZone"), [
      {
        ruleId: "EVG-TIME-001",
        severity: "error",
        propertyPath: "timeZone",
        message: '"w. europe standard time" is not a Windows time zone.',
        fix: 'Did you mean "W. Europe Standard Time" or "E. Europe Standard Time"?',
      },
    ]);
    assert.deepEqual(
      windowsTimeZoneFindings("W. Europe Daylight Time", "timeZone").map(({ ruleId }) => ruleId),
      ["EVG-TIME-001"],
    );
    assert.deepEqual(windowsTimeZoneFindings("UTC", "timeZone"), []);
  });

  it("refuses what is a zone in neither notation", () => {
    assert.deepEqual(timeZoneFindings("Europe/Stockholm", "schedule.timeZone"), []);
    assert.deepEqual(timeZoneFindings("W. Europe Standard Time", "schedule.timeZone"), []);
    assert.deepEqual(timeZoneFindings("Europe/Stokholm", "schedule.timeZone"), [
      {
        ruleId: "EVG-TIME-002",
        severity: "error",
        propertyPath: "schedule.timeZone",
        message: '"Europe/Stokholm" is neither a Windows time zone nor an IANA one.',
        fix: 'Did you mean "Europe/Stockholm"?',
      },
    ]);
  });
});
