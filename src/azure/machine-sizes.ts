import listed from "./data/machine-sizes.json";

/** A size of virtual machines. */
export interface MachineSize {
  /** For example `Standard_D2s_v5`. */
  readonly name: string;
  /** What its quota is counted under, for example `standardDSv5Family`. */
  readonly family: string;
  readonly cores: number;
  readonly memoryInMb: number;
  /** `0` for a size without a temporary disk. */
  readonly temporaryDiskInMb: number;
  /** Most data disks. */
  readonly dataDisks: number;
  /** Hyper-V generations, for example `V1,V2`. */
  readonly generations: string;
  /** Whether it takes premium disks. */
  readonly premiumDisks: boolean;
}

/**
 * Some sizes of the hundreds that Azure has: a size that is not among them is no wrong size.
 * Source: learn.microsoft.com virtual-machines/sizes, named in the data.
 */
export const machineSizes: readonly MachineSize[] = listed.sizes;

/** A size by its name; `undefined` for one that is not known here. */
export function machineSizeNamed(name: string): MachineSize | undefined {
  return machineSizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
}

/**
 * Whether a size takes premium disks, by its name: where it has an `s` among the letters after its number of
 * processors. `undefined` for families whose names do not say so.
 * Source: learn.microsoft.com virtual-machines/vm-naming-conventions.
 */
export function takesPremiumDisks(size: string): boolean | undefined {
  const features = /^standard_[adef]\d+(?:-\d+)?([a-z]*)(?:_v\d+)?$/i.exec(size)?.[1];
  return features?.toLowerCase().includes("s");
}

/**
 * Whether a size has machines of generation 1 alone, as the A family and the first D series without premium disks.
 * Source: learn.microsoft.com virtual-machines/trusted-launch (virtual machines sizes).
 */
export function isOfGeneration1(size: string): boolean {
  return /^standard_(?:a\d|d\d+(?:_v[23])?$)/i.test(size);
}
