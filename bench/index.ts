import { type Figure, tableOf } from "./figure";
import { assessing, diagnosing, tellingStatus, updatingAgents } from "./operations";
import { loading, registering, typeChecking } from "./package";
import { judging } from "./policy-pack";
import { simulating } from "./simulator";

/** What is measured, by the word that chooses it. */
const parts: Readonly<Record<string, () => Figure[]>> = {
  "type-check": typeChecking,
  load: loading,
  register: registering,
  simulator: simulating,
  status: tellingStatus,
  assess: assessing,
  policy: judging,
  "agent-update": updatingAgents,
  diagnose: diagnosing,
};

function main(words: readonly string[]): void {
  const unknown = words.filter((word) => !(word in parts));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(", ")} here, only ${Object.keys(parts).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  const figures = Object.entries(parts)
    .filter(([word]) => words.length === 0 || words.includes(word))
    .flatMap(([word, measure]) => measurePart(word, measure));
  console.log(
    process.argv.includes("--json") ? JSON.stringify(figures, undefined, 2) : tableOf(figures),
  );
}

/** What cannot be measured is told, and the others are measured all the same. */
function measurePart(word: string, measure: () => Figure[]): Figure[] {
  // Beside the figures, which alone belong on the output.
  console.error(`Measuring ${word} …`);
  const began = Date.now();
  try {
    return measure();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    return [];
  } finally {
    console.error(`${word} took ${Math.round((Date.now() - began) / 1000)} s.`);
  }
}

main(process.argv.slice(2).filter((word) => word !== "--json"));
