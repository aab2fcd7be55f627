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
