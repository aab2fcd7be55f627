/** What Microsoft.Compute does by itself, each with the source that says so. */
export const computeStateChanges = {
  "the platform brings the patch extension to a machine that it assesses":
    "learn.microsoft.com virtual-machines/automatic-vm-guest-patching",
} as const;
