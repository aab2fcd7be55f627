// A command of one change, as a process of its own. Arguments: what its report tells, as JSON; how it is agreed
// to, or "ask"; and "terminal" where its streams are to say that they are one.

import { runChangeCommand } from "../../../src/cli/frame/change-command";
import type { ChangeReport } from "../../../src/operations/run/change-report";

const [given = "{}", mode = "ask", terminal] = process.argv.slice(2);

if (terminal === "terminal") {
  for (const stream of [process.stdin, process.stderr]) {
    Object.defineProperty(stream, "isTTY", { value: true });
  }
}

const report: ChangeReport = {
  runId: "r",
  title: "Mend",
  selected: 1,
  started: 1,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  underWay: 0,
  outcomes: [],
  skipped: [],
  interrupted: false,
  howToGoOn: [],
  ...(JSON.parse(given) as Partial<ChangeReport>),
};

void runChangeCommand(
  { output: "table", timeout: 1, atMost: 1, [mode]: true },
  {
    plan: () =>
      Promise.resolve({
        title: "Mend",
        changes: [{ id: "/a", name: "a", change: "Mend it", reason: "It is broken." }],
        skipped: [{ id: "/b", name: "b", reason: "It is well." }],
        notes: ["Nothing is restarted."],
      }),
    carryOut: () => {
      process.stderr.write("carried out\n");
      // Azure may not answer, whatever happens here.
      return mode === "yes" && report.started === 0
        ? new Promise<never>(() => setInterval(() => undefined, 60_000))
        : Promise.resolve(report);
    },
  },
);
