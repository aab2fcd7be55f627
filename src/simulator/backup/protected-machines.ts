import type { Platform } from "../operation";

/** Which item protects a machine, soft-deleted ones too: item ids by machine id without case. */
export function protectedMachines({ estate }: Pick<Platform, "estate">): Map<string, string> {
  return estate.notes<string>("protected machines");
}
