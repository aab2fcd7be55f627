import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import {
  FakeAzure,
  accountId,
  containerId,
  enabled,
  machine,
  mappingBody,
  mappingId,
  policyId,
  refusal,
  targetId,
  vaultId,
} from "./fake-azure";
import { Deployment, halfMade } from "./harness";

const type = "ReplicationProtectionContainerMapping";
const place = {
  protectionContainerId: containerId,
  targetProtectionContainerId: targetId,
  policyId,
  mappingName: "there",
};
const enable = { status: "Enabled", automationAccountId: accountId };
const enabledBlock = { ...enable, authenticationType: "SystemAssignedIdentity" };
const disabledBlock = { status: "Disabled", authenticationType: "SystemAssignedIdentity" };
const backId = `${targetId}/replicationProtectionContainerMappings/back`;
const mapping =
  "V/replicationFabrics/west/replicationProtectionContainers/source/replicationProtectionContainerMappings/there";
const looks = [
  "GET V/replicationProtectionContainerMappings",
  "GET Microsoft.Automation/automationAccounts/updater",
  "GET V",
];

/** A vault and an account that agent auto-update can use. */
function readyAzure(): FakeAzure {
  return new FakeAzure()
    .hold(vaultId, { properties: { privateEndpointConnections: [] } })
    .hold(accountId, { identity: { type: "SystemAssigned, UserAssigned" } });
}

const told = {
  state: "Paired",
  health: "Normal",
  scheduleName: "there_schedule",
  jobScheduleName: "job-schedule",
};

describe("ReplicationProtectionContainerMapping", () => {
  describe("check", () => {
    it("fills in that agents are not updated, and how Site Recovery would sign in", async () => {
      const azure = new FakeAzure();
      const { inputs, failures } = await new Deployment(azure).check(type, place);
      assert.deepEqual(failures, []);
      assert.deepEqual(inputs, { ...place, agentAutoUpdate: disabledBlock });
      assert.deepEqual(azure.lines(), []);
    });

    it("looks at the vault's mappings, the account and the vault before it agrees", async () => {
      const azure = readyAzure();
      const deployment = new Deployment(azure);
      const answer = await deployment.check(type, { ...place, agentAutoUpdate: enable });
      assert.deepEqual(answer, {
        inputs: { ...place, agentAutoUpdate: enabledBlock },
        failures: [],
      });
      assert.deepEqual(azure.lines(), looks);
      assert.deepEqual(deployment.log, []);
    });

    it("looks no further when nothing is new since the last deployment", async () => {
      const azure = new FakeAzure();
      const inputs = { ...place, agentAutoUpdate: enabledBlock };
      const answer = await new Deployment(azure).check(
        type,
        { ...place, agentAutoUpdate: enable },
        inputs,
      );
      assert.deepEqual(answer, { inputs, failures: [] });
      assert.deepEqual(azure.lines(), []);
    });

    it("refuses every broken rule of agent auto-update at once", async () => {
      const other = `${accountId}-2`;
      const azure = new FakeAzure()
        .hold(vaultId, { properties: { privateEndpointConnections: [{}, {}] } })
        .hold(accountId, { identity: { type: "UserAssigned" } })
        .hold(backId, mappingBody({ ...enabled, automationAccountArmId: other }));
      const { failures } = await new Deployment(azure).check(type, {
        ...place,
        agentAutoUpdate: enable,
      });
      assert.deepEqual(failures, [
        {
          reason: `agentAutoUpdate.automationAccountId: The vault "${vaultId}" already updates agents with "${other}", and a vault takes one automation account, not also "${accountId}". The mapping "${backId}" has it. Use "${other}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
        },
        {
          reason: `agentAutoUpdate.automationAccountId: The automation account "${accountId}" has only user-assigned identities, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
        },
        {
          reason: `agentAutoUpdate.status: The vault "${vaultId}" has 2 private endpoints, with which agent auto-update does not work. Leave agent updates manual, or use a vault without private endpoints. [EVG-ASR-009]`,
        },
      ]);
    });

    it("finds the other account on a later page, and ignores itself and what is disabled", async () => {
      const other = `${accountId}-2`;
      const list = `${vaultId}/replicationProtectionContainerMappings`;
      const page = (id: string, update: Properties) => ({ id, ...mappingBody(update) });
      const azure = readyAzure()
        .script("GET", list, {
          body: {
            value: [
              page(mappingId.toUpperCase().replace(/^\/SUBSCRIPTIONS/, "/Subscriptions"), {
                ...enabled,
                automationAccountArmId: other,
              }),
              page(`${backId}-2`, {
                agentAutoUpdateStatus: "Disabled",
                automationAccountArmId: other,
              }),
            ],
            nextLink: `https://azure.test${list}?skipToken=2`,
          },
        })
        .script("GET", list, {
          body: { value: [page(backId, { ...enabled, automationAccountArmId: other })] },
        });
      const { failures } = await new Deployment(azure).check(type, {
        ...place,
        agentAutoUpdate: enable,
      });
      assert.deepEqual(
        failures.map(({ reason }) => reason.includes(`The mapping "${backId}" has it.`)),
        [true],
      );
    });

    it("refuses an account of another subscription", async () => {
      const foreign = accountId.replace("0000000001", "0000000002");
      const azure = readyAzure().hold(foreign, { identity: { type: "SystemAssigned" } });
      const { failures } = await new Deployment(azure).check(type, {
        ...place,
        agentAutoUpdate: { status: "Enabled", automationAccountId: foreign },
      });
      assert.deepEqual(
        failures.map(({ reason }) => reason.endsWith("[EVG-AUTOMATION-001]")),
        [true],
      );
    });

    it("takes a Run As account only when it is named, with a dated warning", async () => {
      const azure = readyAzure().hold(accountId, {});
      const deployment = new Deployment(azure);
      const agentAutoUpdate = { ...enable, authenticationType: "RunAsAccount" };
      const answer = await deployment.check(type, { ...place, agentAutoUpdate });
      assert.deepEqual(answer, { inputs: { ...place, agentAutoUpdate }, failures: [] });
      assert.deepEqual(azure.lines(), [looks[0], looks[2]]);
      assert.deepEqual(deployment.log, [
        "warning: agentAutoUpdate.authenticationType: Run As accounts were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends. Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice. [EVG-AUTOMATION-004]",
      ]);
    });

    it("refuses settings that mean nothing", async () => {
      const reasons = async (agentAutoUpdate: unknown) =>
        (
          await new Deployment(new FakeAzure()).check(type, { ...place, agentAutoUpdate })
        ).failures.map(({ property, reason }) =>
          property === undefined ? reason : `${property}: ${reason}`,
        );
      assert.deepEqual(await reasons("on"), [
        "agentAutoUpdate: agentAutoUpdate must be an object with status and automationAccountId.",
      ]);
      assert.deepEqual(await reasons({ status: "On", account: "x", automationAccountId: 1 }), [
        "agentAutoUpdate.account: There is no property account. Use one of status, automationAccountId, authenticationType.",
        "agentAutoUpdate.automationAccountId: It must be a text.",
        'agentAutoUpdate.status: It must be "Enabled" or "Disabled", but it is "On".',
      ]);
      assert.deepEqual(await reasons({ status: "Enabled", authenticationType: "UserAssigned" }), [
        "agentAutoUpdate.automationAccountId: Agent auto-update is to be enabled, but no automation account is given. Give the id of an automation account in the vault's subscription, or disable agent auto-update. [EVG-AUTOMATION-005]",
        'agentAutoUpdate.authenticationType: "UserAssigned" is not a way in which Site Recovery signs in to an automation account; the ways are "SystemAssignedIdentity" and "RunAsAccount". Use "SystemAssignedIdentity": user-assigned identities are not taken. [EVG-AUTOMATION-006]',
      ]);
    });

    it("refuses a target or a policy of another vault, and a mapping to itself", async () => {
      const foreign = (id: string) => id.replace("/vaults/vault", "/vaults/other");
      const check = (more: Properties) =>
        new Deployment(new FakeAzure()).check(type, { ...place, ...more });
      const otherVault = `stands in the vault "${foreign(vaultId)}", protectionContainerId in "${vaultId}". Use objects of one vault, for example all outputs of one SiteRecovery. [EVG-REPLICA-001]`;
      assert.deepEqual(
        (
          await check({
            targetProtectionContainerId: foreign(targetId),
            policyId: foreign(policyId),
          })
        ).failures,
        [
          {
            property: "targetProtectionContainerId",
            reason: `"${foreign(targetId)}" ${otherVault}`,
          },
          { property: "policyId", reason: `"${foreign(policyId)}" ${otherVault}` },
        ],
      );
      assert.deepEqual((await check({ targetProtectionContainerId: containerId })).failures, [
        {
          property: "targetProtectionContainerId",
          reason: `"${containerId}" is the source and the target in one. Give another container as the target. [EVG-REPLICA-006]`,
        },
      ]);
    });

    it("judges only what is known", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      const inputs = {
        protectionContainerId: unknownValue,
        targetProtectionContainerId: unknownValue,
        policyId: unknownValue,
        mappingName: "there",
        agentAutoUpdate: {
          status: "Enabled",
          automationAccountId: unknownValue,
          authenticationType: "SystemAssignedIdentity",
        },
      };
      assert.deepEqual(await deployment.check(type, inputs), { inputs, failures: [] });
      const whole = { ...inputs, agentAutoUpdate: unknownValue };
      assert.deepEqual(await deployment.check(type, whole), { inputs: whole, failures: [] });
      assert.deepEqual(azure.lines(), []);
      const known = { ...inputs, policyId };
      azure.hold(vaultId, { properties: { privateEndpointConnections: [{}] } });
      const { failures } = await deployment.check(type, known);
      assert.deepEqual(
        failures.map(({ reason }) => reason.endsWith("[EVG-ASR-009]")),
        [true],
      );
      assert.deepEqual(azure.lines(), ["GET V"]);
    });

    it("passes over what is not there yet in silence, and over what it may not read with a word", async () => {
      const azure = new FakeAzure()
        .script("GET", `${vaultId}/replicationProtectionContainerMappings`, { status: 404 })
        .script("GET", vaultId, refusal(403, "AuthorizationFailed", "No right to read."));
      const deployment = new Deployment(azure);
      const { failures } = await deployment.check(type, { ...place, agentAutoUpdate: enable });
      assert.deepEqual(failures, []);
      assert.deepEqual(azure.lines(), looks);
      assert.deepEqual(deployment.log, [
        `info: Not checked before the deployment: GET ${vaultId}?api-version=2024-10-01 answered 403 AuthorizationFailed: No right to read.`,
      ]);
    });
  });

  describe("create", () => {
    it("judges, puts with the way to sign in, waits, and tells what Site Recovery made", async () => {
      const azure = readyAzure();
      const deployment = new Deployment(azure);
      const inputs = await deployment.checked(type, { ...place, agentAutoUpdate: enable });
      azure.clear();
      const made = await deployment
        .handler(type)
        .create({ inputs, preview: false }, deployment.context(type));
      assert.deepEqual(made, {
        id: mappingId,
        outputs: { ...place, agentAutoUpdate: enabledBlock, ...told },
      });
      assert.deepEqual(azure.lines(), [
        `GET ${mapping}`,
        ...looks,
        `PUT ${mapping}`,
        "GET /operations/1",
        "GET /operations/1",
        `GET ${mapping}`,
      ]);
      assert.deepEqual(azure.requests[4]?.body, {
        properties: {
          policyId,
          targetProtectionContainerId: targetId,
          providerSpecificInput: {
            instanceType: "A2A",
            agentAutoUpdateStatus: "Enabled",
            automationAccountArmId: accountId,
            automationAccountAuthenticationType: "SystemAssignedIdentity",
          },
        },
      });
    });

    it("sends the way to sign in also when agents are not updated", async () => {
      const azure = new FakeAzure();
      const made = await new Deployment(azure).create(type, place);
      assert.deepEqual(made.outputs, {
        ...place,
        agentAutoUpdate: disabledBlock,
        state: "Paired",
        health: "Normal",
        scheduleName: "",
        jobScheduleName: "",
      });
      assert.deepEqual(azure.requests[1]?.body, {
        properties: {
          policyId,
          targetProtectionContainerId: targetId,
          providerSpecificInput: {
            instanceType: "A2A",
            agentAutoUpdateStatus: "Disabled",
            automationAccountAuthenticationType: "SystemAssignedIdentity",
          },
        },
      });
    });

    it("is strict where check was not: nothing is sent that it could not judge", async () => {
      const azure = readyAzure();
      const deployment = new Deployment(azure);
      const inputs = await deployment.checked(type, { ...place, agentAutoUpdate: enable });
      azure
        .clear()
        .script("GET", vaultId, refusal(403, "AuthorizationFailed", "No right to read."));
      const create = () =>
        deployment.handler(type).create({ inputs, preview: false }, deployment.context(type));
      await assert.rejects(create(), {
        message: `GET ${vaultId}?api-version=2024-10-01 answered 403 AuthorizationFailed: No right to read.`,
      });
      assert.deepEqual(azure.lines(), [`GET ${mapping}`, ...looks]);
      azure.hold(accountId, {});
      await assert.rejects(create(), {
        name: "InvalidInputError",
        message: `The container mapping "${mappingId}" has 1 problem:\n  - agentAutoUpdate.automationAccountId: The automation account "${accountId}" has no identity, but agent auto-update signs in with the system-assigned one. Switch the account's system-assigned identity on. [EVG-AUTOMATION-002]`,
      });
    });

    it("refuses a second account of one program before Azure lists the first", async () => {
      const other = `${accountId}-2`;
      const azure = readyAzure().hold(other, { identity: { type: "SystemAssigned" } });
      const deployment = new Deployment(azure);
      await deployment.create(type, { ...place, agentAutoUpdate: enable }, "there");
      azure.drop(mappingId);
      await assert.rejects(
        deployment.create(type, {
          ...place,
          protectionContainerId: targetId,
          targetProtectionContainerId: containerId,
          mappingName: "back",
          agentAutoUpdate: { status: "Enabled", automationAccountId: other },
        }),
        /The mapping .*there.* has it/,
      );
    });

    it("takes over one that is just as asked for and replicates nothing", async () => {
      const azure = readyAzure().hold(mappingId, mappingBody(enabled));
      const deployment = new Deployment(azure);
      const inputs = { ...place, agentAutoUpdate: enabledBlock };
      const made = await deployment
        .handler(type)
        .create({ inputs, preview: false }, deployment.context(type));
      assert.deepEqual(made, { id: mappingId, outputs: { ...inputs, ...told } });
      assert.deepEqual(azure.lines(), [`GET ${mapping}`, "GET V/replicationProtectedItems"]);
    });

    it("refuses one that replicates machines or is set otherwise, and changes it with adopt", async () => {
      const azure = readyAzure()
        .hold(mappingId, mappingBody())
        .hold(...machine("web-1"));
      const exists = `The container mapping already exists: ${mappingId}. `;
      const what = `Set \`adopt: true\` to take it over, or import it: pulumi import azure-evergreen:index:ReplicationProtectionContainerMapping it "${mappingId}". A resource that was only renamed in the program needs an alias instead.`;
      await assert.rejects(new Deployment(azure).create(type, place), {
        message: `${exists}It replicates 1 machine (web-1). ${what}`,
      });
      const wanted = { ...place, agentAutoUpdate: enable };
      await assert.rejects(new Deployment(azure).create(type, wanted), {
        message: `${exists}There, agentAutoUpdate.status is "Disabled", not "Enabled", agentAutoUpdate.automationAccountId is not set, not "${accountId}", agentAutoUpdate.authenticationType is not set, not "SystemAssignedIdentity". ${what}`,
      });
      azure.clear();
      const deployment = new Deployment(azure);
      const inputs = { ...wanted, agentAutoUpdate: enabledBlock, adopt: true };
      const made = await deployment
        .handler(type)
        .create({ inputs, preview: false }, deployment.context(type));
      assert.deepEqual(made, {
        id: mappingId,
        outputs: { ...place, agentAutoUpdate: enabledBlock, ...told },
      });
      assert.deepEqual(azure.lines(), [
        `GET ${mapping}`,
        ...looks,
        `PATCH ${mapping}`,
        "GET /operations/1",
        "GET /operations/1",
        `GET ${mapping}`,
      ]);
    });

    it("refuses one with another policy whatever is allowed", async () => {
      const azure = new FakeAzure().hold(mappingId, mappingBody({}, { policyId: `${policyId}-2` }));
      await assert.rejects(new Deployment(azure).create(type, { ...place, adopt: true }), {
        message: `The container mapping already exists: ${mappingId}. There, policyId is "${policyId}-2", not "${policyId}", and Azure cannot change that. Give another mappingName, or remove it first.`,
      });
    });

    it("expects in a preview what follows from inputs", async () => {
      const deployment = new Deployment(new FakeAzure());
      const inputs = { ...place, agentAutoUpdate: disabledBlock };
      const outputs = {
        ...place,
        agentAutoUpdate: unknownValue,
        state: unknownValue,
        health: unknownValue,
        scheduleName: unknownValue,
        jobScheduleName: unknownValue,
      };
      const context = deployment.context(type);
      assert.deepEqual(await deployment.handler(type).create({ inputs, preview: true }, context), {
        outputs,
      });
      const request = { id: mappingId, oldInputs: inputs, oldOutputs: {}, newInputs: inputs };
      assert.deepEqual(
        await deployment.handler(type).update({ ...request, preview: true }, context),
        { outputs },
      );
    });
  });

  describe("half-made work", () => {
    it("is gone on with: the next update waits while Azure still pairs", async () => {
      const azure = readyAzure();
      const deployment = new Deployment(azure);
      const inputs = await deployment.checked(type, { ...place, agentAutoUpdate: enable });
      azure.onWait = () => {
        deployment.stop.abort(new Error("The deployment was cancelled."));
      };
      const error = await halfMade(
        deployment.handler(type).create({ inputs, preview: false }, deployment.context(type)),
      );
      assert.equal(error.id, mappingId);
      assert.deepEqual(error.inputs, inputs);
      assert.deepEqual(error.outputs, place);
      azure.onWait = (waited) => {
        azure.hold(
          mappingId,
          mappingBody(enabled, { state: waited < 15_000 ? "Pairing" : "Paired" }),
        );
      };
      azure.hold(mappingId, mappingBody(enabled, { state: "PairingInProgress" })).clear();
      const { outputs } = await new Deployment(azure).update(type, mappingId, inputs, inputs);
      assert.deepEqual(outputs, { ...place, agentAutoUpdate: enabledBlock, ...told });
      assert.deepEqual(azure.lines(), Array(4).fill(`GET ${mapping}`));
    });

    it("is not claimed while Azure pairs what somebody began", async () => {
      const azure = new FakeAzure().hold(mappingId, mappingBody({}, { state: "Pairing" }));
      const deployment = new Deployment(azure);
      azure.onWait = () => {
        deployment.stop.abort(new Error("The deployment was cancelled."));
      };
      await assert.rejects(deployment.create(type, place), {
        name: "Error",
        message: `Container mapping "${mappingId}" is there already: The deployment was cancelled. Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`,
      });
    });

    it("is still half made when time ends while Azure pairs", async () => {
      const azure = readyAzure().hold(mappingId, mappingBody(enabled, { state: "Pairing" }));
      const inputs = { ...place, agentAutoUpdate: enabledBlock };
      const error = await halfMade(new Deployment(azure).update(type, mappingId, inputs, inputs));
      assert.deepEqual(error.reasons, [
        `Container mapping "${mappingId}" is not complete: Azure was still at work after 120 minutes. The next \`pulumi up\` goes on from here.`,
      ]);
      assert.equal(azure.waited, 120 * 60_000);
    });

    it("keeps a change that was accepted and failed, with what stood before", async () => {
      const azure = readyAzure().hold(mappingId, mappingBody());
      azure.script("GET", "/operations/1", {
        body: { status: "Failed", error: { code: "AutomationFailed", message: "No schedule." } },
      });
      const before = { ...place, agentAutoUpdate: disabledBlock };
      const error = await halfMade(
        new Deployment(azure).update(type, mappingId, before, {
          ...place,
          agentAutoUpdate: enable,
        }),
      );
      assert.equal(error.id, mappingId);
      assert.deepEqual(error.inputs, { ...place, agentAutoUpdate: enabledBlock });
      assert.deepEqual(error.outputs, {
        ...place,
        state: "Paired",
        health: "Normal",
        scheduleName: "",
        jobScheduleName: "",
      });
      assert.match(error.reasons[0] ?? "", /ended as Failed: AutomationFailed: No schedule\./);
    });

    it("takes PartiallySucceeded and CompletedWithInformation for success", async () => {
      for (const status of ["PartiallySucceeded", "CompletedWithInformation"]) {
        const azure = new FakeAzure().script("GET", "/operations/1", () => {
          azure.hold(mappingId, mappingBody());
          return { body: { status } };
        });
        const made = await new Deployment(azure).create(type, place);
        assert.equal(made.outputs.state, "Paired");
      }
    });
  });

  describe("diff and update", () => {
    const before = { ...place, agentAutoUpdate: disabledBlock };
    const after = { ...place, agentAutoUpdate: enabledBlock };

    it("switches on in place, with the auto-update block alone", async () => {
      const azure = readyAzure().hold(mappingId, mappingBody());
      const deployment = new Deployment(azure);
      assert.deepEqual(
        await deployment.diff(type, mappingId, before, { ...place, agentAutoUpdate: enable }),
        {
          changes: {
            "agentAutoUpdate.status": "update",
            "agentAutoUpdate.automationAccountId": "add",
          },
          deleteBeforeReplace: true,
        },
      );
      azure.clear();
      const { outputs } = await deployment
        .handler(type)
        .update(
          { id: mappingId, oldInputs: before, oldOutputs: {}, newInputs: after, preview: false },
          deployment.context(type),
        );
      assert.deepEqual(outputs, { ...after, ...told });
      assert.deepEqual(azure.lines(), [
        `GET ${mapping}`,
        ...looks,
        `PATCH ${mapping}`,
        "GET /operations/1",
        "GET /operations/1",
        `GET ${mapping}`,
      ]);
      assert.deepEqual(azure.requests[4]?.body, {
        properties: {
          providerSpecificInput: {
            instanceType: "A2A",
            agentAutoUpdateStatus: "Enabled",
            automationAccountArmId: accountId,
            automationAccountAuthenticationType: "SystemAssignedIdentity",
          },
        },
      });
    });

    it("switches off without naming the account, and judges nothing for that", async () => {
      const azure = new FakeAzure().hold(mappingId, mappingBody(enabled));
      const deployment = new Deployment(azure);
      const { changes } = await deployment.diff(type, mappingId, after, place);
      assert.deepEqual(changes, { "agentAutoUpdate.status": "update" });
      const { outputs } = await deployment.update(type, mappingId, after, place);
      assert.equal(outputs.scheduleName, "");
      assert.deepEqual(azure.lines().slice(0, 2), [`GET ${mapping}`, `PATCH ${mapping}`]);
      assert.deepEqual(azure.requests[1]?.body, {
        properties: {
          providerSpecificInput: {
            instanceType: "A2A",
            agentAutoUpdateStatus: "Disabled",
            automationAccountArmId: "",
            automationAccountAuthenticationType: "SystemAssignedIdentity",
          },
        },
      });
    });

    it("moves a mapping from a Run As account to the identity", async () => {
      const azure = readyAzure().hold(
        mappingId,
        mappingBody({ ...enabled, automationAccountAuthenticationType: undefined }),
      );
      const legacy = {
        ...place,
        agentAutoUpdate: { ...enable, authenticationType: "RunAsAccount" },
      };
      const { changes } = await new Deployment(azure).diff(type, mappingId, legacy, after);
      assert.deepEqual(changes, { "agentAutoUpdate.authenticationType": "update" });
      azure.clear();
      await new Deployment(azure).update(type, mappingId, legacy, after);
      assert.ok(azure.lines().includes(`PATCH ${mapping}`));
    });

    it("sees no change in the case of ids and words, or in what is switched off", async () => {
      const azure = readyAzure();
      const deployment = new Deployment(azure);
      const spelled = {
        ...place,
        policyId: policyId.toUpperCase().replace(/^\/SUBSCRIPTIONS/, "/subscriptions"),
        agentAutoUpdate: {
          ...enable,
          automationAccountId: accountId.replace("resourceGroups", "resourcegroups"),
        },
      };
      assert.deepEqual((await deployment.diff(type, mappingId, after, spelled)).changes, {});
      const off = {
        ...place,
        agentAutoUpdate: { status: "Disabled", automationAccountId: accountId },
      };
      assert.deepEqual((await deployment.diff(type, mappingId, before, off)).changes, {});
    });

    it("shows what is unknown as an update and never as a replacement", async () => {
      const azure = new FakeAzure().hold(...machine("web-1"));
      const deployment = new Deployment(azure);
      const unknown = {
        protectionContainerId: unknownValue,
        targetProtectionContainerId: unknownValue,
        policyId: unknownValue,
        mappingName: "there",
        agentAutoUpdate: { status: "Enabled", automationAccountId: unknownValue },
      };
      assert.deepEqual((await deployment.diff(type, mappingId, after, unknown)).changes, {
        protectionContainerId: "update",
        targetProtectionContainerId: "update",
        policyId: "update",
        "agentAutoUpdate.automationAccountId": "update",
      });
      const whole = await deployment.diff(type, mappingId, after, {
        ...place,
        agentAutoUpdate: unknownValue,
      });
      assert.deepEqual(whole.changes, { agentAutoUpdate: "update" });
      assert.deepEqual(azure.lines(), []);
    });

    it("refuses another policy while machines are replicated by it, unless that is allowed", async () => {
      const azure = new FakeAzure()
        .hold(...machine("web-1"))
        .hold(...machine("db-1"))
        .hold(...machine("other", `${containerId}-2`));
      const change = { ...place, policyId: `${policyId}-2` };
      await assert.rejects(new Deployment(azure).diff(type, mappingId, before, change), {
        message: `Container mapping "${mappingId}" would be replaced, because policyId changes from "${policyId}" to "${policyId}-2". That would replicate 2 machines (web-1, db-1) anew from the beginning, without recovery points until it is done. Set \`reReplicationAllowed: true\` to allow it.`,
      });
      const allowed = await new Deployment(azure).diff(type, mappingId, before, {
        ...change,
        reReplicationAllowed: true,
      });
      assert.deepEqual(allowed, {
        changes: { policyId: "update-replace" },
        deleteBeforeReplace: true,
      });
    });

    it("makes it anew when it is gone", async () => {
      const azure = new FakeAzure();
      const { outputs } = await new Deployment(azure).update(type, mappingId, before, place);
      assert.equal(outputs.state, "Paired");
      assert.deepEqual(azure.lines().slice(0, 2), [`GET ${mapping}`, `PUT ${mapping}`]);
    });
  });

  describe("read", () => {
    it("imports everything that is needed, by an id in any case", async () => {
      const azure = new FakeAzure().hold(mappingId, mappingBody(enabled));
      const read = await new Deployment(azure).read(type, mappingId.toLowerCase());
      assert.deepEqual(read, {
        id: mappingId,
        inputs: { ...place, agentAutoUpdate: enabledBlock },
        outputs: { ...place, agentAutoUpdate: enabledBlock, ...told },
      });
      const { changes } = await new Deployment(
        azure.hold(accountId, { identity: { type: "SystemAssigned" } }),
      ).diff(type, mappingId, read.inputs, { ...place, agentAutoUpdate: enable });
      assert.deepEqual(changes, {});
    });

    it("shows drift of the auto-update block and of nothing else", async () => {
      const inputs = { ...place, agentAutoUpdate: disabledBlock, reReplicationAllowed: true };
      const azure = new FakeAzure().hold(
        mappingId,
        mappingBody({ automationAccountArmId: accountId }),
      );
      const same = await new Deployment(azure).read(type, mappingId, inputs);
      assert.deepEqual(same?.inputs, inputs);
      azure.hold(mappingId, mappingBody(enabled));
      const drifted = await new Deployment(azure).read(type, mappingId, inputs);
      assert.deepEqual(drifted?.inputs, { ...inputs, agentAutoUpdate: enabledBlock });
      assert.equal(drifted.outputs.scheduleName, "there_schedule");
    });
  });

  describe("delete", () => {
    it("unmaps with the body that the service wants", async () => {
      const azure = new FakeAzure().hold(mappingId, mappingBody());
      await new Deployment(azure).delete(type, mappingId, place);
      assert.deepEqual(azure.lines(), [
        `POST ${mapping}/remove`,
        "GET /operations/1",
        "GET /operations/1",
      ]);
      assert.deepEqual(azure.requests[0]?.body, {
        properties: { providerSpecificInput: { instanceType: "A2A" } },
      });
    });
  });
});
