import assert from "node:assert/strict";
import { certificateEnd, certificateFindings } from "../../src/azure/automation-certificate";
import {
  accountKeyFindings,
  connectionFindings,
  jobParameterFindings,
  missingKeyFindings,
} from "../../src/azure/automation-links";
import { automationNameFindings, repeatedNameFindings } from "../../src/azure/automation-names";
import {
  longestVariable,
  variableJson,
  variableValueFindings,
} from "../../src/azure/automation-variable";
import { webhookExpiryFindings } from "../../src/azure/automation-webhook";
import { describeFinding } from "../../src/azure/finding";

const now = new Date("2026-11-01T08:00:00Z");

/** A certificate in DER that ends in a hundred years. */
const certificate =
  "MIIBejCCAR+gAwIBAgIUFsd3Mb/R2kiXJjpbAkrCzD2s+fUwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGZmxlZXQxMCAXDTI2MTEyNjEyMjYwMFoYDzIxMjYxMTAyMTIyNjAwWjARMQ8wDQYDVQQDDAZmbGVldDEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfWahxrdsO77seEz/FvTfgXDY3sd3F2RoUxA0r5BA1GgBXdw4wwCssiQxqFBcIDdAtKF4oTw/i39bm1TJLp/AUo1MwUTAdBgNVHQ4EFgQU6sS+yjKMmnYMmyElVNY7bOwDkwkwHwYDVR0jBBgwFoAU6sS+yjKMmnYMmyElVNY7bOwDkwkwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA4TQKbEnonRVKMrVGmzX1tTsIfTnLTBgOI1ouJgMqoaICIQDsw53gncUdzEsN/o4Z6k9dkFUn1ET1b5uGHzC7OlhcYA==";

describe("rules on the names in an automation account", () => {
  it("take what Azure takes, by what is named", () => {
    for (const [kind, names] of Object.entries({
      runbook: ["Greet-All_2", "a"],
      schedule: ["every night", "1st"],
      module: ["Az.Accounts"],
      account: ["fleet-automation"],
      anything: ["//"],
    })) {
      assert.deepEqual(
        names.flatMap((name) => automationNameFindings(kind, name, "n")),
        [],
      );
    }
  });

  it("refuse what it does not", () => {
    const rows = [
      ["runbook", "1st"],
      ["runbook", "a".repeat(64)],
      ["schedule", "a/b"],
      ["variable", "ends with a space "],
      ["credential", ""],
      ["account", "short"],
    ];
    assert.deepEqual(
      rows.map(([kind = "", name = ""]) => automationNameFindings(kind, name, "n")[0]?.ruleId),
      rows.map(() => "EVG-AUTOMATION-007"),
    );
    assert.equal(
      automationNameFindings("schedule", "a/b", "n").map(describeFinding).join(),
      'n: "a/b" is not the name of a schedule. Give a name that is 1 to 128 characters, none of < > * % & : \\ ? . + / and no control characters, and does not end with a space. [EVG-AUTOMATION-007]',
    );
  });

  it("refuse a name that comes twice, in another case too", () => {
    const found = repeatedNameFindings({ one: "Greet", two: "greet", three: "part" }, (key) => key);
    assert.deepEqual(found.map(describeFinding), [
      'two: The name "greet" is that of "one" too. Give each a name of its own. [EVG-AUTOMATION-008]',
    ]);
  });
});

describe("the value of a variable", () => {
  it("is JSON in a text", () => {
    assert.equal(variableJson({ text: 'say "hi"' }), '"say \\"hi\\""');
    assert.equal(variableJson({ number: 1.5 }), "1.5");
    assert.equal(variableJson({ boolean: false }), "false");
    assert.equal(variableJson({ json: "null" }), "null");
    assert.equal(variableJson({ dateTime: "1970-01-01T00:00:01Z" }), '"\\/Date(1000)\\/"');
    assert.deepEqual(
      JSON.parse(variableJson({ dateTime: "1970-01-01T00:00:01Z" })),
      "/Date(1000)/",
    );
  });

  it("is refused when it is too long", () => {
    const text = "x".repeat(longestVariable - 2);
    assert.deepEqual(variableValueFindings({ text }, "v"), []);
    assert.deepEqual(variableValueFindings({ text: `${text}x` }, "v").map(describeFinding), [
      "v: The value has 1048577 characters as JSON; Azure takes 1048576. Keep it in a storage account, and its address in the variable. [EVG-VARIABLE-004]",
    ]);
  });
});

describe("rules on certificates", () => {
  it("take one that is valid, and one that cannot be read without its password", () => {
    assert.deepEqual(certificateFindings(certificate, "c", now), []);
    assert.deepEqual(certificateFindings("MIIB", "c", now), []);
    assert.match(certificateEnd(certificate) ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(certificateEnd("MIIB"), undefined);
  });

  it("refuse one that has ended, and warn of one that ends soon", () => {
    const tell = (moment: string) =>
      certificateFindings(certificate, "c", new Date(moment)).map(
        ({ severity, message }) => `${severity}: ${message}`,
      );
    assert.match(tell("2126-12-31T00:00:00Z").join(), /^error: The certificate has ended on 2126-/);
    assert.match(
      tell("2126-10-31T00:00:00Z").join(),
      /^warning: The certificate ends on 2126-1\d-\d\d, in less than 30 days\.$/,
    );
  });
});

describe("rules on webhooks", () => {
  it("take ten years at most, and warn of what is over", () => {
    const tell = (expiry: string) => webhookExpiryFindings(expiry, "e", now).map(describeFinding);
    assert.deepEqual(tell("2036-11-01T08:00:00Z"), []);
    assert.deepEqual(tell("2036-11-01T08:00:01Z"), [
      "e: The webhook would expire on 2036-11-01T08:00:01Z; Azure lets one live 10 years. Give an earlier time. [EVG-WEBHOOK-002]",
    ]);
    assert.deepEqual(tell("soon"), [
      'e: "soon" is no date and time. Give it like "2027-06-30T00:00:00Z". [EVG-WEBHOOK-001]',
    ]);
    assert.deepEqual(tell("2026-11-01T08:00:00Z"), [
      "e: The webhook has expired on 2026-11-01T08:00:00Z, and Azure no longer starts anything by it. Give a later time: the webhook is then made anew, with another address. [EVG-WEBHOOK-003]",
    ]);
  });
});

describe("rules on what belongs together", () => {
  it("refuse too many parameters", () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`p${index}`, ""]));
    assert.deepEqual(jobParameterFindings(many, "p").map(describeFinding), [
      "p: A job takes at most 50 parameters, and 51 were given. Pass less, for example the name of a variable in which the rest is kept. [EVG-AUTOMATION-011]",
    ]);
    assert.deepEqual(jobParameterFindings({ one: "" }, "p"), []);
  });

  it("name the keys that are near", () => {
    assert.deepEqual(missingKeyFindings("greet", "runbooks", ["greet"], "k"), []);
    assert.deepEqual(missingKeyFindings("gret", "runbooks", [], "k").map(describeFinding), [
      'k: runbooks has no key "gret". Add it to runbooks. [EVG-AUTOMATION-009]',
    ]);
  });

  it("know how Azure writes its types of connections, and judge no foreign one", () => {
    assert.deepEqual(connectionFindings("azure", {}, "c").map(describeFinding), [
      'c.connectionType: "azure" is not how Azure writes that type. Give "Azure". [EVG-AUTOMATION-013]',
    ]);
    assert.deepEqual(connectionFindings("Contoso", {}, "c"), []);
  });

  it("take a key with its version and a user-assigned identity", () => {
    const good = { hasVersion: true, hasUserAssignedIdentity: true };
    assert.deepEqual(accountKeyFindings(good, "k"), []);
  });
});
