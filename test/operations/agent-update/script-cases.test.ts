import assert from "node:assert/strict";
import type { ArmRequest, ArmResponse } from "../../../src/arm/transport";
import {
  planAgentAutoUpdate,
  setAgentAutoUpdate,
  type AutoUpdateInput,
  type ChangeReport,
} from "../../../src/operations";
import {
  back,
  detailsOf,
  mappingType,
  mappingWrites,
  setting,
  withTwoMappings,
  type Estate,
} from "../../provider/vault-mappings-estate";
import { account, mapping, vault } from "../../simulator/site-recovery/replicated-estate";
import { answering, enabling, isPatchOf, manyMappings, reportCounts } from "./auto-update-estate";
import { documentedScript, type ScriptReport } from "./documented-script";

const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};
const runAs = { ...on, automationAccountAuthenticationType: "RunAsAccount" };
const disabling = { vaultIds: [vault], status: "Disabled" } as const;

type Answer = (request: ArmRequest) => Partial<ArmResponse> | undefined;

async function ours(
  estate: Estate,
  input: AutoUpdateInput = enabling,
  answer: Answer = () => undefined,
): Promise<ChangeReport> {
  const options = { connection: answering(estate, answer) };
  return setAgentAutoUpdate(options, await planAgentAutoUpdate(options, input));
}

function theirs(
  estate: Estate,
  action: "Enabled" | "Disabled" = "Enabled",
  answer: Answer = () => undefined,
): Promise<ScriptReport> {
  return documentedScript(answering(estate, answer), { action, accountId: account });
}

function change(estate: Estate, id: string, properties: object): void {
  const stored = estate.azure.estate.get(id);
  assert.ok(stored);
  const before = stored.properties as object;
  estate.azure.estate.put({ ...stored, properties: { ...before, ...properties } });
}

const done = { selected: 2, started: 2, succeeded: 2, failed: 0, timedOut: 0, underWay: 0 };

describe("the cases of the documented script", () => {
  const skipping: [string, object, string][] = [
    [
      "a mapping of another kind",
      { providerSpecificDetails: { instanceType: "VMwareCbt" } },
      "It is of type VMwareCbt, not A2A.",
    ],
    [
      "a mapping without details",
      { providerSpecificDetails: undefined },
      "The service sends no details of it.",
    ],
    [
      "a mapping that is not paired",
      { state: "PairingFailed" },
      "Its state is PairingFailed, not Paired.",
    ],
    [
      "a mapping that is enabled with the account, whatever the letters, and healthy",
      {
        providerSpecificDetails: {
          ...on,
          instanceType: "a2a",
          automationAccountArmId: account.toUpperCase(),
        },
      },
      "Agent auto-update is already enabled in this way and healthy.",
    ],
  ];
  for (const [what, properties, reason] of skipping) {
    it(`leave alone ${what}`, async () => {
      const estate = await withTwoMappings();
      change(estate, back, properties);
      const report = await ours(estate);
      assert.deepEqual(report.skipped, [
        { id: report.skipped[0]?.id, name: "vault1/north/container1/back", reason },
      ]);
      assert.deepEqual([report.selected, report.succeeded], [1, 1]);
    });
  }

  it("set a mapping that is enabled and not healthy once more", async () => {
    const estate = await withTwoMappings(on);
    change(estate, back, { healthErrorDetails: [{ errorMessage: "The runbook is gone." }] });
    const options = { connection: answering(estate, () => undefined) };
    const plan = await planAgentAutoUpdate(options, enabling);
    assert.deepEqual(
      plan.changes.map(({ name, reason }) => [name, reason]),
      [["vault1/north/container1/back", "It is not healthy: The runbook is gone."]],
    );
    assert.equal((await setAgentAutoUpdate(options, plan)).succeeded, 1);
  });

  it("do nothing when nothing is selected", async () => {
    const estate = await withTwoMappings(on);
    const { selected, started, howToGoOn } = await ours(estate);
    assert.deepEqual([selected, started, howToGoOn], [0, 0, []]);
  });

  for (const word of ["Succeeded", "PartiallySucceeded", "CompletedWithInformation"]) {
    it(`take ${word} for a success`, async () => {
      const estate = await withTwoMappings();
      const answer: Answer = ({ url }) =>
        url.includes("replicationOperationStatus") ? { body: { status: word } } : undefined;
      assert.deepEqual(reportCounts(await ours(estate, enabling, answer)), done);
    });
  }

  it("count a job that fails, with Azure's reason, and go on with the others", async () => {
    const estate = await withTwoMappings();
    const url = "https://azure.test/replicationOperationStatus/1";
    const error = { code: "78007", message: "The job failed." };
    const report = await ours(estate, enabling, (request) => {
      if (isPatchOf(back, request)) {
        return { status: 202, headers: { "azure-asyncoperation": url } };
      }
      return request.url === url ? { body: { status: "Failed", error } } : undefined;
    });
    assert.deepEqual(reportCounts(report), { ...done, succeeded: 1, failed: 1 });
    assert.match(report.outcomes[0]?.detail ?? "", /ended as Failed: 78007: The job failed\.$/);
    assert.deepEqual(await detailsOf(estate, mapping), on);
  });

  it("count a mapping whose change is refused, and go on with the others", async () => {
    const estate = await withTwoMappings();
    const report = await ours(estate, enabling, (request) =>
      isPatchOf(back, request)
        ? { status: 400, body: { error: { code: "BadRequest", message: "Not now." } } }
        : undefined,
    );
    assert.deepEqual(reportCounts(report), { ...done, succeeded: 1, failed: 1 });
    assert.match(report.outcomes[0]?.detail ?? "", /answered 400 BadRequest: Not now\.$/);
  });

  it("keep a job under way whose poll fails", async () => {
    const estate = await withTwoMappings();
    estate.azure.faults.http.strike(
      { kind: "error", status: 500 },
      { path: "replicationOperationStatus", times: 20 },
    );
    assert.deepEqual(reportCounts(await ours(estate)), done);
  });

  it("count what does not end in time", async () => {
    const estate = await withTwoMappings();
    estate.azure.faults.strike("operation never ends", back);
    const report = await ours(estate);
    assert.deepEqual(reportCounts(report), { ...done, succeeded: 1, timedOut: 1 });
    assert.deepEqual(report.howToGoOn, [
      "Azure goes on with vault1/north/container1/back. Run the same command again: it waits for what is under way and begins nothing twice.",
    ]);
  });
});

describe("the defects of the documented script", () => {
  it("it reads one page; all pages are read here", async () => {
    const estate = await manyMappings(130);
    assert.equal((await theirs(estate)).selected.length, 100);
    const left = estate.azure.estate
      .ofType(mappingType)
      .filter(({ properties }) => JSON.stringify(properties).includes('"Disabled"'));
    assert.equal(left.length, 30);
    const report = await ours(estate);
    assert.deepEqual([report.selected, report.succeeded], [130, 130]);
  });

  it("it never compares how the account signs in; a healthy Run As account is left here", async () => {
    const estate = await withTwoMappings(runAs);
    assert.deepEqual((await theirs(estate)).selected, []);
    assert.deepEqual(reportCounts(await ours(estate)), done);
    assert.deepEqual(await detailsOf(estate, mapping), on);
  });

  it("it does not send how the account signs in, which makes it a Run As account", async () => {
    const estate = await withTwoMappings();
    assert.equal((await theirs(estate)).succeeded, 2);
    assert.deepEqual(await detailsOf(estate, mapping), runAs);
    assert.deepEqual(reportCounts(await ours(estate)), done);
    assert.deepEqual(await detailsOf(estate, mapping), on);
  });

  it("it polls an empty address until its time is over when the work is done at once", async () => {
    const atOnce: Answer = ({ method }) =>
      method === "PATCH" ? { status: 200, body: { properties: {} } } : undefined;
    const estate = await withTwoMappings();
    const { succeeded, timedOut } = await theirs(estate, "Enabled", atOnce);
    assert.deepEqual([succeeded, timedOut], [0, 2]);
    assert.deepEqual(reportCounts(await ours(estate, enabling, atOnce)), done);
  });

  it("it switches off what is off already", async () => {
    const estate = await withTwoMappings();
    const before = mappingWrites(estate);
    assert.equal((await theirs(estate, "Disabled")).selected.length, 2);
    assert.equal(mappingWrites(estate), before + 2);
    assert.equal((await ours(estate, disabling)).selected, 0);
    assert.equal(mappingWrites(estate), before + 2);
  });

  it("it gives up after four tries in six seconds, whatever Azure asks for", async () => {
    const busy = (): Answer => {
      let tries = 0;
      return (request) =>
        isPatchOf(back, request) && tries++ < 5
          ? { status: 429, headers: { "retry-after": "60" }, body: {} }
          : undefined;
    };
    const estate = await withTwoMappings();
    assert.equal((await theirs(estate, "Enabled", busy())).failedToStart, 1);
    await setting(estate, mapping, { agentAutoUpdateStatus: "Disabled" });
    assert.deepEqual(reportCounts(await ours(estate, enabling, busy())), done);
  });

  it("it gives up on a mapping that another job holds", async () => {
    const held = (): Answer => {
      let tries = 0;
      return (request) =>
        isPatchOf(back, request) && tries++ < 8
          ? { status: 409, body: { error: { code: "Conflict", message: "A job is at work." } } }
          : undefined;
    };
    const estate = await withTwoMappings();
    assert.equal((await theirs(estate, "Enabled", held())).failedToStart, 1);
    await setting(estate, mapping, { agentAutoUpdateStatus: "Disabled" });
    assert.deepEqual(reportCounts(await ours(estate, enabling, held())), done);
  });

  it("it takes a job that has not begun for one that failed", async () => {
    const waiting = (): Answer => {
      let polls = 0;
      return ({ url }) =>
        url.includes("replicationOperationStatus") && polls++ < 2
          ? { body: { status: "NotStarted" } }
          : undefined;
    };
    const estate = await withTwoMappings();
    assert.equal((await theirs(estate, "Enabled", waiting())).failed, 2);
    await setting(estate, mapping, { agentAutoUpdateStatus: "Disabled" });
    await setting(estate, back, { agentAutoUpdateStatus: "Disabled" });
    assert.deepEqual(reportCounts(await ours(estate, enabling, waiting())), done);
  });
});
