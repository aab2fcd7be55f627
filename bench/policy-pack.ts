import { join } from "node:path";
import { atMost, type Figure, figure, runs, typeScriptProgram } from "./figure";
import { compareValues } from "./measure";

/** What the policy pack costs beside a pack of Pulumi's own that judges nothing, both as Pulumi runs them. */
export function judging(): Figure[] {
  const resources = 2000;
  const measured = (mode: string): ReturnType<typeof compareValues> => {
    const pack = (folder: string) =>
      typeScriptProgram("policy-pack.ts", mode, folder, String(resources));
    return compareValues(
      pack(join(__dirname, "..", "policy")),
      pack(join(__dirname, "programs", "empty-pack")),
      runs,
    );
  };
  const [up, preview, start] = [measured("up"), measured("preview"), measured("start")];
  return [
    atMost(
      "CPU time of the policy pack for each of 2,000 resources above an empty pack's (ms)",
      (up.candidate - up.baseline) / resources,
      0.3,
    ),
    atMost(
      "the same in a first preview, in which no id is known (ms)",
      (preview.candidate - preview.baseline) / resources,
      0.3,
    ),
    figure(
      "from the start of the policy pack until it tells what it is (ms), against an empty pack",
      start.candidate,
      start.baseline,
      1.3,
    ),
  ];
}
