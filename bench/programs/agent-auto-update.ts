import { planAgentAutoUpdate, setAgentAutoUpdate } from "../../src/operations";
import { enabling, manyMappings } from "../../test/operations/agent-update/auto-update-estate";

/** What agent auto-update of a vault with many mappings does, by the simulated Azure's clock. */
interface Told {
  /** Mappings that it sets a minute once the burst that Azure lets through at first is over. */
  readonly pace: number;
  /** Requests that Azure refuses with 429. */
  readonly throttled: number;
}

async function main(count: number): Promise<Told> {
  const { azure, owner } = await manyMappings(count);
  const connection = azure.connect(owner);
  const { transport } = connection;
  const changedAt: number[] = [];
  let throttled = 0;
  const options = {
    connection: {
      ...connection,
      transport: {
        wait: transport.wait.bind(transport),
        now: () => azure.clock.now(),
        send: async (...args: Parameters<typeof transport.send>) => {
          if (args[0].method === "PATCH") {
            changedAt.push(azure.clock.now().getTime());
          }
          const answer = await transport.send(args[0], args[1]);
          throttled += answer.status === 429 ? 1 : 0;
          return answer;
        },
      },
    },
  };
  // The limits of the minute in which the estate was made do not count.
  azure.clock.advance(3_600_000);
  const report = await setAgentAutoUpdate(options, await planAgentAutoUpdate(options, enabling));
  if (report.succeeded !== count) {
    throw new Error(`Only ${report.succeeded} of ${count} mappings were set.`);
  }
  const [first = 0] = changedAt;
  const later = changedAt.filter((at) => at - first >= 1000);
  const minutes = ((later.at(-1) ?? first) - first) / 60_000;
  return { pace: later.length / minutes, throttled };
}

void main(Number(process.argv[2])).then((told) => {
  console.log(JSON.stringify(told));
});
