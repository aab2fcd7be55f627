import assert from "node:assert/strict";
import type { Caller } from "../caller";
import { autoUpdate, done, mapping, vault } from "./replicated-estate";
import { until, withRunAs } from "./run-as-estate";

/** Ids of the mappings that the script of the documentation changes. It reads one page. */
async function selectedByScript(
  caller: Caller,
  version: string,
  automationAccountArmId: string,
): Promise<string[]> {
  const url = `${vault}/replicationProtectionContainerMappings?api-version=${version}`;
  const { body } = await caller.send("GET", url);
  const { value } = body as {
    value: {
      id: string;
      properties: {
        state: string;
        healthErrorDetails: unknown[];
        providerSpecificDetails: Record<string, string>;
      };
    }[];
  };
  const same = (left: string | undefined, right: string): boolean =>
    left?.toLowerCase() === right.toLowerCase();
  return value
    .filter(({ properties: { state, healthErrorDetails, providerSpecificDetails } }) => {
      const {
        instanceType,
        agentAutoUpdateStatus,
        automationAccountArmId: account,
      } = providerSpecificDetails;
      const enabled =
        same(agentAutoUpdateStatus, "Enabled") && same(account, automationAccountArmId);
      return (
        same(instanceType, "A2A") &&
        same(state, "Paired") &&
        !(enabled && healthErrorDetails.length === 0)
      );
    })
    .map(({ id }) => id);
}

describe("the selection of the documented script", () => {
  it("finds a mapping by its health, never by how it signs in", async () => {
    const { azure, owner } = await withRunAs("2023-05-01T08:00:00Z", "2023-05-20T00:00:00Z");
    const id = mapping.replace("/subscriptions/", "/Subscriptions/");
    const account = autoUpdate.automationAccountArmId;
    for (const version of ["2018-01-10", "2021-12-01", "2023-06-01"]) {
      assert.deepEqual(await selectedByScript(owner, version, account.toUpperCase()), []);
      assert.deepEqual(await selectedByScript(owner, version, `${account}2`), [id]);
    }
    await until(azure, owner, "2023-05-02T12:00:00Z");
    // A warning is enough: the certificate ends soon.
    assert.deepEqual(await selectedByScript(owner, "2018-01-10", account), [id]);
    await done(owner, "PATCH", mapping, {
      properties: {
        providerSpecificInput: { instanceType: "A2A", agentAutoUpdateStatus: "Disabled" },
      },
    });
    assert.deepEqual(await selectedByScript(owner, "2018-01-10", account), [id]);
  });
});
