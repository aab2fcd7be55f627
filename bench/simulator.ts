import { atLeast, atMost, type Figure, program, runs } from "./figure";
import { medianOf } from "./measure";

/** What the simulated Azure does in a second, and what it holds. The baselines are the figures that it must reach. */
export function simulating(): Figure[] {
  const simulator = (how: string, count: number): number => {
    const plain = program("simulator.cjs", how, String(count));
    return medianOf({ ...plain, nodeArguments: ["--expose-gc"] }, runs);
  };
  return [
    atLeast("ARM reads a second in process", simulator("in-process", 20_000), 2000),
    atLeast("ARM reads a second over TLS", simulator("tls", 5000), 500),
    atMost("heap of 10,000 replicated and backed-up VMs (MB)", simulator("estate", 10_000), 400),
    atMost(
      "CPU time of a Resource Graph query over 10,000 VMs (ms)",
      simulator("query", 10_000),
      1000,
    ),
  ];
}
