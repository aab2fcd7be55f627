import assert from "node:assert/strict";
import {
  eventSubscriptionNameFindings,
  systemTopicNameFindings,
  timeToLiveFindings,
  webhookAddressFindings,
} from "../../src/azure/event-grid";
import { describeFinding, type Finding } from "../../src/azure/finding";

const told = (findings: readonly Finding[]): string[] => findings.map(describeFinding);

describe("what Event Grid takes", () => {
  it("are names of letters, digits and hyphens", () => {
    assert.deepEqual(told(systemTopicNameFindings("a-1".padEnd(128, "b"), "topic")), []);
    assert.deepEqual(told(systemTopicNameFindings("a_b", "topic")), [
      'topic: "a_b" is no name of a system topic: those have 3 to 128 letters, digits and hyphens. Give such a name. [EVG-EVENT-001]',
    ]);
    assert.deepEqual(told(eventSubscriptionNameFindings("pre-".padEnd(64, "b"), "key")), []);
    for (const name of ["ab", "pre.stop", "pre-".padEnd(65, "b")]) {
      assert.deepEqual(told(eventSubscriptionNameFindings(name, "key")), [
        `key: "${name}" is no name of an event subscription: those have 3 to 64 letters, digits and hyphens. Give such a name. [EVG-EVENT-002]`,
      ]);
    }
  });

  it("are https addresses, which are not repeated", () => {
    assert.deepEqual(webhookAddressFindings("https://example.com/hook?token=t", "uri"), []);
    for (const address of ["http://example.com?token=secret", "secret"]) {
      assert.deepEqual(told(webhookAddressFindings(address, "uri")), [
        "uri: It is no https address. Give the address of a webhook, such as one of an AutomationAccount's webhookUris. [EVG-EVENT-003]",
      ]);
    }
  });

  it("is a life of an event of a minute to a day", () => {
    assert.deepEqual(
      [1, 1440].flatMap((minutes) => timeToLiveFindings(minutes, "life")),
      [],
    );
    assert.deepEqual(
      told([0, 1441, 1.5].flatMap((minutes) => timeToLiveFindings(minutes, "life"))),
      [
        "life: 0 is no number of minutes from 1 to 1440. Give 1 to 1440 minutes. [EVG-EVENT-004]",
        "life: 1441 is no number of minutes from 1 to 1440. Give 1 to 1440 minutes. [EVG-EVENT-004]",
        "life: 1.5 is no number of minutes from 1 to 1440. Give 1 to 1440 minutes. [EVG-EVENT-004]",
      ],
    );
  });
});
