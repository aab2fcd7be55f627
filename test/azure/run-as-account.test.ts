import assert from "node:assert/strict";
import {
  missingRunAsPieces,
  runAsAccountPhase,
  runAsCertificateState,
  runAsEnd,
  type RunAsPieces,
} from "../../src/azure/run-as-account";

const endsAt = new Date("2023-08-31T00:00:00Z");
const certificate = { thumbprint: "AB01", endsAt };
const whole: RunAsPieces = {
  connection: { applicationId: "app", certificateThumbprint: "ab01" },
  certificate,
  application: {
    certificates: [{ thumbprint: "FF", endsAt: new Date("2022-01-01T00:00:00Z") }, certificate],
  },
  hasServicePrincipal: true,
};

describe("Run As accounts", () => {
  it("could be made until 1 April and renewed until 30 September 2023", () => {
    const phase = (at: string): string => runAsAccountPhase(new Date(at));
    assert.equal(phase("2023-03-31T23:59:59Z"), "supported");
    assert.equal(phase("2023-04-01T00:00:00Z"), "noNewAccounts");
    assert.equal(phase("2023-09-29T23:59:59Z"), "noNewAccounts");
    assert.equal(phase("2023-09-30T00:00:00Z"), "retired");
  });

  it("have a certificate that is told of two months before it ends", () => {
    const state = (at: string): string => runAsCertificateState(endsAt, new Date(at));
    // The 31st of June is the first of July.
    assert.equal(state("2023-06-30T23:59:59Z"), "valid");
    assert.equal(state("2023-07-01T00:00:00Z"), "expiring");
    assert.equal(state("2023-08-30T23:59:59Z"), "expiring");
    assert.equal(state("2023-08-31T00:00:00Z"), "expired");
  });

  it("sign in when nothing is missing, until the first of their two ends", () => {
    assert.deepEqual(missingRunAsPieces(whole), []);
    assert.deepEqual(runAsEnd(whole), endsAt);
    const earlier = new Date("2023-05-01T00:00:00Z");
    const application = { certificates: [{ thumbprint: "ab01", endsAt: earlier }] };
    assert.deepEqual(runAsEnd({ ...whole, application }), earlier);
    assert.equal(runAsEnd({ hasServicePrincipal: false }), undefined);
  });

  it("tell what is missing", () => {
    const rows: [Partial<RunAsPieces>, string[]][] = [
      [{ connection: undefined }, ["The connection asset AzureRunAsConnection is missing."]],
      [{ certificate: undefined }, ["The certificate asset AzureRunAsCertificate is missing."]],
      [
        { connection: { applicationId: "app", certificateThumbprint: "CC" } },
        ["The thumbprint is not identical between certificate and connection."],
      ],
      [{ application: undefined }, ["The application is missing in the directory."]],
      [{ application: { certificates: [] } }, ["The application does not have the certificate."]],
      [{ hasServicePrincipal: false }, ["The service principal is missing in the directory."]],
      [
        { application: undefined, hasServicePrincipal: false },
        [
          "The application is missing in the directory.",
          "The service principal is missing in the directory.",
        ],
      ],
    ];
    for (const [change, expected] of rows) {
      assert.deepEqual(missingRunAsPieces({ ...whole, ...change }), expected);
    }
  });
});
