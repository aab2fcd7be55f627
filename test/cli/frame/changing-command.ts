// A command of one change, as a process of its own: its report comes from the environment.

import { runChangeCommand } from "../../../src/cli/frame/change-command";
import type { ChangeReport } from "../../../src/operations/run/change-report";

const [given = "{}", mode] = process.argv.slice(2);

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
  { output: "table", timeout: 1, atMost: 1, [mode ?? "ask"]: true },
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
      return Promise.resolve(report);
    },
  },
);
