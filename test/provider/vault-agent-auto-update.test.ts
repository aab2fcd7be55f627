import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import { account, mapping, vault } from "../simulator/site-recovery/replicated-estate";
import { withItem } from "../simulator/site-recovery/replicated-machine";
import { Deployment } from "./harness";
import {
  back,
  deploymentIn,
  detailsOf,
  enabled,
  makeBack,
  makeOtherAccount,
  mappingType,
  mappingWrites,
  otherAccount,
  places,
  prepared,
  setting,
  wanted,
  withTwoMappings,
} from "./vault-mappings-estate";

const type = "VaultAgentAutoUpdate";
const disabled = { status: "Disabled", authenticationType: "SystemAssignedIdentity" };
const off = { agentAutoUpdateStatus: "Disabled" };
const on = {
  agentAutoUpdateStatus: "Enabled",
  automationAccountArmId: account,
  automationAccountAuthenticationType: "SystemAssignedIdentity",
};
const runAs = { ...on, automationAccountAuthenticationType: "RunAsAccount" };

function stateOf(answer: { readonly outputs: Properties }): unknown {
  const mappings = answer.outputs.mappings as Record<string, { status: string }>;
  return Object.entries(mappings).map(([place, { status }]) => [place, status]);
}

describe("VaultAgentAutoUpdate", () => {
  describe("check", () => {
    it("says all that is wrong with its inputs", async () => {
      const deployment = new Deployment({} as never);
      const { failures } = await deployment.check(type, {
        agentAutoUpdate: { status: "On", account, authenticationType: "SystemAssignedIdentity" },
        exceptMappingIds: [7, vault],
        disableOnDelete: "yes",
        vault,
      });
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [
          "There is no property vault. Use one of vaultId, agentAutoUpdate, exceptMappingIds, disableOnDelete.",
          "Give vaultId, the id of a Recovery Services vault.",
          "agentAutoUpdate.account: There is no property account. Use one of status, automationAccountId, authenticationType.",
          'agentAutoUpdate.status: It must be "Enabled" or "Disabled", but it is "On".',
          "It must be the id of a container mapping.",
          `"${vault}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings. [EVG-ID-003]`,
          "disableOnDelete must be true or false.",
        ],
      );
    });

    it("switches nothing off because a status was left out, and sets one vault alone", async () => {
      const deployment = new Deployment({} as never);
      const reasons = async (inputs: Properties) =>
        (await deployment.check(type, inputs)).failures.map(({ reason }) => reason);
      const missing = 'Give agentAutoUpdate with its status, "Enabled" or "Disabled".';
      assert.deepEqual(await reasons({ vaultId: vault }), [missing]);
      assert.deepEqual(await reasons({ vaultId: vault, agentAutoUpdate: {} }), [missing]);
      assert.deepEqual(await reasons({ vaultId: vault, agentAutoUpdate: { status: "Enabled" } }), [
        "agentAutoUpdate.automationAccountId: Agent auto-update is to be enabled, but no automation account is given. Give the id of an automation account in the vault's subscription, or disable agent auto-update. [EVG-AUTOMATION-005]",
      ]);
      const elsewhere = mapping.replace("vault1", "vault2");
      assert.deepEqual(
        await reasons({
          vaultId: vault,
          agentAutoUpdate: disabled,
          exceptMappingIds: ["", elsewhere],
        }),
        [
          `"${elsewhere}" is a mapping of another vault than "${vault}". Leave it out: this sets the mappings of one vault.`,
        ],
      );
    });

    it("judges nothing that is unknown, and reads nothing for it", async () => {
      const deployment = new Deployment({} as never);
      const { inputs, failures } = await deployment.check(type, {
        vaultId: unknownValue,
        agentAutoUpdate: unknownValue,
        exceptMappingIds: [unknownValue, ""],
        disableOnDelete: unknownValue,
      });
      assert.deepEqual(failures, []);
      assert.deepEqual(inputs.exceptMappingIds, [unknownValue]);
      const preview = await deployment
        .handler(type)
        .create({ inputs, preview: true }, deployment.context(type));
      assert.equal(preview.outputs.mappings, unknownValue);
      assert.deepEqual(deployment.log, []);
    });

    it("looks into Azure at the account, the vault and the accounts of mappings that others set", async () => {
      const estate = await withTwoMappings();
      await makeOtherAccount(estate);
      await setting(estate, back, { ...on, automationAccountArmId: otherAccount });
      const deployment = deploymentIn(estate);
      const { failures } = await deployment.check(type, { ...wanted, exceptMappingIds: [back] });
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [
          `agentAutoUpdate.automationAccountId: The vault "${vault}" already updates agents with "${otherAccount}", and a vault takes one automation account, not also "${account}". The mapping "${back.replace("/sub", "/Sub")}" has it. Use "${otherAccount}", or switch agent auto-update off for the whole vault before changing the account. [EVG-AUTOMATION-003]`,
        ],
      );
      // Without the exception it is moved with the others.
      assert.deepEqual((await deployment.check(type, wanted)).failures, []);
    });

    it("warns of an account that the portal would not offer, when it is chosen", async () => {
      const estate = await withTwoMappings();
      const elsewhere = account.replace("/rg/", "/automation/");
      const inputs = { ...wanted, agentAutoUpdate: { ...enabled, automationAccountId: elsewhere } };
      const deployment = deploymentIn(estate);
      await deployment.check(type, inputs);
      assert.deepEqual(deployment.log, [
        `warning: agentAutoUpdate.automationAccountId: The automation account "${elsewhere}" is in the resource group "automation", the vault in "rg": Azure takes it, but the portal lists only accounts of the vault's resource group, and lets one be chosen only while replication is enabled for a machine. Change the account in this program alone, or use one of the vault's resource group. [EVG-AGENT-003]`,
      ]);
      const second = deploymentIn(estate);
      await second.check(type, inputs, inputs);
      assert.deepEqual(second.log, []);
    });
  });

  it("is set on every mapping, names every machine first, and the second time changes nothing", async () => {
    const estate = await withTwoMappings();
    const deployment = deploymentIn(estate);
    const inputs = await deployment.checked(type, wanted);
    const before = estate.azure.estate.changes().length;
    const handler = deployment.handler(type);
    await handler.create({ inputs, preview: true }, deployment.context(type));
    assert.equal(estate.azure.estate.changes().length, before);
    assert.deepEqual(deployment.log, [
      [
        `info: Agent auto-update of 2 mappings becomes Enabled with "${account}" (SystemAssignedIdentity). No machine is restarted, and replication goes on.`,
        "  - north/container1/back, before Disabled: no machine yet",
        "  - west/container1/mapping1, before Disabled: 1 machine (machine1)",
      ].join("\n"),
    ]);
    const made = await handler.create({ inputs, preview: false }, deployment.context(type));
    assert.equal(made.id, vault);
    assert.deepEqual(made.outputs, inputs);
    assert.deepEqual(Object.keys(made.outputs.mappings as object), places);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);

    const after = estate.azure.estate.changes().length;
    const next = deploymentIn(estate);
    assert.deepEqual((await next.diff(type, vault, inputs, wanted)).changes, {});
    assert.deepEqual((await next.update(type, vault, inputs, wanted)).outputs, made.outputs);
    assert.deepEqual((await next.read(type, vault, inputs))?.inputs, inputs);
    assert.equal(estate.azure.estate.changes().length, after);
    assert.deepEqual(next.log, []);
  });

  it("is switched off, and off again changes nothing", async () => {
    const estate = await withTwoMappings(on);
    const deployment = deploymentIn(estate);
    const inputs = { vaultId: vault, agentAutoUpdate: { status: "Disabled" } };
    const made = await deployment.create(type, inputs);
    assert.deepEqual(stateOf(made), [
      [places[0], "Disabled"],
      [places[1], "Disabled"],
    ]);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [off, off]);
    const writes = mappingWrites(estate);
    await deploymentIn(estate).create(type, inputs);
    assert.equal(mappingWrites(estate), writes);
  });

  it("moves every mapping from the Run As account to the identity, and to another account", async () => {
    const estate = await withTwoMappings(runAs);
    await makeOtherAccount(estate);
    const deployment = deploymentIn(estate);
    const first = await prepared(deployment, {
      ...wanted,
      agentAutoUpdate: { ...enabled, authenticationType: "RunAsAccount" },
    });
    const moved = { ...wanted, agentAutoUpdate: enabled };
    assert.deepEqual((await deployment.diff(type, vault, first, moved)).changes, {
      "agentAutoUpdate.authenticationType": "update",
      [`mappings["${places[0]}"].authenticationType`]: "update",
      [`mappings["${places[1]}"].authenticationType`]: "update",
    });
    await deployment.update(type, vault, first, moved);
    assert.deepEqual([await detailsOf(estate, mapping), await detailsOf(estate, back)], [on, on]);

    const again = await prepared(deployment, moved);
    const elsewhere = { ...enabled, automationAccountId: otherAccount };
    await deployment.update(type, vault, again, { ...wanted, agentAutoUpdate: elsewhere });
    const there = { ...on, automationAccountArmId: otherAccount };
    assert.deepEqual(
      [await detailsOf(estate, mapping), await detailsOf(estate, back)],
      [there, there],
    );
  });

  it("leaves alone what is of another kind, not paired, or said to be somebody else's, on every page", async () => {
    const estate = await withTwoMappings();
    const { azure } = estate;
    const [stored] = azure.estate.ofType(mappingType).filter(({ name }) => name === "mapping1");
    assert.ok(stored);
    const put = (name: string, properties: Properties) => {
      const id = `${stored.id.slice(0, stored.id.lastIndexOf("/"))}/${name}`;
      azure.estate.put({
        ...stored,
        id,
        name,
        properties: { ...(stored.properties as object), ...properties },
      });
    };
    put("failed", { state: "PairingFailed" });
    put("physical", { providerSpecificDetails: { instanceType: "VMwareCbt" } });
    for (let i = 0; i < 120; i++) {
      put(`many${String(i)}`, {});
    }
    const deployment = deploymentIn(estate);
    const made = await deployment.create(type, {
      ...wanted,
      exceptMappingIds: [mapping.toUpperCase()],
    });
    const set = stateOf(made) as [string, string][];
    assert.equal(set.length, 121);
    assert.deepEqual([...new Set(set.map(([, status]) => status))], ["Enabled"]);
    assert.equal(set.filter(([place]) => /mapping1|failed|physical/.test(place)).length, 0);
    assert.equal(mappingWrites(estate), 121 + 2);
    assert.deepEqual(await detailsOf(estate, mapping), off);
    assert.equal(
      deployment.log[0],
      "warning: Mappings that are left as they are:\n  - west/container1/failed: Its state is PairingFailed, not Paired.",
    );
  });

  describe("what others did in the meantime", () => {
    it("is taken up by the next deployment without a refresh", async () => {
      const estate = await withItem({ instanceType: "A2A" });
      const inputs = await prepared(deploymentIn(estate), wanted);
      await makeBack(estate);
      const next = deploymentIn(estate);
      const now = await next.checked(type, wanted, inputs);
      assert.deepEqual((await next.diff(type, vault, inputs, wanted)).changes, {
        [`mappings["${places[0]}"]`]: "add",
      });
      const { outputs } = await next.update(type, vault, inputs, wanted);
      assert.deepEqual(outputs, now);
      assert.deepEqual(await detailsOf(estate, back), on);

      // One that was changed, and one whose schedule somebody deleted.
      await setting(estate, back, { agentAutoUpdateStatus: "Disabled" });
      const later = deploymentIn(estate);
      assert.deepEqual((await later.diff(type, vault, now, wanted)).changes, {
        [`mappings["${places[0]}"]`]: "update",
      });
      await later.update(type, vault, now, wanted);
      assert.deepEqual(await detailsOf(estate, back), on);
    });

    it("is set once more where it is not healthy, as the script does", async () => {
      const estate = await withTwoMappings();
      const inputs = await prepared(deploymentIn(estate), wanted);
      await estate.owner.wait(86_400);
      const deployment = deploymentIn(estate);
      assert.deepEqual((await deployment.diff(type, vault, inputs, wanted)).changes, {
        [`mappings["${places[0]}"]`]: "update",
        [`mappings["${places[1]}"]`]: "update",
      });
      await deployment.update(type, vault, inputs, wanted);
      assert.match(
        deployment.log[0] ?? "",
        /back, not healthy before \("The identity of the automation account does not have/,
      );
      assert.deepEqual((await deployment.diff(type, vault, inputs, wanted)).changes, {});
    });

    it("is shown by a refresh, and import reads how the vault is set", async () => {
      const estate = await withTwoMappings();
      const inputs = await prepared(deploymentIn(estate), wanted);
      await setting(estate, back, { agentAutoUpdateStatus: "Disabled" });
      await setting(estate, mapping, {
        agentAutoUpdateStatus: "Enabled",
        automationAccountArmId: account,
      });
      const deployment = deploymentIn(estate);
      const read = await deployment.read(type, vault, inputs);
      const mappingId = (id: string) => id.replace("/sub", "/Sub");
      assert.deepEqual(read?.inputs, {
        ...inputs,
        mappings: {
          [places[0]]: { mappingId: mappingId(back), status: "Disabled" },
          [places[1]]: {
            mappingId: mappingId(mapping),
            ...enabled,
            authenticationType: "RunAsAccount",
          },
        },
      });
      assert.deepEqual((await deployment.diff(type, vault, read.inputs, wanted)).changes, {
        [`mappings["${places[0]}"].status`]: "update",
        [`mappings["${places[0]}"].automationAccountId`]: "add",
        [`mappings["${places[0]}"].authenticationType`]: "add",
        [`mappings["${places[1]}"].authenticationType`]: "update",
      });

      const imported = await deployment.read(type, vault.toUpperCase());
      assert.deepEqual(imported?.inputs.agentAutoUpdate, {
        ...enabled,
        authenticationType: "RunAsAccount",
      });
      assert.deepEqual(
        (await deployment.diff(type, vault, imported.inputs, { ...imported.inputs })).changes,
        {
          [`mappings["${places[0]}"].status`]: "update",
          [`mappings["${places[0]}"].automationAccountId`]: "add",
          [`mappings["${places[0]}"].authenticationType`]: "add",
        },
      );
      assert.equal(await deployment.read(type, `${vault}9`), undefined);
    });
  });
});
