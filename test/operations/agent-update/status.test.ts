import assert from "node:assert/strict";
import { agentUpdateStatus, listFleet, needsAttention } from "../../../src/operations";
import { callerOf, newAzure, subscription, subscriptionId } from "../../simulator/caller";
import { makeBack } from "../../provider/vault-mappings-estate";
import { agentUpdaterMinimalRole } from "../../../src/azure/roles";
import { nightly } from "../../simulator/site-recovery/nightly-estate";
import { account, autoUpdate, vault } from "../../simulator/site-recovery/replicated-estate";
import { answering } from "./auto-update-estate";

const input = { vaultIds: [vault] };

describe("The status of agent updates", () => {
  it("tells of a vault whose agents are updated both ways, in six requests", async () => {
    const estate = await nightly();
    await makeBack(estate, autoUpdate);
    const { azure, owner } = estate;
    const { transport } = azure.connect(owner);
    let requests = 0;
    const connection = {
      ...azure.connect(owner),
      transport: {
        send: (...request: Parameters<typeof transport.send>) => {
          requests++;
          return transport.send(...request);
        },
        wait: transport.wait.bind(transport),
      },
    };
    const status = await agentUpdateStatus({ connection }, input);
    const [found] = status.vaults;
    assert.deepEqual(
      found?.mappings?.map(
        ({
          place,
          opposite,
          autoUpdate: word,
          authenticationType,
          health,
          machineCount,
          schedule,
        }) => [place, opposite, word, authenticationType, health, machineCount, schedule?.timeZone],
      ),
      [
        [
          "north/container1/back",
          "west/container1/mapping1",
          "Enabled",
          "SystemAssignedIdentity",
          "Normal",
          0,
          "GMT Standard Time",
        ],
        [
          "west/container1/mapping1",
          "north/container1/back",
          "Enabled",
          "SystemAssignedIdentity",
          "Normal",
          1,
          "W. Europe Standard Time",
        ],
      ],
    );
    assert.deepEqual(
      status.machines.map(
        ({ name, agentVersion, latest, releasesBehind, isRestartNeeded, isAutoUpdated }) => [
          name,
          agentVersion,
          latest,
          releasesBehind,
          isRestartNeeded,
          isAutoUpdated,
        ],
      ),
      [["machine1", "9.89.10768.1", { version: "9.89.10768.1", by: "seen" }, 0, false, true]],
    );
    assert.deepEqual(
      [status.problems, found.notKnown, found.lastUpdateJob, needsAttention(status)],
      [[], [], null, false],
    );
    assert.equal(requests, 6);
  });

  it("tells job minutes, and a price only when one is given", async () => {
    const { azure, owner } = await nightly();
    const options = { connection: azure.connect(owner) };
    assert.equal((await agentUpdateStatus(options, input)).costs, undefined);
    const [free] = (await agentUpdateStatus(options, { ...input, cost: true })).costs ?? [];
    assert.deepEqual([free?.freeMinutes, free?.billedMinutes, free?.price], [500, 0, undefined]);
    const [priced] =
      (await agentUpdateStatus(options, { ...input, pricePerMinute: 0.002, currency: "EUR" }))
        .costs ?? [];
    assert.deepEqual(priced?.price, { amount: 0, currency: "EUR" });
    await assert.rejects(agentUpdateStatus(options, { ...input, pricePerMinute: 1 }), {
      message:
        "The status of agent updates has 1 problem:\n  - currency: A price has a number and a currency, and only one of them is given. Give both, or none. [EVG-COST-003]",
    });
  });

  it("tells the minutes beyond the free ones of the subscription, and the note says whose they are", async () => {
    const estate = await nightly();
    const usage = (value: string, currentValue: number) => ({ name: { value }, currentValue });
    const connection = answering(estate, ({ url }) =>
      url.includes("/usages?")
        ? { body: { value: [usage("AccountUsage", 20.5), usage("SubscriptionUsage", 612.5)] } }
        : undefined,
    );
    const price = { pricePerMinute: 0.002, currency: "EUR" };
    const { costs, notes } = await agentUpdateStatus({ connection }, { ...input, ...price });
    assert.deepEqual(costs, [
      {
        accountId: account,
        accountMinutes: 20.5,
        subscriptionMinutes: 612.5,
        freeMinutes: 500,
        billedMinutes: 112.5,
        price: { amount: 0.225, currency: "EUR" },
      },
    ]);
    const note =
      "500 job minutes a month are free: today for a subscription, all its automation accounts together; Microsoft's page on agent auto-update says for an account. A job takes from a few seconds to about a minute a day.";
    assert.deepEqual(notes.slice(1), [note]);
    const refused = answering(estate, ({ url }) =>
      url.includes("/usages?") ? { status: 404 } : undefined,
    );
    const unread = await agentUpdateStatus({ connection: refused }, { ...input, cost: true });
    assert.deepEqual([unread.costs, unread.notes.length], [[], 3]);
    assert.ok(unread.notes[2]?.startsWith(`The job minutes of "${account}" are not known: GET `));
  });

  it("tells what a listing holds, and that it cannot hold the rest", async () => {
    const { azure, owner } = await nightly();
    const options = { connection: azure.connect(owner) };
    const listing = await listFleet(options);
    const status = await agentUpdateStatus(options, { listing });
    assert.deepEqual(
      [
        status.isLive,
        status.machines.map(({ name, isAutoUpdated }) => [name, isAutoUpdated]),
        status.vaults[0]?.mappings,
        status.vaults[0]?.notKnown,
        needsAttention(status),
      ],
      [
        false,
        [["machine1", undefined]],
        undefined,
        [
          "A listing holds no mappings, so whether agents are updated, by which account, with which role and on which schedule, is not known.",
        ],
        false,
      ],
    );
  });

  it("refuses wrong ids all at once, and names vaults that are not there", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    const options = { connection: azure.connect(owner) };
    await assert.rejects(
      agentUpdateStatus(options, { vaultIds: ["vault1", subscription] }),
      /has 2 problems/,
    );
    await assert.rejects(agentUpdateStatus(options, input), {
      name: "InvalidInputError",
      message: `The choice of vaults has 1 problem:\n  - vaultIds: Azure knows no vault "${vault}". Check subscription, resource group and name of the vault. [EVG-SCOPE-012]`,
    });
  });

  it("needs only reading, and names what may not be read", async () => {
    const { azure } = await nightly();
    const reader = callerOf(azure, "Reader");
    const status = await agentUpdateStatus({ connection: azure.connect(reader) }, input);
    assert.deepEqual([status.problems, status.vaults[0]?.notKnown], [[], []]);
    const minimal = callerOf(azure);
    azure.grant({ principalId: minimal.objectId, scope: vault, role: agentUpdaterMinimalRole() });
    const less = await agentUpdateStatus({ connection: azure.connect(minimal) }, input);
    assert.deepEqual(
      [
        less.vaults[0]?.mappings?.length,
        less.vaults[0]?.machineCount,
        less.vaults[0]?.notKnown.map((text) => /action '?(Microsoft\S+?)'? /.exec(text)?.[1]),
        needsAttention(less),
      ],
      [
        1,
        undefined,
        [
          "Microsoft.RecoveryServices/vaults/replicationProtectedItems/read",
          "Microsoft.Automation/automationAccounts/read",
        ],
        true,
      ],
    );
    const nobody = callerOf(azure);
    const mine = { connection: azure.connect(nobody) };
    const lacked = "You lack the action Microsoft.RecoveryServices/vaults/read";
    const preset = "the preset rolePresets.agentUpdaterMinimal grants it.\nRun ";
    for (const [choice, where] of [
      [input, ` at ${vault}`],
      [{ subscriptions: [subscriptionId] }, ` at ${subscription}`],
      [{}, ""],
    ] as const) {
      await assert.rejects(agentUpdateStatus(mine, choice), ({ message }: Error) =>
        message.includes(`${lacked}${where}; ${preset}`),
      );
    }
  });
});
