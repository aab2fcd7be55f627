import { allRegions, normalizeRegion, pairedRegion } from "./regions";

/*
 * Availability-first patching: the order in which Azure patches machines by itself. Source of the
 * rules: learn.microsoft.com virtual-machines/automatic-vm-guest-patching. How long a phase is and
 * how large a batch is not published.
 */

/** What the order of a machine follows from. */
export interface RolloutMachine {
  readonly id: string;
  readonly region: string;
  /** Left out for a machine that is in no zone. */
  readonly zone?: string | undefined;
  /** Left out for a machine that is in no availability set. */
  readonly availabilitySet?:
    | {
        readonly id: string;
        readonly updateDomain: number;
        /** How many machines the set has. */
        readonly machines: number;
      }
    | undefined;
}

/** From how many machines on a set has more than one of an update domain patched at a time. */
const smallSet = 10;
/** The largest part of a set that is patched at a time. */
const largestPartOfSet = 0.2;

/** Whether one of two regions is the other's pair. Pairs are not always mutual. */
export function areRegionsPaired(one: string, other: string): boolean {
  return (
    pairedRegion(one) === normalizeRegion(other) || pairedRegion(other) === normalizeRegion(one)
  );
}

/**
 * The phase of a rollout to which a region belongs: regions of a pair are never in the same one.
 * Two phases are enough for that; Azure's own number is not published.
 */
export function rolloutPhase(regionName: string): 0 | 1 {
  phases ??= phasesOfRegions();
  return phases.get(normalizeRegion(regionName)) ?? 0;
}

/**
 * Whether a night is one of a region's phase.
 *
 * @param nightNumber - As in `Night`: consecutive nights have consecutive numbers.
 * @param nightsPerPhase - How many nights a phase has before it is the other's turn. Defaults to `1`.
 */
export function isNightOfPhase(
  regionName: string,
  nightNumber: number,
  nightsPerPhase = 1,
): boolean {
  return Math.floor(nightNumber / nightsPerPhase) % 2 === rolloutPhase(regionName);
}

/** Machines that are patched at the same time. */
export class PatchWave {
  readonly #machines: RolloutMachine[] = [];
  readonly #regions = new Set<string>();
  readonly #zones = new Map<string, string>();
  readonly #sets = new Map<string, { readonly updateDomain: number; count: number }>();
  #outsideSets = 0;

  /**
   * @param largestBatch - How many machines that are in no availability set may be patched at a time.
   *   Defaults to any number.
   */
  constructor(
    private readonly largestBatch = Infinity,
    underWay: readonly RolloutMachine[] = [],
  ) {
    underWay.forEach((machine) => {
      this.#add(machine);
    });
  }

  get machines(): readonly RolloutMachine[] {
    return this.#machines;
  }

  /** Takes a machine in if it may be patched beside those that are in; answers whether it did. */
  join(machine: RolloutMachine): boolean {
    const may = this.mayJoin(machine);
    if (may) {
      this.#add(machine);
    }
    return may;
  }

  /** Whether a machine may be patched beside those that are in. */
  mayJoin({ region, zone, availabilitySet }: RolloutMachine): boolean {
    const name = normalizeRegion(region);
    if (
      !this.#regions.has(name) &&
      [...this.#regions].some((other) => areRegionsPaired(other, name))
    ) {
      return false;
    }
    if (zone !== undefined && (this.#zones.get(name) ?? zone) !== zone) {
      return false;
    }
    if (availabilitySet === undefined) {
      return this.#outsideSets < this.largestBatch;
    }
    const { id, updateDomain, machines } = availabilitySet;
    const beside = this.#sets.get(id.toLowerCase());
    return (
      beside === undefined ||
      (beside.updateDomain === updateDomain && beside.count < largestBatchOfSet(machines))
    );
  }

  #add(machine: RolloutMachine): void {
    const { region, zone, availabilitySet } = machine;
    const name = normalizeRegion(region);
    this.#machines.push(machine);
    this.#regions.add(name);
    if (zone !== undefined) {
      this.#zones.set(name, zone);
    }
    if (availabilitySet === undefined) {
      this.#outsideSets++;
      return;
    }
    const id = availabilitySet.id.toLowerCase();
    const beside = this.#sets.get(id);
    this.#sets.set(id, {
      updateDomain: availabilitySet.updateDomain,
      count: (beside?.count ?? 0) + 1,
    });
  }
}

/** How many machines of an availability set are patched at a time: one of a small set, else a fifth of it. */
export function largestBatchOfSet(machines: number): number {
  return machines < smallSet ? 1 : Math.floor(machines * largestPartOfSet);
}

/** Whether a machine may be patched now, while others are. */
export function mayBePatchedBeside(
  machine: RolloutMachine,
  underWay: readonly RolloutMachine[],
  largestBatch?: number,
): boolean {
  return new PatchWave(largestBatch, underWay).mayJoin(machine);
}

/** Those of the waiting machines, in their order, that may be patched together. */
export function nextWave(
  waiting: readonly RolloutMachine[],
  largestBatch?: number,
): readonly RolloutMachine[] {
  const wave = new PatchWave(largestBatch);
  waiting.forEach((machine) => wave.join(machine));
  return wave.machines;
}

let phases: ReadonlyMap<string, 0 | 1> | undefined;

/** Regions and their pairs form chains and no circles, so that going from one to the next tells them apart. */
function phasesOfRegions(): ReadonlyMap<string, 0 | 1> {
  const neighbours = new Map<string, string[]>();
  const clouds = ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"] as const;
  for (const { name, pairedRegion: pair } of clouds.flatMap((cloud) => allRegions(cloud))) {
    neighbours.set(name, [...(neighbours.get(name) ?? []), ...(pair === undefined ? [] : [pair])]);
    if (pair !== undefined) {
      neighbours.set(pair, [...(neighbours.get(pair) ?? []), name]);
    }
  }
  const found = new Map<string, 0 | 1>();
  const visit = (name: string, phase: 0 | 1): void => {
    if (!found.has(name)) {
      found.set(name, phase);
      neighbours.get(name)?.forEach((next) => {
        visit(next, phase === 0 ? 1 : 0);
      });
    }
  };
  [...neighbours.keys()].sort().forEach((name) => {
    visit(name, 0);
  });
  return found;
}
