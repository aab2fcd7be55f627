import type { ArgumentChange, ArgumentChanges } from "./types";

const look = { instruction: "Look." };
const runbook = { runbookId: "@runbook" };

/** The rows for what is done before or after, at a place in the arguments. */
function actions(path: string, place: (changed: object) => unknown): ArgumentChanges {
  const row = (before: object, after: object): ArgumentChange => ({
    promised: "in place",
    before: place(before),
    after: place(after),
  });
  return Object.fromEntries(
    ["before", "after"].flatMap((when): [string, ArgumentChange][] => {
      const part = (name: string, before: unknown, after: unknown, beside: object) =>
        [
          `${path}.${when}.*.${name}`,
          row(
            { [when]: { one: { ...beside, [name]: before } } },
            { [when]: { one: { ...beside, [name]: after } } },
          ),
        ] satisfies [string, ArgumentChange];
      return [
        [
          `${path}.${when}`,
          row({ [when]: { first: look } }, { [when]: { first: look, second: look } }),
        ],
        part("runbookId", "@runbook", "@otherRunbook", {}),
        part("fabricLocation", "Primary", "Recovery", runbook),
        part("timeoutInMinutes", 30, 60, runbook),
        part("instruction", "Look.", "Look again.", {}),
        part("failoverTypes", ["TestFailover"], ["UnplannedFailover"], look),
        part("failoverDirections", ["PrimaryToRecovery"], ["RecoveryToPrimary"], look),
      ];
    }),
  );
}

const inOneRegion = { primaryFabricId: "@fabric", recoveryFabricId: "@fabric" };

export const recoveryPlan: ArgumentChanges = {
  primaryFabricId: { promised: "replaced", before: "@fabric", after: "@thirdFabric" },
  recoveryFabricId: { promised: "replaced", before: "@otherFabric", after: "@thirdFabric" },
  groups: {
    promised: "in place",
    before: { first: {} },
    after: { first: {}, second: {} },
  },
  "groups.*.protectedItemIds": {
    promised: "in place",
    before: { one: { protectedItemIds: ["@item"] } },
    after: { one: { protectedItemIds: ["@item", "@otherItem"] } },
  },
  ...actions("groups.*", (changed) => ({ one: changed })),
  ...actions("shutdown", (changed) => changed),
  ...actions("failover", (changed) => changed),
  planName: { promised: "replaced", before: "@name", after: "@otherName" },
  primaryZone: {
    promised: "replaced",
    before: "1",
    after: "3",
    beside: { ...inOneRegion, recoveryZone: "2" },
  },
  recoveryZone: {
    promised: "replaced",
    before: "2",
    after: "3",
    beside: { ...inOneRegion, primaryZone: "1" },
  },
  adopt: { promised: "nothing", before: false, after: true },
};
