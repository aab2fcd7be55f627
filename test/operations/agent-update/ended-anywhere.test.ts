import assert from "node:assert/strict";
import { asObject } from "../../../src/arm/errors";
import type { ArmConnection } from "../../../src/arm/transport";
import {
  agentUpdateSchedules,
  type ChangeReport,
  type OperationOptions,
  planAgentAutoUpdate,
  planAgentUpdateRepair,
  planAgentUpdates,
  planScheduleTime,
  repairAgentUpdate,
  setAgentAutoUpdate,
  setScheduleTime,
  updateAgents,
} from "../../../src/operations";
import { releaseMobilityAgent } from "../../../src/simulator/site-recovery/mobility-agent";
import {
  back,
  detailsOf,
  mappingWrites,
  withTwoMappings,
} from "../../provider/vault-mappings-estate";
import { agentOf, until } from "../../simulator/site-recovery/nightly-estate";
import {
  account,
  autoUpdate,
  mapping,
  vault,
} from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import { ending, optionsOf } from "./auto-update-estate";

const input = { vaultIds: [vault] };
const links = "Microsoft.Automation/automationAccounts/jobSchedules";
const time = { ...input, timeOfDay: "02:30" };

type Estate = Parameters<typeof optionsOf>[0];

/** What somebody asks for, in what estate, and what must be true once it was asked for until it was done. */
interface Case {
  readonly make: () => Promise<Estate>;
  readonly carryOut: (options: OperationOptions) => Promise<ChangeReport>;
  /** So many requests a whole run takes at least. */
  readonly least: number;
  readonly check: (estate: Estate, when?: string) => Promise<void>;
  /** What lies between the run and Azure. */
  readonly through?: (estate: Estate, connection: ArmConnection) => ArmConnection;
}

/** How often the owner asked for an action. */
function times({ azure, owner }: Estate, action: string): number {
  return azure
    .recorded(owner.objectId)
    .filter((use) => use.action.toLowerCase().endsWith(action.toLowerCase()))
    .reduce((sum, each) => sum + each.times, 0);
}

/** Azure drops the links of a schedule that is written whole. */
function droppingLinks({ azure }: Estate, connection: ArmConnection): ArmConnection {
  const { transport } = connection;
  return {
    ...connection,
    transport: {
      wait: transport.wait.bind(transport),
      now: () => azure.clock.now(),
      send: async (request, signal) => {
        const answer = await transport.send(request, signal);
        const written = /\/schedules\/([^/?]+)\?/.exec(request.url)?.[1];
        for (const { id, properties } of azure.estate.ofType(links)) {
          const name = asObject(asObject(properties)?.schedule)?.name;
          if (request.method === "PUT" && name === written) {
            azure.estate.delete(id);
          }
        }
        return answer;
      },
    },
  };
}

/** Links can be made anew only of a runbook that stands in the account. */
async function withRunbook(): Promise<Estate> {
  const estate = await withTwoMappings(autoUpdate);
  const type = "Microsoft.Automation/automationAccounts/runbooks";
  const name = "Modify-AutoUpdateForVaultForPatner";
  estate.azure.estate.put({ id: `${account}/runbooks/${name}`, name, type, properties: {} });
  return estate;
}

const cases: Readonly<Record<string, Case>> = {
  "an update of agents": {
    make: async () => {
      const estate = await withItem();
      releaseMobilityAgent(estate.azure, "9.200.1.1");
      return estate;
    },
    carryOut: async (options) => updateAgents(options, await planAgentUpdates(options, input)),
    least: 6,
    check: async (estate) => {
      assert.equal(times(estate, "/updateMobilityService/action"), 1);
      assert.equal(await agentOf(estate.owner), "9.200.1.1");
    },
  },
  "another time": {
    make: withRunbook,
    carryOut: async (options) => setScheduleTime(options, await planScheduleTime(options, time)),
    least: 10,
    check: async (estate) => {
      const { schedules } = await agentUpdateSchedules(optionsOf(estate), input);
      assert.deepEqual(
        schedules.map(({ timeOfDay, isLinked }) => [timeOfDay, isLinked]),
        [
          ["02:30", true],
          ["02:30", true],
        ],
      );
      assert.equal(times(estate, "/automationAccounts/schedules/write"), 2);
    },
    through: droppingLinks,
  },
  "a repair": {
    make: async () => {
      const estate = await withItem(autoUpdate);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
    carryOut: async (options) =>
      repairAgentUpdate(options, await planAgentUpdateRepair(options, input)),
    least: 15,
    check: async (estate, when) => {
      assert.deepEqual(
        ["roleDefinitions/write", "roleAssignments/write", "ContainerMappings/write"].map(
          (action) => times(estate, action),
        ),
        // The mapping was written when it was made, too.
        [1, 1, 2],
        when,
      );
      assert.deepEqual((await planAgentUpdateRepair(optionsOf(estate), input)).problems, []);
    },
  },
  "agent auto-update that is switched off": {
    make: () => withTwoMappings(autoUpdate),
    carryOut: async (options) =>
      setAgentAutoUpdate(
        options,
        await planAgentAutoUpdate(options, { ...input, status: "Disabled" }),
      ),
    least: 8,
    check: async (estate) => {
      for (const id of [mapping, back]) {
        assert.deepEqual(await detailsOf(estate, id), { agentAutoUpdateStatus: "Disabled" });
      }
      assert.equal(mappingWrites(estate), 4);
    },
  },
};

for (const [what, { make, carryOut, least, check, through }] of Object.entries(cases)) {
  describe(`${what}, ended and asked for again`, () => {
    for (const when of ["before", "after"] as const) {
      it(`is done, and nothing of it twice, when it was ended ${when} any of its requests`, async () => {
        for (let requests = 1; ; requests++) {
          const estate = await make();
          const ended = ending(estate, requests, when, through);
          const first = await carryOut(ended).catch((error: unknown) => error as Error);
          if (!ended.signal.aborted) {
            assert.ok(requests > least, `It took only ${requests - 1} requests.`);
            assert.ok(!(first instanceof Error) && first.succeeded === first.selected);
            await check(estate);
            return;
          }
          if (first instanceof Error) {
            assert.match(first.message, /^The run was ended\.\nRun /);
          } else {
            assert.equal(first.interrupted, true, `ended at request ${requests}`);
          }
          const connection = estate.azure.connect(estate.owner);
          const second = await carryOut({
            connection: through?.(estate, connection) ?? connection,
          });
          assert.equal(second.succeeded, second.selected, `ended at request ${requests}`);
          await check(estate, `ended at request ${requests}`);
        }
      });
    }
  });
}

describe("another time, whose run dies", () => {
  it("between schedule and link: that is told, mended by a repair, and then the time is set", async () => {
    const estate = await withTwoMappings(autoUpdate);
    const connection = droppingLinks(estate, estate.azure.connect(estate.owner));
    const { transport } = connection;
    let isDead = false;
    await new Promise<void>((died) => {
      const dying: ArmConnection = {
        ...connection,
        transport: {
          wait: transport.wait.bind(transport),
          now: () => estate.azure.clock.now(),
          send: async (request, signal) => {
            const answer = isDead ? undefined : await transport.send(request, signal);
            isDead ||= request.method === "PUT";
            if (isDead || answer === undefined) {
              died();
              return new Promise(() => undefined);
            }
            return answer;
          },
        },
      };
      void planScheduleTime({ connection: dying }, time).then((plan) =>
        setScheduleTime({ connection: dying, atMost: 1 }, plan),
      );
    });
    const options = optionsOf(estate);
    const again = await planScheduleTime(options, time);
    assert.deepEqual(
      [
        again.changes.map(({ name }) => name.split("_")[0]),
        again.skipped.map(({ reason }) => reason),
      ],
      [
        ["mapping1"],
        [
          "It is not linked to the runbook, so nothing updates the agents of north/container1/back. Run `evergreen agent-update repair`, then this again.",
        ],
      ],
    );
    const repair = await repairAgentUpdate(options, await planAgentUpdateRepair(options, input));
    assert.deepEqual([repair.failed, repair.remaining], [0, []]);
    await setScheduleTime(options, await planScheduleTime(options, time));
    const { schedules } = await agentUpdateSchedules(options, input);
    assert.deepEqual(
      schedules.map(({ timeOfDay, isLinked }) => [timeOfDay, isLinked]),
      [
        ["02:30", true],
        ["02:30", true],
      ],
    );
  });
});
