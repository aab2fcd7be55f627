import assert from "node:assert/strict";
import { localMinute, offsetDateTime, utcMinute } from "../../src/azure/local-time";

describe("times as people are told them", () => {
  it("end at the minute, with their zone", () => {
    assert.equal(utcMinute("2026-11-02T21:00:59.1234567Z"), "2026-11-02 21:00 UTC");
    const moment = new Date("2026-11-02T21:00:59Z");
    assert.equal(
      localMinute(offsetDateTime(moment, "Europe/Berlin"), "W. Europe Standard Time"),
      "2026-11-02 22:00 W. Europe Standard Time",
    );
  });
});
