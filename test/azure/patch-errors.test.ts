import assert from "node:assert/strict";
import { patchErrorsIn } from "../../src/azure/patch-errors";

const told = (value: unknown): string[] =>
  patchErrorsIn(value).map(({ cause, code, message }) => `${cause} ${code}: ${message}`);

describe("The errors of an assessment or installation", () => {
  it("are none of success, nothing and an empty text", () => {
    for (const value of [
      null,
      undefined,
      "",
      "null",
      { code: "Success", message: "", details: [] },
      '{"code":"0","message":"0 error/s reported.","details":[]}',
    ]) {
      assert.deepEqual(told(value), []);
    }
  });

  it("are those inside, else the one outside, also of JSON and plain text", () => {
    const inner = [
      { code: "PACKAGE_MANAGER_FAILURE", message: "Failed to fetch http://mirror/x" },
      { code: "OPERATION_FAILED", message: "Something else." },
    ];
    const expected = [
      "SourceUnreachable PACKAGE_MANAGER_FAILURE: Failed to fetch http://mirror/x",
      "Other OPERATION_FAILED: Something else.",
    ];
    assert.deepEqual(told({ code: "1", message: "2 errors", details: inner }), expected);
    assert.deepEqual(told(JSON.stringify({ code: "1", details: inner })), expected);
    assert.deepEqual(told({ code: "Failed", message: "It failed." }), ["Other Failed: It failed."]);
    assert.deepEqual(told("It failed."), ["Other : It failed."]);
  });

  for (const [cause, texts] of [
    [
      "SourceUnreachable",
      [
        "Exception from HRESULT: 0x8024402C",
        "Exception from HRESULT: 0x8024401C",
        "Exception from HRESULT: 0x8024402F",
        "Exception from HRESULT: 0x80072EE2",
        "Temporary failure resolving 'azure.archive.ubuntu.com'",
        "Could not connect to mirror:80",
        "Cannot find a valid baseurl for repo: base/7/x86_64",
        "Failed to download metadata for repo 'rhui'",
        "Curl error (6): Couldn't resolve host name",
        "Timeout exceeded when accessing 'https://updates.suse.com'.",
      ],
    ],
    [
      "WindowsUpdateDisabled",
      ["Exception from HRESULT: 0x8024002E", "Exception from HRESULT: 0x80070422"],
    ],
    ["Other", ["Exception from HRESULT: 0x80070005", "dpkg was interrupted"]],
  ] as const) {
    it(`tell ${cause}`, () => {
      for (const message of texts) {
        assert.deepEqual(told({ code: "Failed", message }), [`${cause} Failed: ${message}`]);
      }
    });
  }

  it("tell of patches for subscribers", () => {
    const [error] = patchErrorsIn({ code: "UA_ESM_REQUIRED", message: "3 patches." });
    assert.deepEqual(
      [error?.cause, error?.fix],
      ["SubscriptionNeeded", "Attach the machine to Ubuntu Pro, or upgrade its release."],
    );
  });
});
