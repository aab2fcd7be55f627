import { utcMinute } from "../../azure/local-time";
import { type PatchError, patchErrorsIn } from "../../azure/patch-errors";
import { wayOutVerdict } from "../../azure/patch-network";
import { type PatchSource, patchSourceOf, patchSourcesOfSet } from "../../azure/patch-source";
import type { PatchMachine } from "./machines";
import { assessCommand } from "./next-commands";
import { type ExplainedMachine, met, notMet, type PatchRequirement } from "./requirement";
import { describePatchError } from "./result-problems";

/** The last look succeeded and is not old. */
export function lastAssessment({
  machine,
  now,
  staleAfterInHours,
}: ExplainedMachine): PatchRequirement {
  const { row } = machine;
  const name = "last assessment";
  const again = `Assess it with ${assessCommand(machine)}, which installs nothing.`;
  if (row.assessedAt === "") {
    return notMet(name, "Azure knows of none in the last 7 days.", again);
  }
  const at = utcMinute(row.assessedAt);
  const [error] = patchErrorsIn(row.assessmentErrors);
  if (row.assessmentStatus === "Failed" || error !== undefined) {
    const why = error === undefined ? "" : ` ${describePatchError(error)}`;
    return notMet(
      name,
      `That of ${at} ended as ${row.assessmentStatus}.${why}`,
      error?.fix ?? again,
    );
  }
  const hours = Math.floor((now.getTime() - Date.parse(row.assessedAt)) / 3_600_000);
  return hours >= staleAfterInHours
    ? notMet(name, `It is ${hours} hours old, of ${at}.`, again)
    : met(name, `It is of ${at}.`);
}

/** Whether the machine has reached its source lately, which no service that is off could. */
export function hasAssessed({ machine: { row } }: Pick<ExplainedMachine, "machine">): boolean {
  return row.assessmentStatus === "Succeeded" && patchErrorsIn(row.assessmentErrors).length === 0;
}

/** Windows takes its patches through a service that must run. */
export function windowsUpdate(explained: ExplainedMachine): PatchRequirement[] {
  const { machine } = explained;
  const name = "Windows Update service";
  if (machine.settings.operatingSystem !== "Windows") {
    return [];
  }
  const error = errorsOf(machine).find(({ cause }) => cause === "WindowsUpdateDisabled");
  if (error !== undefined) {
    return [notMet(name, describePatchError(error), error.fix)];
  }
  return [
    hasAssessed(explained)
      ? met(name, "The last assessment succeeded with it.")
      : {
          name,
          state: "unknown",
          found: "Only the machine tells whether it runs.",
          commands: ["Get-Service wuauserv"],
        },
  ];
}

function errorsOf({ row }: PatchMachine): PatchError[] {
  return [...patchErrorsIn(row.assessmentErrors), ...patchErrorsIn(row.installationErrors)];
}

/** The machine reaches the source of its patches. */
export function connectivity(explained: ExplainedMachine): PatchRequirement {
  const name = "patch source reached";
  const { machine } = explained;
  const { reach } = sourceOf(machine);
  const error = errorsOf(machine).find(({ cause }) => cause === "SourceUnreachable");
  if (error !== undefined) {
    return { ...notMet(name, describePatchError(error), error.fix), commands: reach };
  }
  return hasAssessed(explained)
    ? met(name, "The last assessment reached it.")
    : {
        name,
        state: "unknown",
        found: "Only the machine tells whether it reaches it.",
        commands: reach,
      };
}

/** The way to the internet. It is not looked at where the machine has reached its source lately. */
export function wayOut({ wayOut: seen }: ExplainedMachine): PatchRequirement[] {
  const name = "way to the internet";
  if (seen === undefined) {
    return [];
  }
  return [
    "way" in seen
      ? { name, ...wayOutVerdict(seen.way) }
      : { name, state: "unknown", found: seen.reason },
  ];
}

/** Where patches come from. Azure never sets it. */
export function patchSource({ machine }: ExplainedMachine): PatchRequirement {
  const { kind, told, ask } = sourceOf(machine);
  return {
    name: "patch source",
    state: kind === "WindowsUpdate" ? "met" : "unknown",
    found: `${told} Azure does not set it: it is configured in the machine.`,
    commands: ask,
  };
}

/** Machines of one set are to be patched from one source. Nothing for a machine that is in no set. */
export function oneSource({ machine, ofSet, sourceTag }: ExplainedMachine): PatchRequirement[] {
  if (ofSet === undefined) {
    return [];
  }
  const { state, found } = patchSourcesOfSet(
    ofSet.machines.map(({ name, patchService: service, tags }) => ({
      ...{ name, service },
      tag: sourceTag === undefined ? undefined : tagValue(tags, sourceTag),
    })),
    sourceTag,
  );
  const of = `Of ${ofSet.machines.length} machines of ${ofSet.name}: `;
  const { ask } = sourceOf(machine);
  return [
    {
      name: "one source in its set",
      state,
      found: of + found,
      ...(state === "met"
        ? {}
        : {
            fix:
              state === "notMet"
                ? "Configure the same source in each: else the same rollout installs different patches."
                : "Run the commands of the patch source in each of them, and compare.",
            commands: ask,
          }),
    },
  ];
}

function sourceOf({ settings, row, image }: PatchMachine): PatchSource {
  const { operatingSystem } = settings;
  return patchSourceOf({ operatingSystem, service: row.patchService, image });
}

/** Names of tags are compared without case. */
function tagValue(tags: PatchMachine["row"]["tags"], wanted: string): string | undefined {
  const names = Object.keys(tags ?? {});
  const name = names.find((each) => each.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? undefined : tags?.[name];
}
