import assert from "node:assert/strict";
import {
  connectionFieldProblems,
  globalConnectionTypes,
} from "../../src/azure/automation-connection-types";
import { jobCommands, jobParametersProblem, jobStates } from "../../src/azure/automation-limits";
import { systemRuntimeEnvironments, versionsOf } from "../../src/azure/automation-runtimes";

describe("what an automation account takes", () => {
  it("is so many job parameters of so many bytes", () => {
    const named = (count: number): Record<string, string> =>
      Object.fromEntries([...Array(count).keys()].map((n) => [`p${n}`, ""]));
    assert.equal(jobParametersProblem(named(50)), undefined);
    assert.equal(
      jobParametersProblem(named(51)),
      "A job takes at most 50 parameters, and 51 were given.",
    );
    assert.equal(jobParametersProblem({ a: "x".repeat(524_288 - 8) }), undefined);
    assert.equal(
      jobParametersProblem({ a: "x".repeat(524_288 - 7) }),
      "The parameters of a job are at most 524288 bytes, and these are 524289.",
    );
  });

  it("is a command in a state that a job can still leave", () => {
    for (const states of Object.values(jobCommands)) {
      for (const state of states) {
        assert.notEqual(jobStates[state], "ended", state);
      }
    }
  });

  it("is a connection with the fields of its type", () => {
    const fields = globalConnectionTypes.AzureServicePrincipal ?? {};
    const values = { applicationid: "a", TenantId: "t", SubscriptionId: "s", Odd: "o" };
    assert.deepEqual(connectionFieldProblems(fields, values), {
      missing: ["CertificateThumbprint"],
      unknown: ["Odd"],
    });
    const optional = { note: { type: "string", isOptional: true } };
    assert.deepEqual(connectionFieldProblems(optional, {}), { missing: [], unknown: [] });
  });

  it("has the system's runtime environments in versions that there are", () => {
    for (const { language, version } of Object.values(systemRuntimeEnvironments)) {
      assert.ok(versionsOf(language).includes(version));
    }
  });
});
