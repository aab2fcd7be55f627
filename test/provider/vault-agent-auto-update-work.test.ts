import assert from "node:assert/strict";
import type { ArmRequest, ArmResponse, ArmTransport } from "../../src/arm/transport";
import type { Properties } from "../../src/plugin/handlers";
import type { RoleTemplate } from "../../src/azure/roles";
import {
  account,
  group,
  mapping,
  northContainer,
  policy,
  vault,
  westContainer,
} from "../simulator/site-recovery/replicated-estate";
import { Deployment, halfMade } from "./harness";
import {
  back,
  deploymentIn,
  detailsOf,
  mappingType,
  mappingWrites,
  places,
  prepared,
  refusal,
  wanted,
  withTwoMappings,
  type Estate,
} from "./vault-mappings-estate";

const type = "VaultAgentAutoUpdate";
const mappingToken = "ReplicationProtectionContainerMapping";
const off = { agentAutoUpdateStatus: "Disabled" };
const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};
const vaultUrn = `urn:pulumi:dev::test::azure-evergreen:index:${type}::it`;
const mappingUrn = `urn:pulumi:dev::test::azure-evergreen:index:${mappingToken}::it`;
const declaredMapping = {
  protectionContainerId: westContainer,
  targetProtectionContainerId: northContainer,
  policyId: policy,
  mappingName: "mapping1",
};

/** Answers some requests in Azure's stead: those for which `answer` has an answer. */
function answering(
  { azure, owner }: Estate,
  answer: (request: ArmRequest) => Partial<ArmResponse> | undefined,
): ArmTransport {
  const { transport } = azure.connect(owner);
  return {
    send: (request, signal) => {
      const given = answer(request);
      return given === undefined
        ? transport.send(request, signal)
        : Promise.resolve({ status: 200, headers: {}, body: undefined, ...given });
    },
    wait: (milliseconds, signal) => transport.wait(milliseconds, signal),
  };
}

function isPatchOf(id: string, { method, url }: ArmRequest): boolean {
  return method === "PATCH" && url.toLowerCase().includes(`${id.toLowerCase()}?`);
}

function error(status: number, code: string, message: string): Partial<ArmResponse> {
  return { status, body: { error: { code, message } } };
}

function patchUrl(id: string): string {
  return `PATCH ${id.replace("/sub", "/Sub")}?api-version=2024-04-01`;
}

describe("the work of VaultAgentAutoUpdate", () => {
  it("goes on when a mapping fails, keeps what is done with the reason, and does the rest the next time", async () => {
    const estate = await withTwoMappings();
    const failing = new Deployment(
      answering(estate, (request) =>
        isPatchOf(back, request)
          ? error(400, "BadRequest", "The account is not ready.")
          : undefined,
      ),
    );
    const kept = await halfMade(failing.create(type, wanted));
    assert.deepEqual(kept.reasons, [
      `Agent auto-update of the vault "${vault}" is not set on 1 of 2 mappings. The next deployment goes on with them.`,
      `Mapping "${places[0]}": ${patchUrl(back)} answered 400 BadRequest: The account is not ready.`,
    ]);
    assert.equal(kept.id, vault);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, off]);
    const statuses = Object.values(kept.outputs.mappings as Record<string, Properties>);
    assert.deepEqual(
      statuses.map(({ status }) => status),
      ["Disabled", "Enabled"],
    );

    const writes = mappingWrites(estate);
    const next = deploymentIn(estate);
    const { outputs } = await next.update(type, vault, kept.inputs, wanted);
    assert.deepEqual(outputs, kept.inputs);
    assert.equal(mappingWrites(estate), writes + 1);
  });

  it("names every mapping that fails, and keeps nothing when Azure accepted nothing", async () => {
    const estate = await withTwoMappings();
    const failing = new Deployment(
      answering(estate, ({ method }) =>
        method === "PATCH" ? error(400, "BadRequest", "Not now.") : undefined,
      ),
    );
    assert.equal(
      await refusal(failing.create(type, wanted)),
      [
        `Agent auto-update of the vault "${vault}" is not set on 2 of 2 mappings. The next deployment goes on with them.`,
        `  - Mapping "${places[0]}": ${patchUrl(back)} answered 400 BadRequest: Not now.`,
        `  - Mapping "${places[1]}": ${patchUrl(mapping)} answered 400 BadRequest: Not now.`,
      ].join("\n"),
    );
  });

  it("keeps what Azure accepted and did not carry out", async () => {
    const estate = await withTwoMappings();
    let accepted = "";
    const failing = new Deployment(
      answering(estate, (request) => {
        if (isPatchOf(back, request)) {
          accepted = "https://azure.test/replicationOperationStatus/1";
          return { status: 202, headers: { "azure-asyncoperation": accepted } };
        }
        return request.url === accepted
          ? { body: { status: "Failed", error: { code: "78007", message: "The job failed." } } }
          : undefined;
      }),
    );
    const kept = await halfMade(failing.create(type, wanted));
    assert.deepEqual(kept.reasons.slice(1), [
      `Mapping "${places[0]}": ${patchUrl(back)} was accepted but ended as Failed: 78007: The job failed.`,
    ]);
  });

  it("waits for a mapping that other work holds, and for one that Azure is still pairing", async () => {
    const estate = await withTwoMappings();
    let refusals = 0;
    const deployment = new Deployment(
      answering(estate, (request) =>
        isPatchOf(back, request) && refusals++ < 5
          ? error(409, "Conflict", "Another job is at work on the mapping.")
          : undefined,
      ),
    );
    const { azure } = estate;
    const [stored] = azure.estate.ofType(mappingType).filter(({ name }) => name === "mapping1");
    assert.ok(stored);
    azure.estate.put({
      ...stored,
      properties: { ...(stored.properties as object), state: "Pairing" },
    });
    const work = deployment.create(type, wanted);
    const paired = setInterval(() => {
      azure.estate.put(stored);
      clearInterval(paired);
    }, 0);
    await work;
    assert.equal(refusals, 6);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);
  });

  it("gives up on a mapping that stays held, and does the others", async () => {
    const estate = await withTwoMappings();
    const held = new Deployment(
      answering(estate, (request) =>
        isPatchOf(back, request) ? error(409, "Conflict", "A job is at work.") : undefined,
      ),
    );
    const kept = await halfMade(held.create(type, wanted));
    assert.equal(
      kept.reasons[1],
      `Mapping "${places[0]}": ${patchUrl(back)} answered 409 Conflict: A job is at work.`,
    );
    assert.deepEqual(await detailsOf(estate, mapping), on);
  });

  it("is content with a mapping that goes meanwhile", async () => {
    const estate = await withTwoMappings();
    const deployment = new Deployment(
      answering(estate, (request) => {
        if (isPatchOf(back, request)) {
          estate.azure.estate.delete(back);
        }
        return undefined;
      }),
    );
    const { outputs } = await deployment.create(type, wanted);
    assert.deepEqual(Object.keys(outputs.mappings as object), [places[1]]);
  });

  it("stops at a cancel, and the next deployment goes on", async () => {
    const estate = await withTwoMappings();
    const { transport } = estate.azure.connect(estate.owner);
    const cancelled: Deployment = new Deployment({
      send: (request, signal) => transport.send(request, signal),
      wait: () => {
        cancelled.stop.abort(new Error("The deployment was cancelled."));
        return Promise.reject(cancelled.stop.signal.reason as Error);
      },
    });
    const kept = await halfMade(cancelled.create(type, wanted));
    assert.deepEqual(kept.reasons.slice(1), [
      `Mapping "${places[0]}": The deployment was cancelled.`,
      `Mapping "${places[1]}": The deployment was cancelled.`,
    ]);
    const next = deploymentIn(estate);
    const { outputs } = await next.update(type, vault, kept.inputs, wanted);
    assert.deepEqual(outputs, kept.inputs);
  });

  describe("with two owners", () => {
    it("of a mapping is refused, whichever is asked for first", async () => {
      const estate = await withTwoMappings();
      const text = `Agent auto-update of the mapping "${mapping}" would be set by two resources: ${mappingUrn} and ${vaultUrn}. Name the mapping in exceptMappingIds of the second, or take the first out of the program. [EVG-AGENT-001]`;
      const first = deploymentIn(estate);
      await first.checked(mappingToken, declaredMapping);
      assert.deepEqual((await first.check(type, wanted)).failures, [
        { property: "exceptMappingIds", reason: text },
      ]);
      const second = deploymentIn(estate);
      await second.checked(type, wanted);
      assert.deepEqual((await second.check(mappingToken, declaredMapping)).failures, [
        { property: "mappingName", reason: text },
      ]);
      const both = deploymentIn(estate);
      await both.checked(type, { ...wanted, exceptMappingIds: [mapping.toUpperCase()] });
      await both.checked(mappingToken, declaredMapping);
    });

    it("of a vault is refused, and one that took the vault over is not undone", async () => {
      const estate = await withTwoMappings();
      const deployment = deploymentIn(estate);
      await deployment.create(type, wanted);
      const context = deployment.context(type, "second");
      const { failures } = await deployment
        .handler(type)
        .check(
          { oldInputs: undefined, newInputs: wanted, randomSeed: new Uint8Array(32) },
          context,
        );
      assert.deepEqual(failures, [
        {
          property: "vaultId",
          reason: `Agent auto-update of the vault "${vault}" would be set by two resources: ${vaultUrn} and ${context.urn}. Declare it once. [EVG-AGENT-002]`,
        },
      ]);
      await deployment.delete(type, vault, { ...wanted, disableOnDelete: true }, "before");
      assert.equal(
        deployment.log.at(-1),
        `info: Agent auto-update of the vault "${vault}" is left in place: ${context.urn} took it over.`.replace(
          context.urn,
          vaultUrn,
        ),
      );
      assert.deepEqual(await detailsOf(estate, mapping), on);
    });
  });

  describe("at its end", () => {
    it("leaves the mappings as they are, and says so", async () => {
      const estate = await withTwoMappings();
      const inputs = await prepared(deploymentIn(estate), wanted);
      const deployment = deploymentIn(estate);
      await deployment.delete(type, vault, inputs);
      assert.deepEqual(deployment.log, [
        `info: Agent auto-update stays as it is on the mappings of the vault "${vault}", with the account that they name. Set disableOnDelete to true, and deploy that first, to switch it off with this.`,
      ]);
      assert.deepEqual(await detailsOf(estate, mapping), on);
    });

    it("switches them off when that was asked for, but for those of others", async () => {
      const estate = await withTwoMappings(on);
      const inputs = { ...wanted, disableOnDelete: true, exceptMappingIds: [back] };
      const kept = await prepared(deploymentIn(estate), inputs);
      const failing = new Deployment(
        answering(estate, (request) =>
          isPatchOf(mapping, request) ? error(400, "BadRequest", "Not now.") : undefined,
        ),
      );
      assert.match(
        await refusal(failing.delete(type, vault, kept)),
        /is not set on 1 of 1 mapping\./,
      );
      await deploymentIn(estate).delete(type, vault, kept);
      assert.deepEqual(
        [await detailsOf(estate, mapping), await detailsOf(estate, back)],
        [off, on],
      );
      await deploymentIn(estate).delete(type, `${vault}9`, kept);
    });
  });

  describe("with the smallest role", () => {
    const vaults = "Microsoft.RecoveryServices/vaults";
    const actions = [
      `${vaults}/read`,
      `${vaults}/replicationProtectionContainerMappings/read`,
      `${mappingType}/read`,
      `${mappingType}/write`,
      `${vaults}/replicationOperationStatus/read`,
      "Microsoft.Automation/automationAccounts/read",
    ];

    async function deployAs(allowed: readonly string[]): Promise<Deployment> {
      const { azure } = await withTwoMappings();
      const role: RoleTemplate = {
        roleName: "Setter",
        description: "Sets agent auto-update.",
        permission: { actions: [...allowed], notActions: [], dataActions: [], notDataActions: [] },
      };
      const setter = azure.createServicePrincipal("setter");
      azure.grant({ principalId: setter.objectId, scope: group, role });
      const deployment = new Deployment(azure.connect(setter).transport);
      await deployment.create(type, wanted);
      return deployment;
    }

    it("is done, and says that it cannot name the machines", async () => {
      const { log } = await deployAs(actions);
      assert.match(
        log[0] ?? "",
        /^info: The machines of the vault cannot be named: GET .* answered 403 AuthorizationFailed: .*'Microsoft\.RecoveryServices\/vaults\/replicationProtectedItems\/read'/,
      );
      assert.match(log[1] ?? "", /mapping1, before Disabled: machines that are not known$/);
    });

    it("names the action that is missing, whichever it is", async () => {
      for (const action of actions) {
        const rest = actions.filter((other) => other !== action);
        assert.ok((await refusal(deployAs(rest))).includes(`perform action '${action}'`), action);
      }
    });
  });
});
